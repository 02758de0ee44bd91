import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { formatWan } from '../../src/lib/money.ts'
import { useDatabase } from '../support/database.ts'
import { expectToFit, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

/** Output of January to October of the enterprises of a unit, by a query of its own: tax bureau and statistics first. */
async function outputOf(db: Db, year: number, unit: string): Promise<Big> {
  const [row] = await rowsOf<{ sum: string }>(
    db,
    sql`with newest as (
        select distinct on (uscc, period, source) uscc, period, source, amount from figure
        where indicator = 'output' and period like ${`${year}-%`} and right(period, 2)::int <= 10
        order by uscc, period, source, id desc),
      said as (select uscc, source, sum(amount) as amount,
          count(*) filter (where right(period, 2)::int between 2 and 10) as months from newest group by uscc, source),
      together as (select distinct on (uscc, source) uscc, source, amount from figure
        where indicator = 'output' and period = ${`${year}M01-10`} order by uscc, source, id desc),
      chosen as (select distinct on (uscc) uscc, amount from (
          select uscc, source, amount from together
          union all select uscc, source, amount from said where months = 9
            and not exists (select from together t where t.uscc = said.uscc and t.source = said.source)) x
        order by uscc, array_position(array['统计', '税务', '部门', '企业自报'], source))
      select coalesce(sum(c.amount), 0)::text as sum from chosen c join enterprise e using (uscc)
      where coalesce(e.assess_unit_id, e.region_code) = ${unit}`,
  )
  return new Big(row?.sum ?? 0)
}

describe('县市区、园区、产业链、全市情况', () => {
  test('a county in one sentence and in full, its numbers as a query of its own counts them', () =>
    onDatabase(async db => {
      const short = await say(db, 'mayor', '衡东县 一句话')
      expect(short).toMatchObject({
        command: 'bulletin',
        action: 'query.briefing',
        slots: { place: '衡东县', short: true },
      })
      expect(short.words).toContain(`2023年1—10月产值${formatWan(await outputOf(db, 2023, '430424'))}`)
      expect(short.words).toContain('倍增名录企业26家，其中产值倍增3家、税收倍增5家')
      const full = await say(db, 'mayor', '下周去衡东调研 准备个材料')
      expectToFit(full, '衡东县情况')
      for (const said of ['主要指标', '需要关注', '解决率', '基期', '诉求统计'])
        expect(full.words, said).toContain(said)
    }))

  test('a park, a chain, the city, and 百十亿 as the draft it is', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '松木经开区简报')).words).toContain('松木经开区倍增名录企业20家')
      const chain = await say(db, 'chain', '输变电链 一句话')
      expect(chain.words).toContain('输变电产业链倍增名录企业')
      const city = await say(db, 'mayor', '全市 一句话')
      expect(city.words).toContain('235家，其中产值倍增23家、税收倍增36家')
      const plan = await say(db, 'county', '衡东百十亿 一句话')
      expect(plan.words).toContain('百亿产业5个、十亿企业18户以上、亿元项目34个以上')
      expect(plan.words).toContain('征求意见稿')
    }))

  test('fewer than three enterprises are not told; an enterprise and a stranger get no totals', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '南岳区简报')
      expect(words).toContain('倍增名录企业2家')
      expect(words).not.toContain('产值倍增0家')
      expect(words).toContain('不足3家')
      for (const who of ['enterprise', 'nobody']) {
        const refused = await say(db, who, '衡东县简报')
        expect(refused.words, who).not.toMatch(/亿元|倍增名录企业\d/)
      }
    }))

  test('in a group there are totals and no names', () =>
    onDatabase(async db => {
      const alone = await say(db, 'office', '常宁市简报')
      const group = await say(db, 'office', '常宁市简报', '--chat', 'oc_demo_town', '--group')
      expect(alone.words).toContain('退规风险库')
      const [named] = /退规风险库\d+家[^：]*：([^等。]+)/.exec(alone.words)?.slice(1) ?? []
      if (named) for (const name of named.split('、')) expect(group.words).not.toContain(name)
    }))

  test('what is neither a place nor a firm is asked for', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '准备个材料')).words).toContain('要哪里的材料')
    }))
})
