import { inflateRawSync } from 'node:zlib'
import { asc, eq } from 'drizzle-orm'
import readXlsx from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { conditionOf } from '../../src/ledger/filter.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { countCases } from '../../src/ledger/statistics.ts'
import { CASE_COLUMNS } from '../../src/ledger/table/columns.ts'
import { exportCases } from '../../src/ledger/table/export.ts'
import { caseList } from '../../src/ledger/table/list.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import { templateOf } from '../../src/registry/lists/template.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { playRandomly } from './random.ts'
import { actOf, buildWorld, caseIn, NOW, POWER_CUT } from './world.ts'

const onDatabase = useDatabase(buildWorld)
const ON = '2023-12-01'

async function exported(db: Db, filter: Parameters<typeof conditionOf>[0] = {}) {
  const calendar = await loadCalendar(db)
  return exportCases(db, { where: conditionOf(filter, ON), calendar, on: ON }, '全部')
}
const imported = async (db: Db, bytes: Uint8Array, dry = false) =>
  importList(
    db,
    caseList,
    await readTable(bytes, '台账.xlsx'),
    { actor: { kind: 'operator' }, by: 'operator', now: NOW, policies: builtIn, batchId: null },
    { dry },
  )

/** A ledger as somebody might have kept it, with a title above and only some of the columns. */
async function sheet(rows: Record<string, string>[]): Promise<Uint8Array> {
  const headings = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return writeWorkbook([
    {
      name: 'Sheet1',
      headings: ['衡阳市企业问题台账'],
      rows: [headings, ...rows.map(row => headings.map(h => row[h] ?? ''))],
    },
  ])
}
const GOOD = {
  编号: '12',
  企业名称: '雁南机械',
  问题类别: '用电问题',
  问题描述: '停电频繁',
  收集日期: '2023年10月9日',
  责任部门: '供电公司',
  是否办结: '是',
  办理结果: '线路已改造',
  是否解决: '解决',
  办结日期: '2023/10/20',
  企业评价: '满意',
}

describe('an exported ledger', () => {
  test('has one row a case, the heading frozen with filters, days as days', () =>
    onDatabase(async db => {
      const closed = await caseIn(db, 'closed')
      await caseIn(db, 'handling')
      const { bytes, rows } = await exported(db)
      expect(rows).toBe(2)
      const [data] = await readXlsx(Buffer.from(bytes))
      const [headings = [], first = []] = data?.data ?? []
      const value = (title: string) => first[headings.indexOf(title)]
      expect(headings).toEqual(CASE_COLUMNS.map(({ title }) => title))
      expect(value('编号')).toBe(closed)
      expect(value('受理日期')).toEqual(new Date('2023-11-15T00:00:00Z'))
      expect(value('办理期限')).toEqual(new Date('2023-11-24T00:00:00Z'))
      expect([
        value('状态'),
        value('结果类型'),
        value('评价'),
        value('是否逾期'),
        value('用时(工作日)'),
      ]).toEqual(['已销号', '已解决', '满意', '否', 0])
      const xml = sheetXml(bytes)
      expect(xml).toContain('state="frozen"')
      expect(xml).toContain(`<autoFilter ref="A1:AC3"/>`)
    }))

  test('holds what was asked for and says when there is nothing', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      expect((await exported(db, { standing: 'overdue' })).rows).toBe(1)
      await expect(exported(db, { categories: ['融资'] })).rejects.toThrow('没有符合条件的诉求（全部）')
    }))

  test('of any random ledger can be written', () =>
    onDatabase(async db => {
      await playRandomly(db, { seed: 3, count: 200 })
      const { rows } = await exported(db)
      expect(rows).toBe(await db.$count(caseFile))
    }))
})

describe('an imported ledger', () => {
  test('becomes cases with their history, every event marked as imported, the chain whole', () =>
    onDatabase(async db => {
      const report = await imported(
        db,
        await sheet([
          GOOD,
          { ...GOOD, 编号: '13', 是否办结: '在办', 进展: '已到现场', 办理时限: '2023-10-21' },
          { ...GOOD, 编号: '14', 是否办结: '待交办', 责任部门: '' },
          { ...GOOD, 编号: '15', 是否办结: '不予受理' },
          { ...GOOD, 编号: '16', 是否办结: '挂账', 恢复日期: '2024-06-03' },
          { ...GOOD, 编号: '17', 是否办结: '撤回' },
          { ...GOOD, 编号: '18', 企业评价: '' },
        ]),
      )
      expect(report).toMatchObject({ accepted: 7, added: 7, unchanged: 0, rejected: [], warnings: [] })
      const rows = await db.select().from(caseFile).orderBy(asc(caseFile.no))
      expect(rows.map(({ no, state, outcome, rating }) => [no, state, outcome, rating])).toEqual([
        ['HY20231009-0001', 'closed', '已解决', '满意'],
        ['HY20231009-0002', 'handling', null, null],
        ['HY20231009-0003', 'filed', null, null],
        ['HY20231009-0004', 'declined', null, null],
        ['HY20231009-0005', 'shelved', null, null],
        ['HY20231009-0006', 'withdrawn', '企业撤回', null],
        ['HY20231009-0007', 'closed', '已解决', '未评价'],
      ])
      // A Saturday, as the old ledger had it; not given: by the routes.
      expect(rows[1]).toMatchObject({
        dueOn: '2023-10-21',
        leadUnitId: 'utility-power',
        formKey: 'import:13',
      })
      expect(rows[0]?.dueOn).toBe('2023-10-18')
      const events = await db.select().from(caseEvent)
      expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['import:operator']))
      expect(await verifyLedger(db)).toMatchObject({ cases: 7, broken: null })
      expect(await countCases(db, { where: undefined, on: '2023-11-15' })).toMatchObject({
        collected: 7,
        solved: 2,
        overdue: 1,
        satisfied: 1,
        unrated: 1,
      })
    }))

  test('a second time changes nothing, and the next case gets the next number', () =>
    onDatabase(async db => {
      const bytes = await sheet([GOOD, { ...GOOD, 编号: '13', 是否办结: '在办' }])
      await imported(db, bytes)
      const before = await db.$count(caseEvent)
      expect(await imported(db, bytes)).toMatchObject({ accepted: 2, unchanged: 2, rejected: [] })
      expect(await db.$count(caseEvent)).toBe(before)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      expect(facts.no).toBe('HY20231115-0003')
      await signCase(await actOf(db, 'power'), 'HY20231009-0002').catch(() => {})
    }))

  test('dry writes nothing and tells the same', () =>
    onDatabase(async db => {
      const bytes = await sheet([GOOD, { ...GOOD, 编号: '13', 问题类别: '水电' }])
      const dry = await imported(db, bytes, true)
      expect(await db.$count(caseFile)).toBe(0)
      expect(dry).toEqual(await imported(db, bytes))
      expect(await db.$count(caseFile)).toBe(1)
    }))

  test.each<[string, Record<string, string>, string, string]>([
    ['an unknown firm', { 企业名称: '没有的厂' }, '企业', '库里没有这家企业'],
    ['an unknown unit', { 责任部门: '民政局' }, '责任单位', '没有登记过这个单位'],
    ['no unit though handled', { 责任部门: '' }, '责任单位', '要写责任单位'],
    ['an unknown category', { 问题类别: '水电' }, '类别', '不在诉求类别里'],
    ['an unknown stage', { 是否办结: '差不多' }, '状态', '认不出来'],
    ['merged', { 是否办结: '已并案' }, '状态', '请先导入主案'],
    ['a result of no kind', { 是否解决: '' }, '结果类型', '不替您猜'],
    ['no result', { 办理结果: '' }, '办理结果', '请补上'],
    ['closed though dissatisfied', { 企业评价: '不满意' }, '评价', '不能算已销号'],
    ['a day that is none', { 收集日期: '10月9日' }, '受理日期', '不是日期'],
    ['a day to come', { 收集日期: '2024-01-01', 办结日期: '2024-01-02' }, '受理日期', '还没有到'],
    ['an end before its beginning', { 办结日期: '2023-10-01' }, '办结日期', '早于交办日期'],
    ['a term over before it began', { 办理时限: '2023-10-01' }, '办理期限', '早于交办日期'],
    ['shelved for ever', { 是否办结: '挂账' }, '恢复日期', '要写到哪一天'],
    ['a number of ours on another day', { 编号: 'HY20231010-0001' }, '编号', '不一致'],
    ['no number', { 编号: '' }, '编号', '没有填'],
  ])('%s is left out with its row, column and what to do', (_, wrong, column, problem) =>
    onDatabase(async db => {
      const { accepted, rejected } = await imported(
        db,
        await sheet([GOOD, { ...GOOD, 编号: '13', ...wrong }]),
      )
      expect(accepted).toBe(1)
      expect(rejected).toContainEqual(
        expect.objectContaining({ row: 4, column, problem: expect.stringContaining(problem) }),
      )
    }),
  )

  test('the same number twice is taken once', () =>
    onDatabase(async db => {
      const { accepted, rejected, warnings } = await imported(db, await sheet([GOOD, GOOD]))
      expect([accepted, rejected]).toEqual([1, []])
      expect(warnings[0]).toMatchObject({ row: 4, problem: '与第 3 行重复，只导入了一行。' })
    }))

  test('two different cases under one number are both left out', () =>
    onDatabase(async db => {
      const { accepted, rejected } = await imported(
        db,
        await sheet([GOOD, { ...GOOD, 问题描述: '电压不稳' }]),
      )
      expect([accepted, rejected.map(({ row }) => row)]).toEqual([0, [3, 4]])
    }))

  test('exported from here, it makes the same ledger elsewhere', async () => {
    let bytes: Uint8Array = new Uint8Array()
    let before: unknown
    const seen = async (db: Db) =>
      (await db.select().from(caseFile).orderBy(asc(caseFile.no))).map(
        ({ no, state, outcome, rating, dueOn, leadUnitId, result }) => ({
          no,
          state,
          outcome,
          rating,
          dueOn,
          leadUnitId,
          result,
        }),
      )
    await onDatabase(async db => {
      for (const state of ['assigned', 'handling', 'reviewing', 'rating', 'closed'] as const)
        await caseIn(db, state)
      before = await seen(db)
      bytes = (await exported(db)).bytes
      expect(await imported(db, bytes)).toMatchObject({ unchanged: 5, rejected: [] })
    })
    await onDatabase(async db => {
      expect(await imported(db, bytes)).toMatchObject({ accepted: 5, unchanged: 0, rejected: [] })
      expect(await seen(db)).toEqual(before)
      expect((await fileCase(await actOf(db, 'contact'), POWER_CUT)).facts.no).toBe('HY20231115-0006')
      expect((await verifyLedger(db)).broken).toBeNull()
      expect(await db.$count(caseFile, eq(caseFile.reportedBy, 'import'))).toBe(5)
    })
  })

  test('the template has the headings an import asks for', async () => {
    const table = await readTable(await templateOf(caseList), '模板.xlsx')
    const [first] = table.sheets[0]?.rows ?? []
    const headings = first?.cells ?? []
    for (const { title, isRequired } of CASE_COLUMNS as readonly { title: string; isRequired?: boolean }[])
      if (isRequired) expect(headings).toContain(title)
    expect(headings).not.toContain('是否逾期')
  })
})

/** The first sheet of an xlsx as it is stored: a zip entry found by its name. */
function sheetXml(bytes: Uint8Array): string {
  const zip = Buffer.from(bytes)
  const name = 'xl/worksheets/sheet1.xml'
  const header = zip.indexOf(name) - 30
  const start = header + 30 + name.length + zip.readUInt16LE(header + 28)
  return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(header + 18))).toString('utf8')
}
