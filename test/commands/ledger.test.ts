import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { sentFile } from '../../db/schema/index.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { useDatabase } from '../support/database.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

/** An independent count. */
async function counted(db: Db, where = 'true') {
  const [row] = await rowsOf<{ collected: number; solved: number; overdue: number; firms: number }>(
    db,
    sql`select count(*)::int as collected, count(distinct uscc)::int as firms,
      count(*) filter (where state in ('rating', 'closed') and outcome = '已解决')::int as solved,
      count(*) filter (where state in ('assigned', 'handling') and due_on < '2023-11-15')::int as overdue
      from case_file join enterprise using (uscc) where ${sql.raw(where)}`,
  )
  if (!row) throw new Error('nothing counted')
  return row
}

async function fileOf(db: Db) {
  const files = await db.select().from(sentFile)
  const last = files.at(-1)
  if (!last) throw new Error('no file')
  const { sheets } = await readTable(last.bytes, last.name)
  return {
    name: last.name,
    sheets: sheets.map(({ rows }) => ({ rows: [...rows].map(({ cells }) => cells) })),
  }
}

describe('统计', () => {
  test('every number on the card is what the database holds', () =>
    onDatabase(async db => {
      const all = await counted(db)
      const answer = await say(db, 'office', '各类问题收集解决了多少')
      expect(answer.action).toBe('query.case_stats')
      expectToFit(answer, '统计')
      expect(answer.words).toContain(`收集${all.collected}件（${all.firms}家企业）`)
      expect(answer.words).toContain(`解决${all.solved}件`)
      expect(answer.words).toContain(`其中逾期${all.overdue}件`)
      expect(answer.words).toContain(`（${all.solved}/${all.collected}）`)
      const power = await counted(db, "category = '用电'")
      expect(answer.words).toMatch(
        new RegExp(`用电 \\| ${power.collected} \\| [\\d.]+%（${power.solved}/${power.collected}）`),
      )
      expect(answer.words).toContain('收集＝受理登记的全部诉求')
    }))

  test('of a unit, of a county, of a time', () =>
    onDatabase(async db => {
      const unit = await counted(db, "lead_unit_id = 'utility-power'")
      expect((await say(db, 'mayor', '供电公司的诉求一共多少件')).words).toContain(`收集${unit.collected}件`)
      const place = await counted(db, "region_code = '430406'")
      expect((await say(db, 'office', '雁峰区的问题解决率')).words).toContain(`收集${place.collected}件`)
      const october = await counted(db, "filed_at >= '2023-10-01+08' and filed_at < '2023-11-01+08'")
      expect((await say(db, 'office', '10月收集了多少诉求')).words).toContain(`收集${october.collected}件`)
    }))

  test('somebody of a county is told of their county, of a unit of their unit', () =>
    onDatabase(async db => {
      expect(await counted(db, "region_code = '430424' or assess_unit_id = '430424'")).toMatchObject({
        collected: 0,
      })
      expect((await say(db, 'county', '问题解决率多少')).words).toContain('您能看到的是衡东县企业的诉求')
      const land = await counted(db, "lead_unit_id = 'dept-land'")
      expect((await say(db, 'land', '一共多少件诉求')).words).toContain(`收集${land.collected}件`)
    }))

  test('97.97% is said as 98.0%, and what is not known is not called zero', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '用地问题2021年的解决率')).words).not.toContain('%（')
    }))

  test('shares by themselves, with what they are made of', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'mayor', '企业满意度怎么样')
      expect(words).toMatch(/满意度：\d+\.\d%（\d+\/\d+）/)
    }))
})

describe('清单', () => {
  test('the most pressing first; 第二个 opens the second; the button opens the first', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '在办的诉求有哪些')
      expect(answer.action).toBe('query.case_list')
      expectToFit(answer, '清单')
      const due = await rowsOf<{ no: string }>(
        db,
        sql`select no from case_file where state in ('assigned','handling','held','shelved')
          order by due_on, no limit 2`,
      )
      const numbers = due.map(({ no }) => no.slice(-4))
      expect(answer.words.indexOf(numbers[0] ?? '')).toBeLessThan(answer.words.indexOf(numbers[1] ?? ''))
      expect((await say(db, 'office', '第二个')).words).toContain(due[1]?.no ?? '')
      const [open] = answer.messages.flatMap(({ card }) => actionsOf(card))
      if (!open) throw new Error('no button')
      expect(
        (await press(db, 'office', open)).words + JSON.stringify(await press(db, 'office', open)),
      ).toContain(due[0]?.no ?? '')
    }))

  test('into a group no list is put; whoever asked gets it alone', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '在办的诉求有哪些', '--group', '--chat', 'oc_demo_power')
      const toGroup = answer.messages.filter(({ to }) => to.includes('oc_demo_power'))
      expect(toGroup.map(({ text }) => text).join()).not.toContain('有限公司')
    }))

  test('nothing to list is said in a sentence', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '2021年逾期的诉求有哪些')).words).toContain('没有符合条件的诉求')
    }))
})

describe('导出', () => {
  test('a workbook with one row a case, frozen and filtered, days as days, what was asked for and no more', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '导出没解决的问题 要excel')
      expect(answer.action).toBe('export.ledger')
      const wanted = await counted(
        db,
        "not (state in ('rating', 'closed') and outcome is not distinct from '已解决')",
      )
      expect(answer.words).toContain(`共${wanted.collected}件`)
      const { name, sheets } = await fileOf(db)
      expect(name).toBe('问题台账_未解决_2023-11-15.xlsx')
      const [cases, about] = sheets
      expect(cases?.rows).toHaveLength(wanted.collected + 1)
      const [headings = []] = cases?.rows ?? []
      expect(headings.slice(0, 3)).toContain('编号')
      expect(about?.rows.flat().join()).toContain('未解决')
    }))

  test('somebody of a unit gets the cases of their unit alone', () =>
    onDatabase(async db => {
      await say(db, 'land', '导出问题台账')
      const land = await counted(db, "lead_unit_id = 'dept-land'")
      expect((await fileOf(db)).sheets[0]?.rows).toHaveLength(land.collected + 1)
    }))

  test('a firm gets its own cases and nobody else’s', () =>
    onDatabase(async db => {
      await say(db, 'enterprise', '导出问题台账')
      const { sheets } = await fileOf(db)
      const [headings = [], ...rows] = sheets[0]?.rows ?? []
      const whose = rows.map(row => row[headings.indexOf('企业')])
      expect(new Set(whose).size).toBe(1)
    }))
})

describe('例子和原因', () => {
  test('a firm hears how others were helped, not who they are', () =>
    onDatabase(async db => {
      const { words, action } = await say(db, 'rival', '用电问题别人怎么解决的')
      expect(action).toBe('query.case_similar')
      expect(words).toContain('其他企业的情况只说办法')
      const firms = await rowsOf<{ name: string; short: string }>(
        db,
        sql`select name, short_name as short from enterprise join case_file using (uscc)
          where category = '用电' and uscc not in (select scope_id from role_grant where person_id = 'demo-rival')`,
      )
      for (const { name, short } of firms) {
        expect(words).not.toContain(name)
        expect(words).not.toContain(short)
      }
    }))

  test('why a rate changed adds up', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'mayor', '问题解决率怎么降了')
      const all = await counted(db)
      expect(words).toContain(`（${all.solved}/${all.collected}）`)
      const [, before, fresh, freshSolved, won, lost] =
        /是[\d.]+%（(\d+)\/\d+）[\s\S]*新收集(\d+)件，其中已解决(\d+)件；以前的又解决(\d+)件，退回未解决(\d+)件/.exec(
          words,
        ) ?? []
      expect(Number(before) + Number(freshSolved) + Number(won) - Number(lost)).toBe(all.solved)
      expect(Number(fresh)).toBe((await counted(db, "filed_at > '2023-10-16+08'")).collected)
    }))
})
