import { describe, expect, test } from 'vitest'
import { tables } from '../../commands/import/tables.ts'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { importList, type ListReport } from '../../src/registry/lists/import-list.ts'
import type { List, ListRow } from '../../src/registry/lists/list.ts'
import { recognise } from '../../src/registry/lists/recognise.ts'
import { templateOf } from '../../src/registry/lists/template.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { handmade, type Made } from './handmade.ts'
import { A, B, C, type Case, D, day, UNTIDY } from './untidy-tables.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const OPERATOR = { kind: 'operator' } as const
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

const listOf = (kind: string): List => {
  const found = tables.find(list => list.kind === kind)
  if (!found) throw new Error(kind)
  return found
}
const take = async (
  db: Db,
  kind: string,
  bytes: Uint8Array,
  name: string,
  dry = false,
): Promise<ListReport> =>
  importList(
    db,
    listOf(kind),
    await readTable(bytes, name),
    { actor: OPERATOR, by: 'operator', now: NOW, policies: builtIn, batchId: null },
    { dry },
  )
async function rowsAbout(db: Db, kind: string, fits: (row: ListRow) => boolean): Promise<ListRow[]> {
  const found: ListRow[] = []
  for await (const row of listOf(kind).rows(db, OPERATOR)) if (fits(row)) found.push(row)
  return found
}
const CASES: Case[] = [
  {
    what: 'a list of enterprises with a title, two rows of merged headings, every way of writing a day, totals and notes',
    kind: 'enterprises',
    file: '衡东县规模工业企业花名册.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        merges: ['A1:H1', 'A3:A4', 'B3:C3', 'D3:E3', 'F3:H3'],
        rows: [
          ['衡东县规模工业企业花名册'],
          ['填报单位：衡东县科工信局', null, null, null, null, '填报时间：2023.11.1'],
          ['序号', '企业基本情况', null, '属地', null, '规上情况', null, null],
          [
            null,
            '单位详细名称',
            '统一社会\n信用代码*',
            '县市区',
            '用地面积\n（平方米）',
            '是否规上',
            '首次入规时间',
            '行业代码',
          ],
          [
            1,
            '衡东新岳电器有限公司',
            '９１４３０４２４ＤＥＭ００９００１Ｋ',
            '衡东县',
            10_000,
            '√',
            '2023.5.1',
            'C3821',
          ],
          [],
          [
            2,
            '衡东湘岳电气有限公司',
            ` ${B.toLowerCase()} `,
            '湖南省衡阳市衡东县',
            { formula: 'E5*2', value: 20_000 },
            '是',
            { day: 44_927 },
            '3821',
          ],
          [3, '金杯测试有限公司', '91430400DEM009007', '衡东', null, '也许', '2023年13月', 'C3821'],
          ['合计', '3家', null, null, { formula: 'SUM(E5:E8)', value: 30_000 }],
          ['备注：数据截至2023年10月底。'],
          ['填表人：张三', null, null, '联系电话：0734-0000000'],
        ],
      },
      {
        name: '草稿',
        isHidden: true,
        rows: [
          ['企业名称', '统一社会信用代码'],
          ['不要的厂有限公司', C],
        ],
      },
    ],
    rows: [
      {
        企业名称: '衡东新岳电器有限公司',
        统一社会信用代码: D,
        所属区域: '衡东县',
        用地亩数: 15,
        是否规上: '是',
        首次入规日期: day('2023-05-01'),
        行业代码: 'C3821',
      },
    ],
    about: row => row.统一社会信用代码 === D,
    faulty: [8],
    left: [/合计/, /说明/, /说明/],
    remarks: /没有导入“草稿”/,
  },
  {
    what: 'figures with months as columns below merged indicators, the unit above the table, the year in its title',
    kind: 'figures',
    file: '10月.xlsx',
    sheets: [
      {
        name: '2023年分月',
        merges: ['A1:G1', 'A3:A4', 'B3:B4', 'C3:E3', 'F3:G3'],
        rows: [
          ['2023年规模工业企业分月产值税金情况表（市统计局）'],
          [null, null, null, null, null, null, '单位：亿元'],
          ['企业名称', '信用代码', '工业总产值', null, null, '实缴税金（万元）', null],
          [null, null, '1-2月', '3月', '3月同比', '1-3月', '4月'],
          [null, A, '1.5', 0.25, '12.5%', '1,260.5', '-'],
          ['小计', null, 1.5, 0.25, null, 1260.5, null],
        ],
      },
    ],
    rows: [
      { 指标: '产值', 期间: '2023M01-02', 数值: 15_000, 来源: '统计' },
      { 指标: '产值', 期间: '2023-03', 数值: 2500, 来源: '统计' },
      { 指标: '税金', 期间: '2023M01-03', 数值: 1260.5, 来源: '统计' },
    ],
    about: row =>
      row.统一社会信用代码 === A &&
      row.来源 === '统计' &&
      ['2023M01-02', '2023-03', '2023M01-03'].includes(String(row.期间)) &&
      ['产值', '税金'].includes(String(row.指标)),
    left: [/合计/],
  },
  {
    what: 'figures with a row a month over two sheets, amounts as text in full width, with their unit in the cell, by formula',
    kind: 'figures',
    prefix: 'x',
    file: '税务局数据.xlsx',
    sheets: [
      {
        name: '税收',
        hiddenRows: [3],
        rows: [
          ['纳税人识别号', '指标名称', '数据期', '金额（元）', '数据来源'],
          [A, { inline: ['税', '收'] }, '2023年9月', '１２６，０５０．０', '税务局'],
          [B, '税收', '2023-09', '38万', '税务局'],
          [B, '税收', '2023M01-09', { formula: 'D3*9', value: 3_420_000 }, '税务局'],
          [C, '税收', '2023-09', { formula: 'A1/0', value: '#DIV/0!' }, '税务局'],
        ],
      },
      {
        name: '用电',
        rows: [
          ['统一社会信用代码', '指标', '期间', '数值（千瓦时）', '来源'],
          [A, '用电量', '2023年9月', 125_000, '部门'],
        ],
      },
    ],
    rows: [
      { 统一社会信用代码: A, 指标: '税金', 期间: '2023-09', 数值: 12.605, 来源: '税务' },
      { 统一社会信用代码: A, 指标: '用电量', 期间: '2023-09', 数值: 12.5, 来源: '部门' },
      { 统一社会信用代码: B, 指标: '税金', 期间: '2023-09', 数值: 38, 来源: '税务' },
      { 统一社会信用代码: B, 指标: '税金', 期间: '2023M01-09', 数值: 342, 来源: '税务' },
    ],
    about: row =>
      [A, B].includes(String(row.统一社会信用代码)) &&
      ['2023-09', '2023M01-09'].includes(String(row.期间)) &&
      (row.指标 === '用电量' || (row.指标 === '税金' && row.来源 === '税务')),
    faulty: [5],
    remarks: /隐藏/,
  },
  {
    what: 'a roster in groups, each with a heading, days as text; one there already, one there at a lower level',
    kind: 'members',
    file: '梯度培育库.xlsx',
    sheets: [
      {
        name: '名单',
        merges: ['A2:E2', 'A5:E5'],
        rows: [
          ['企业名称', '统一社会信用代码', '名单', '级别', '入库时间', '文号'],
          ['一、国家级'],
          [null, A, '优质企业梯度培育库', '国家级小巨人', '2022年8月', '工信部企业函〔2022〕1号'],
          [null, C, '优质企业梯度培育库', '国家级小巨人', '2023年7月', '工信部企业函〔2022〕1号'],
          ['二、省级'],
          [null, B, '优质企业梯度培育库', '省级专精特新', 44_805, '湘工信〔2022〕2号'],
        ],
      },
    ],
    rows: [
      { 统一社会信用代码: A, 名录: '梯度培育库', 级别或批次: '国家级小巨人', 进入日期: day('2022-08-01') },
      { 统一社会信用代码: C, 名录: '梯度培育库', 级别或批次: '国家级小巨人', 进入日期: day('2023-07-01') },
    ],
    about: row => row.名录 === '梯度培育库' && /企业函|湘工信/.test(String(row.依据)),
    left: [/分组标题/, /分组标题/, /2022-09-15进入，省级专精特新.*以先登记的为准/],
  },
  {
    what: 'projects with amounts in 亿元 and headings by other names',
    kind: 'projects',
    file: '重点项目.xlsx',
    sheets: [
      {
        name: '2023',
        rows: [
          [
            '序号',
            '项目',
            '项目类别',
            '计划总投资（亿元）',
            '达产年税收（万元）',
            '县市区',
            '开工时间',
            '建设内容及规模',
          ],
          ['甲', '乙', '丙', 1, 2, 3, 4, 5],
          [1, '新岳电器二期厂房', '技改', '1.28', '1,500', '衡东', '2023/3/1', '厂房3万平方米'],
          ['总计', null, null, 1.28],
        ],
      },
    ],
    rows: [
      {
        项目名称: '新岳电器二期厂房',
        总投资: 12_800,
        预计年税收: 1500,
        所属区域: '衡东县',
        实际开工时间: day('2023-03-01'),
      },
    ],
    about: row => row.项目名称 === '新岳电器二期厂房',
  },
  {
    what: 'visits without codes, by the name people use',
    kind: 'visits',
    file: '走访.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['走访时间', '企业', '走访干部', '走访内容'],
          ['2023.11.6', '金杯电工', '赵联', '订单饱满'],
          ['20231107', '没有这家厂', '赵联', '停产'],
        ],
      },
    ],
    rows: [
      { 走访日期: day('2023-11-06'), 走访人: '赵联', 走访方式: '上门', 结果: '正常', 走访情况: '订单饱满' },
    ],
    about: row => row.走访情况 === '订单饱满',
    faulty: [3],
  },
  {
    what: 'cases as an office keeps them',
    kind: 'cases',
    file: '问题台账.xlsx',
    sheets: [
      {
        name: '台账',
        merges: ['A1:H1'],
        rows: [
          ['企业问题收集办理台账'],
          ['问题编号', '反映企业', '问题类型', '主要问题', '收集时间', '承办单位', '是否办结', '完成时限'],
          ['甲-1', '金杯电工', '用电问题', '园区经常停电', 45_236, '供电公司', '在办', '2023年11月20日'],
        ],
      },
    ],
    rows: [
      {
        类别: '用电',
        情况: '园区经常停电',
        受理日期: day('2023-11-06'),
        办理期限: day('2023-11-20'),
        状态: '办理中',
      },
    ],
    about: row => row.情况 === '园区经常停电',
  },
  {
    what: 'published growth as percentages, in text and as Excel has them',
    kind: 'indicator-values',
    file: '快报.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['地区', '指标名称', '月份', '增速', '来源'],
          ['衡东县', '规模工业增加值', '2023年1-9月', '6.1%', '市统计局'],
          ['衡南县', '规模工业增加值', '2023年1-9月', { percent: 0.058 }, '市统计局'],
        ],
      },
    ],
    rows: [
      { 单位: '衡东县', '同比（%）': 6.1 },
      { 单位: '衡南县', '同比（%）': 5.8 },
    ],
    about: row => row.出处 === '市统计局',
  },
  {
    what: 'qualifications by the names people use',
    kind: 'qualifications',
    file: '专精特新.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['企业名称', '统一社会信用代码', '称号', '认定级别', '认定时间', '有效期截止'],
          [null, A, '小巨人', '国家', '2022年7月', '2025.6.30'],
          [null, B, '高企', '省级', '2022-10-18', '2022-01-01'],
        ],
      },
    ],
    rows: [
      { 统一社会信用代码: A, 资质名称: '专精特新“小巨人”', 级别: '国家级', 有效期至: day('2025-06-30') },
    ],
    about: row => row.有效期至 !== null,
    faulty: [3],
  },
]

describe('tables as offices keep them', () => {
  test.each([...CASES, ...UNTIDY])(
    '$what',
    ({ kind, file, sheets, prefix, rows, about, faulty = [], left = [], remarks }) =>
      onDatabase(async db => {
        const bytes = handmade(sheets, prefix)
        const report = await take(db, kind, bytes, file)
        expect([...new Set(report.rejected.map(({ row }) => row))], JSON.stringify(report)).toEqual(faulty)
        for (const words of left) expect(report.warnings.map(({ problem }) => problem).join()).toMatch(words)
        if (remarks) expect(report.remarks.join()).toMatch(remarks)
        const found = await rowsAbout(db, kind, about)
        expect(found).toHaveLength(rows.length)
        for (const row of rows) expect(found).toContainEqual(expect.objectContaining(row))
        expect(await take(db, kind, bytes, file)).toMatchObject({ added: 0, changed: 0 })
      }),
  )

  test.each([...CASES, ...UNTIDY])(
    'is known for what it is: $what',
    async ({ kind, file, sheets, prefix }) => {
      const { fitting } = recognise(await readTable(handmade(sheets, prefix), file), tables)
      expect(fitting.map(({ list }) => list.kind)[0]).toBe(kind)
    },
  )

  test('a CSV of Excel in China, in GB18030', () =>
    onDatabase(async db => {
      // 企业名称,统一社会信用代码 / 衡阳雁翎机械有限公司
      const bytes = Uint8Array.from([
        ...Buffer.from('c6f3d2b5c3fbb3c62ccdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb0d0a', 'hex'),
        ...Buffer.from('bae2d1f4d1e3f4e1bbfad0b5d3d0cfdeb9abcbbe2c', 'hex'),
        ...Buffer.from(`${D}\r\n`),
      ])
      expect(await take(db, 'enterprises', bytes, '名单.csv')).toMatchObject({ added: 1, rejected: [] })
    }))
})

describe('every list', () => {
  test.each(tables.map(list => [list.kind, list] as const))(
    '%s: its template is known for what it is',
    async (_, list) => {
      const { fitting, isSure } = recognise(await readTable(await templateOf(list), '模板.xlsx'), tables)
      expect([isSure, fitting[0]?.list.kind]).toEqual([true, list.kind])
    },
  )

  test('what goes out comes in again and changes nothing', () =>
    onDatabase(async db => {
      for (const list of tables) await takeExamples(db, list)
      for (const list of tables) {
        const { bytes, rows } = await exportList(db, list, OPERATOR)
        expect(rows, list.kind).toBeGreaterThan(0)
        const again = await take(db, list.kind, bytes, 'again.xlsx')
        expect(again.rejected.slice(0, 3), list.kind).toEqual([])
        expect(again, list.kind).toMatchObject({ added: 0, changed: 0, unchanged: rows })
      }
    }))
})

/** What the template shows can be copied: the examples of a list go in as they stand there. */
async function takeExamples(db: Db, list: List): Promise<void> {
  const made = list.examples.map(row =>
    list.columns.map(({ title }): Made => {
      const cell = row[title] ?? null
      return typeof cell !== 'object' || cell === null ? cell : 'day' in cell ? cell.day : cell.marked
    }),
  )
  const headings = list.columns.map(({ title }) => title)
  await take(db, list.kind, handmade([{ name: '例', rows: [headings, ...made] }]), '例.xlsx')
}
