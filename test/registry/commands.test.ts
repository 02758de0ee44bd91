import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { enterprise } from '../../commands/enterprise.ts'
import { figures } from '../../commands/figures.ts'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Intent, Reply } from '../../src/chat/command.ts'
import { identify } from '../../src/people/identify.ts'
import { findEnterprises } from '../../src/registry/resolve.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

/** Runs an intent as somebody, with slots as understanding would give them. */
async function ask(
  db: Db,
  who: string,
  { slots: shape, run }: Intent,
  slots: Record<string, unknown>,
  text = '',
): Promise<Reply> {
  const speaker = await identify(db, 'feishu', `ou_demo_${who}`, NOW)
  const chat = { platform: 'feishu', chatId: 'c', kind: 'private' as const }
  const context = {
    db,
    now: NOW,
    speaker,
    chat,
    openId: `ou_demo_${who}`,
    focus: {},
    text,
    causeId: null,
    files: [],
    commands: [],
    policies: builtIn,
  }
  return run(context, shape.parse(slots) as never)
}

const firmOf = async (db: Db, name: string) => (await findEnterprises(db, name))[0]?.uscc ?? ''
const words = (card: Card) => JSON.stringify(card)
const { 'query.metric': metric, 'query.provenance': provenance } = figures.intents
const { 'query.enterprise_profile': profile, 'query.entity_resolve': resolve } = enterprise.intents

describe('figures of an enterprise', () => {
  test('去年产值税收: both with growth, source and period, marked as demo and private', () =>
    onDatabase(async db => {
      const uscc = await firmOf(db, '金杯电工')
      const reply = await ask(db, 'office', metric, {
        uscc,
        metrics: ['工业产值', '实缴税金'],
        period: '2022',
      })
      expect(reply).toMatchObject({ isPrivate: true, focus: { uscc }, card: { tags: ['演示数据'] } })
      const [table] = reply.card.blocks.filter(block => block.kind === 'table')
      expect(table).toMatchObject({
        columns: [{ title: '2022年' }, { title: '数值' }, { title: '比2021年' }, { title: '来源' }],
        rows: [
          { name: '工业产值', amount: '25.6亿元', growth: '增长34.7%', source: '统计' },
          { name: '实缴税金', amount: '9200万元', growth: '增长33.3%', source: '税务' },
        ],
      })
    }))

  test('without a period: the last closed year and this year so far', () =>
    onDatabase(async db => {
      const reply = await ask(db, 'office', metric, {
        uscc: await firmOf(db, '建滔化工'),
        normalized_from: '建涛化工',
      })
      const tables = reply.card.blocks.filter(block => block.kind === 'table')
      expect(tables.map(table => table.columns[0]?.title)).toEqual(['2022年', '2023年1—10月'])
      expect(words(reply.card)).toContain('已按“建滔化工”理解')
    }))

  test.each([
    ['2023-11', '还没有2023年11月', '2023年10月'],
    ['2023M01-11', '还没有2023年1—11月', '2023年1—10月'],
    ['2023', '2023年还没有到', '2022年'],
    ['2019', '还没有2019年', '2022年'],
  ])('%s has none: says so and shows the latest', (period, none, latest) =>
    onDatabase(async db => {
      const { card } = await ask(db, 'office', metric, { uscc: await firmOf(db, '金杯电工'), period })
      expect(words(card)).toContain(none)
      expect(words(card)).toContain(`最近的是${latest}`)
    }),
  )

  test('sources that disagree are shown, and which one counts', () =>
    onDatabase(async db => {
      const uscc = await firmOf(db, '固诚电气')
      const { card } = await ask(db, 'office', metric, { uscc, metrics: ['工业产值'], period: '2023-10' })
      expect(words(card)).toContain('各方不一致')
      expect(words(card)).toContain('企业自报1206万元')
      const where = await ask(db, 'office', provenance, { uscc, metrics: ['工业产值'], period: '2023-10' })
      expect(words(where.card)).toContain('以统计为准')
    }))

  test('provenance lists older versions as such', () =>
    onDatabase(async db => {
      const uscc = await firmOf(db, '金杯电工')
      await db.execute(sql`insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
        values (${uscc}, 'output', '2022', 256001, '统计', 'demo-office', ${NOW.toISOString()}::timestamptz)`)
      const { card } = await ask(db, 'office', provenance, { uscc, metrics: ['工业产值'], period: '2022' })
      const [table] = card.blocks.filter(block => block.kind === 'table')
      expect(table?.rows).toMatchObject([
        { source: '统计', by: '李衡', at: '2023-11-15 10:00' },
        { source: '统计（旧版）', by: '演示数据' },
      ])
    }))

  test.each([
    ['rival', '金杯电工', '不能给其他企业看'],
    ['land', '金杯电工', '不在您的查看范围'],
    ['county', '金杯电工', '不在您的查看范围'],
    ['chain', '建滔化工', '不在您的查看范围'],
    ['nobody', '金杯电工', '还没有绑定'],
  ])('%s may not see %s', (who, name, why) =>
    onDatabase(async db => {
      await expect(ask(db, who, metric, { uscc: await firmOf(db, name) })).rejects.toThrow(why)
    }),
  )

  test.each([
    ['enterprise', '金杯电工'],
    ['rival', '建滔化工'],
    ['liaison', '瑞达电源'],
    ['county', '湖南机油泵'],
    ['chain', '金杯电工'],
    ['mayor', '金杯电工'],
  ])('%s may see %s', (who, name) =>
    onDatabase(async db => {
      expect(await ask(db, who, metric, { uscc: await firmOf(db, name) })).toMatchObject({ isPrivate: true })
    }),
  )

  test.each([
    [{}, '没听出问的是哪家企业'],
    [{ uscc: '91430400MA4L000008' }, '库里没有'],
    [{ uscc: '91430400DEM000014F', period: '去年年' }, '看不懂期间'],
    [{ uscc: '91430400DEM000014F', metrics: ['碳排放'] }, '没有“碳排放”这项数据'],
  ])('%j is refused with what to do', (slots, why) =>
    onDatabase(async db => {
      await expect(ask(db, 'office', metric, slots)).rejects.toThrow(why)
    }),
  )
})

describe('what is known of an enterprise', () => {
  test('its registration, lists and, for those who may, the way to its figures', () =>
    onDatabase(async db => {
      const uscc = await firmOf(db, '衡变')
      const reply = await ask(db, 'office', profile, { uscc })
      expect(words(reply.card)).toContain('特变电工衡阳变压器有限公司')
      expect(words(reply.card)).toContain('衡阳高新区')
      expect(words(reply.card)).toContain('query.metric')
      const seen = await ask(db, 'land', profile, { uscc })
      expect(words(seen.card)).not.toContain('query.metric')
      expect(seen.isPrivate).toBeUndefined()
    }))

  test('a firm asking about a rival is told that it cannot see it', () =>
    onDatabase(async db => {
      await expect(ask(db, 'rival', profile, { uscc: await firmOf(db, '金杯电工') })).rejects.toThrow(
        '只提供给它自己和政府工作人员',
      )
    }))

  test('two names of one firm are one, names of two are not', () =>
    onDatabase(async db => {
      const same = await ask(db, 'office', resolve, {}, '竣能5G是不是就是凌能5G那家')
      expect(words(same.card)).toContain('是同一家')
      const other = await ask(db, 'office', resolve, {}, '恒飞电缆和金杯电工是一家吗')
      expect(words(other.card)).toContain('不是同一家')
    }))

  test('a name of two firms is asked about with a button each', () =>
    onDatabase(async db => {
      const reply = await ask(db, 'office', resolve, {}, '雁南机械是哪家')
      expect(reply.focus?.options?.map(({ label }) => label).sort()).toEqual([
        '衡东雁南机械有限公司',
        '衡阳雁南机械有限公司',
      ])
    }))

  test('an unknown name is refused with an example', () =>
    onDatabase(async db => {
      await expect(ask(db, 'office', profile, {}, '查一下不存在的某某公司')).rejects.toThrow('没有找到')
      await expect(ask(db, 'enterprise', profile, {}, '查一下衡岳')).rejects.toThrow('没有找到')
    }))
})
