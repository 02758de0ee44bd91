import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { incident, membershipChange, rosterMember, supportPlan } from '../../db/schema/index.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import type { Actor } from '../../src/people/roles.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import { incidents } from '../../src/registry/lists/incidents.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { plans } from '../../src/registry/lists/plans.ts'
import { rosterMembers } from '../../src/registry/lists/roster-members.ts'
import { CITY, kindOf, type RosterKey } from '../../src/registry/rosters/kinds.ts'
import { membersOn, staysOf } from '../../src/registry/rosters/members.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, FIRMS, PEOPLE } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const nameOf = (letter: string) => FIRMS.find(({ uscc }) => uscc === codeOf(letter))?.name ?? ''

async function take(
  db: Db,
  list: List<never>,
  headings: string[],
  rows: string[][],
  actor: Actor = PEOPLE.office,
) {
  const bytes = await writeWorkbook([{ name: '表', headings, rows }])
  const { now } = by(db, PEOPLE.office)
  const importer = {
    actor,
    by: actor.kind === 'person' ? actor.id : 'operator',
    now,
    policies: builtIn,
    batchId: null,
  }
  return importList(db, list, await readTable(bytes, '表.xlsx'), importer)
}

/** What is exported, taken in again. */
async function roundTrip(db: Db, list: List<never>) {
  const { now } = by(db, PEOPLE.office)
  const table = await readTable((await exportList(db, list, PEOPLE.office)).bytes, '导出.xlsx')
  return importList(db, list, table, {
    actor: PEOPLE.office,
    by: 'p-office',
    now,
    policies: builtIn,
    batchId: null,
  })
}

const MEMBERS = ['统一社会信用代码', '企业名称', '名录', '年度', '入库日期', '移出日期', '文号']
const members = rosterMembers as List<never>
const poolKey: RosterKey = { kind: kindOf('小升规培育库'), scope: CITY, year: null }

describe('名录成员表', () => {
  const rows = [
    [codeOf('A'), '', '倍增名录', '2023', '', '', '市委常委会议第5号'],
    [codeOf('B'), '', '倍增培育企业名录', '2022年', '2022-03-01', '', '市委常委会议第3号'],
    ['', nameOf('C'), '小升规培育库', '', '2023/4/1', '2023年9月1日', '衡工信〔2023〕7号'],
  ]

  test('按名单接收：有依据、有日期，移出的也记下；同一张表再导一次什么都不变', () =>
    onDatabase(async db => {
      const first = await take(db, members, MEMBERS, rows)
      expect(first).toMatchObject({ accepted: 3, added: 3, unchanged: 0, rejected: [] })
      expect(await take(db, members, MEMBERS, rows)).toMatchObject({
        accepted: 3,
        added: 0,
        changed: 0,
        unchanged: 3,
      })
      expect(await roundTrip(db, members)).toMatchObject({ accepted: 3, unchanged: 3, rejected: [] })
      expect(await membersOn(db, poolKey, '2023-08-31')).toHaveLength(1)
      expect(await membersOn(db, poolKey, '2023-09-01')).toEqual([])
      const [stay] = await staysOf(db, codeOf('A'))
      expect(stay).toMatchObject({
        since: '2023-01-01',
        entry: { basis: '市委常委会议第5号', reason: '按名单导入' },
      })
      expect(await db.select().from(membershipChange)).toHaveLength(4)
    }))

  test('后来的表里有了移出日期：原来的在库到那天为止', () =>
    onDatabase(async db => {
      await take(db, members, MEMBERS, [[codeOf('A'), '', '头雁', '2022', '2022-07-01', '', '首批名单']])
      const later = [[codeOf('A'), '', '头雁', '2022', '2022-07-01', '2023-07-01', '调整通知']]
      expect(await take(db, members, MEMBERS, later)).toMatchObject({ added: 0, changed: 1 })
      const [stay] = await db.select().from(rosterMember)
      expect(stay).toMatchObject({ fromOn: '2022-07-01', toOn: '2023-07-01' })
    }))

  test.each([
    ['没有依据', [codeOf('A'), '', '倍增名录', '2023', '', '', ''], '没有填'],
    ['名录不认识', [codeOf('A'), '', '百强名录', '2023', '', '', '文件'], '不认识'],
    ['没有年度和日期', [codeOf('A'), '', '倍增名录', '', '', '', '文件'], '请填年份'],
    ['移出在进入之前', [codeOf('A'), '', '头雁', '', '2023-05-01', '2023-04-01', '文件'], '在进入日期'],
    ['县级名录没有写县', [codeOf('A'), '', '县倍增名录', '2023', '', '', '文件'], '是哪个县'],
    ['库里没有的企业', [codeOf('9'), '', '头雁', '2023', '', '', '文件'], '库里没有这家企业'],
  ])('%s：这一行不收，说明怎么改', (_, row, words) =>
    onDatabase(async db => {
      const report = await take(db, members, MEMBERS, [row])
      expect(report.accepted).toBe(0)
      expect(report.rejected.map(({ problem }) => problem).join()).toContain(words)
      expect(await db.select().from(rosterMember)).toEqual([])
    }),
  )

  test('只有办公室能导入导出成员表', () =>
    onDatabase(async db => {
      for (const who of [PEOPLE.county, PEOPLE.firm, PEOPLE.leader]) {
        expect(members.mayImport(who)).toBe(false)
        await expect(exportList(db, members, who)).rejects.toThrow('没有导出')
      }
    }))
})

describe('事故表', () => {
  const HEADINGS = ['企业名称', '事故日期', '事故类型', '事故等级', '死亡人数', '重伤人数', '损失（元）']
  const list = incidents as List<never>

  test('同一天同一类的是同一起；内容变了是更正，原来的保留', () =>
    onDatabase(async db => {
      const row = [nameOf('A'), '2023-05-09', '安全', '一般', '0', '2人', '385000']
      expect(await take(db, list, HEADINGS, [row])).toMatchObject({ added: 1, rejected: [] })
      expect(await take(db, list, HEADINGS, [row])).toMatchObject({ added: 0, unchanged: 1 })
      expect(await roundTrip(db, list)).toMatchObject({ unchanged: 1, rejected: [] })
      const [stored] = await db.select().from(incident)
      expect(stored).toMatchObject({ dead: 0, injured: 2, loss: '38.5000', reportedBy: 'p-office' })
      const fixed = [nameOf('A'), '2023-05-09', '安全生产', '较大', '3', '2', '']
      expect(await take(db, list, HEADINGS, [fixed])).toMatchObject({ changed: 1 })
      const all = await db.select().from(incident)
      expect(all.find(({ replacedBy }) => replacedBy === null)).toMatchObject({
        level: '较大',
        dead: 3,
        loss: '38.5000',
      })
      expect(all).toHaveLength(2)
    }))

  test('生态环境部门的表里不能有安全事故；以后的日期、看不懂的人数不收', () =>
    onDatabase(async db => {
      const rows = [
        [nameOf('A'), '2023-05-09', '安全生产', '一般', '', '', ''],
        [nameOf('B'), '2024-05-09', '环境污染', '一般', '', '', ''],
        [nameOf('C'), '2023-05-09', '环境污染', '一般', '若干', '', ''],
        [nameOf('D'), '2023-05-09', '环境污染', '一般', '', '', ''],
      ]
      const report = await take(db, list, HEADINGS, rows, PEOPLE.env)
      expect(report).toMatchObject({ accepted: 1, added: 1 })
      const problems = report.rejected.map(({ problem }) => problem).join()
      for (const words of ['由应急管理部门', '还没有到', '不小于 0 的整数']) expect(problems).toContain(words)
    }))
})

describe('事故表的等级', () => {
  const list = incidents as List<never>
  const headings = ['企业名称', '事故日期', '事故类型', '事故等级', '死亡人数', '重伤人数']

  test('与伤亡不符的，预览里提醒，确认后照报的记下并注明存疑', () =>
    onDatabase(async db => {
      const report = await take(db, list, headings, [
        [nameOf('A'), '2023-05-09', '安全', '一般', '3', '0'],
        [nameOf('B'), '2023-05-09', '安全', '较大', '3', '0'],
      ])
      expect(report).toMatchObject({ added: 2, rejected: [] })
      expect(report.warnings.map(({ problem }) => problem)).toEqual([
        expect.stringContaining('死亡3人、重伤0人应为“较大”，等级与伤亡损失不符'),
      ])
      const stored = await db.select().from(incident)
      expect(stored.map(({ level, isLevelDoubted }) => [level, isLevelDoubted])).toEqual([
        ['一般', true],
        ['较大', false],
      ])
    }))
})

describe('一企一策表', () => {
  const HEADINGS = ['统一社会信用代码', '问题', '措施', '负责人', '时限']
  const list = plans as List<never>

  test('各填各的企业；一样的不动，改了的另记一份', () =>
    onDatabase(async db => {
      const row = [codeOf('A'), '缺资金', '对接续贷', '赵联', '2024-03-31']
      expect(await take(db, list, HEADINGS, [row], PEOPLE.liaison)).toMatchObject({ added: 1 })
      expect(await take(db, list, HEADINGS, [row], PEOPLE.liaison)).toMatchObject({ unchanged: 1 })
      expect(await roundTrip(db, list)).toMatchObject({ unchanged: 1, rejected: [] })
      const other = [codeOf('B'), '缺资金', '对接续贷', '赵联', '2024-03-31']
      const report = await take(db, list, HEADINGS, [other], PEOPLE.liaison)
      expect(report.rejected[0]?.problem).toContain('不在您的职责范围内')
      const changed = [codeOf('A'), '', '转产', '赵联', '2024-06-30']
      expect(await take(db, list, HEADINGS, [changed], PEOPLE.county)).toMatchObject({ changed: 1 })
      const stored = await db.select().from(supportPlan)
      expect(stored.map(({ measures, problems, ownerId }) => [measures, problems, ownerId])).toEqual([
        ['对接续贷', '缺资金', 'p-liaison'],
        ['转产', '缺资金', 'p-liaison'],
      ])
    }))
})
