import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/universal'
import { ensureBaseData } from '../../db/base/load.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { figuresOf, historyOf } from '../../src/registry/figures.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import { lists } from '../../src/registry/lists/index.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { templateOf } from '../../src/registry/lists/template.ts'
import { monthsPeriod, yearPeriod } from '../../src/registry/period.ts'
import { findEnterprises } from '../../src/registry/resolve.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
/** An installation of its own: base data, no demo. */
const onDatabase = useDatabase(ensureBaseData)

/** A real code that breaks the check digit. */
const FIRM = '91350203M0001QAY9B'
const A = '91430400DEM000014F'
const B = '91430424DEM000030X'

type Cell = string | number | Date | null

async function xlsx(rows: Cell[][]): Promise<Uint8Array> {
  const data = rows.map(row =>
    row.map(value =>
      value instanceof Date
        ? { value, type: Date, format: 'yyyy-mm-dd' }
        : value === null
          ? null
          : { value, type: typeof value === 'number' ? Number : String },
    ),
  )
  return new Uint8Array(await (await writeXlsx(data as never).toBlob()).arrayBuffer())
}

const OPERATOR = { kind: 'operator' } as const
type Kind = 'enterprises' | 'figures'
const listOf = (kind: Kind) => lists.find(list => list.kind === kind) as List
const take = async (db: Db, kind: Kind, bytes: Uint8Array, name = 'a.xlsx') =>
  importList(db, listOf(kind), await readTable(bytes, name), {
    actor: OPERATOR,
    by: 'operator',
    now: NOW,
    policies: builtIn,
    batchId: null,
  })
const takeRows = async (db: Db, kind: Kind, rows: Cell[][]) => take(db, kind, await xlsx(rows))
const csv = (text: string) => new TextEncoder().encode(text)

const HEAD = ['企业名称', '统一社会信用代码']
const twoFirms = (db: Db) =>
  takeRows(db, 'enterprises', [HEAD, ['衡阳雁翎机械有限公司', A], ['衡东湘岳电气有限公司', B]])

describe('enterprises', () => {
  test('headings in any order, several short names, places by their everyday names, dates in every dress', () =>
    onDatabase(async db => {
      const report = await takeRows(db, 'enterprises', [
        ['衡阳市规模工业企业名单', null, null, null, null, null, null, null],
        ['首次入规日期', '简称', '所属区域', '企业名称', '是否规上', '统一社会信用代码*', '园区', '产业链'],
        [
          new Date('2022-03-01T00:00:00Z'),
          '雁翎机械、雁翎',
          '雁峰',
          '衡阳雁翎机械有限公司',
          '是',
          A,
          null,
          '新能源汽车',
        ],
        [
          '2021年6月',
          null,
          '湖南省衡阳市衡东县',
          '衡东湘岳电气有限公司',
          '否',
          ` ${B.toLowerCase()} `,
          '松木',
          '输变电链',
        ],
      ])
      expect(report).toMatchObject({ accepted: 2, rejected: [], warnings: [] })
      expect(await getEnterprise(db, A)).toMatchObject({
        shortName: '雁翎机械',
        aliases: ['雁翎'],
        regionName: '雁峰区',
        assessUnitId: '430406',
        isAboveScale: true,
        firstAboveScaleOn: '2022-03-01',
        isDemo: false,
      })
      expect(await getEnterprise(db, B)).toMatchObject({
        shortName: '湘岳电气',
        regionName: '衡东县',
        parkName: '松木经开区',
        assessUnitId: 'park-songmu',
        isAboveScale: false,
        firstAboveScaleOn: '2021-06-01',
        chain: '输变电',
      })
    }))

  test('the next look-up knows them', () =>
    onDatabase(async db => {
      expect(await findEnterprises(db, '雁翎机械')).toEqual([])
      await twoFirms(db)
      expect((await findEnterprises(db, '雁翎机械'))[0]).toMatchObject({ uscc: A, score: 1 })
      expect((await findEnterprises(db, '湘月电气'))[0]).toMatchObject({ uscc: B, matched: 'pinyin' })
    }))

  test('an empty cell leaves alone what is there; the same file again changes nothing', () =>
    onDatabase(async db => {
      const rows = [
        [...HEAD, '所属区域', '简称'],
        ['衡阳雁翎机械有限公司', A, '雁峰区', '雁翎、雁翎厂'],
      ]
      expect(await takeRows(db, 'enterprises', rows)).toMatchObject({ accepted: 1, unchanged: 0 })
      expect(await takeRows(db, 'enterprises', rows)).toMatchObject({ accepted: 1, unchanged: 1 })
      await takeRows(db, 'enterprises', [
        [...HEAD, '所属区域'],
        ['衡阳雁翎重工有限公司', A, null],
      ])
      expect(await getEnterprise(db, A)).toMatchObject({
        name: '衡阳雁翎重工有限公司',
        shortName: '雁翎',
        regionName: '雁峰区',
        // The name it had stays known.
        aliases: ['衡阳雁翎机械有限公司', '雁翎厂'],
      })
    }))

  test('every faulty cell is named with its row, the good rows are taken', () =>
    onDatabase(async db => {
      const report = await takeRows(db, 'enterprises', [
        [...HEAD, '所属区域', '是否规上', '首次入规日期', '行业代码', '产业链'],
        ['衡阳雁翎机械有限公司', A, '雁峰区', '是', '2022-03-01', 'C3489', '输变电'],
        ['', B, '火星区', '也许', '昨天', 'CC12', '宇宙'],
        ['短码公司', '9143', null, null, null, null, null],
        ['带奥的公司', '91430400DEM00OO14F', null, null, null, null, null],
        ['重复的公司', A, null, null, null, null, null],
        ['没有代码的公司', null, null, null, null, null, null],
        ['数字代码公司', '9.14304E+17', null, null, null, null, null],
        [null, null, null, null, null, null, null],
        ['合计', '7', null, null, null, null, null],
        ['校验错公司', FIRM, null, null, null, null, null],
      ])
      expect(report.accepted).toBe(1)
      expect(report.rejected.filter(({ row }) => row === 3).map(({ column }) => column)).toEqual([
        '企业名称',
        '所属区域',
        '产业链',
        '行业代码',
        '是否规上',
        '首次入规日期',
      ])
      expect(
        report.rejected.filter(({ row }) => row !== 3).map(({ row, column }) => `${row} ${column}`),
      ).toEqual([
        '2 null',
        '4 统一社会信用代码',
        '5 统一社会信用代码',
        '6 null',
        '7 统一社会信用代码',
        '8 统一社会信用代码',
      ])
      expect(report.rejected.every(({ problem }) => /请/.test(problem))).toBe(true)
      expect(report.rejected.find(({ row }) => row === 6)?.problem).toContain('第 2、6 行说的是同一个')
      expect(report.warnings.map(({ row }) => row)).toEqual([10, 11])
      expect(await getEnterprise(db, FIRM)).not.toBeNull()
    }))
})

describe('figures', () => {
  const FIGURE_HEAD = ['统一社会信用代码', '指标', '期间', '数值（亿元）', '来源']

  test('units from the heading, numbers exact, periods as Excel leaves them', () =>
    onDatabase(async db => {
      await twoFirms(db)
      const report = await takeRows(db, 'figures', [
        FIGURE_HEAD,
        [A, '产值', 2022, 1.23456, '统计'],
        [A, '税金', '2022年', '0.0512', '税务局'],
        [A, '产值', new Date('2023-10-01T00:00:00Z'), 0.1, '统计'],
        [A, '营收', '2023M01-10', '1,2.5', null],
        [B, '工业总产值', '2022', '9800万', '企业自报'],
      ])
      expect(report).toMatchObject({ accepted: 5, rejected: [] })
      const [output, tax] = await figuresOf(db, A, ['output', 'tax'], yearPeriod(2022))
      expect(output?.chosen?.amount.toFixed()).toBe('12345.6')
      expect(output?.chosen).toMatchObject({ source: '统计', reportedBy: 'operator', earlier: 0 })
      expect(tax?.chosen?.amount.toFixed()).toBe('512')
      const [other] = await figuresOf(db, B, ['output'], yearPeriod(2022))
      expect(other?.chosen?.amount.toFixed()).toBe('9800')
      expect((await historyOf(db, A, 'output', '2023-10'))[0]?.amount.toFixed()).toBe('1000')
    }))

  test('a correction is a new version; the same file again adds nothing', () =>
    onDatabase(async db => {
      await twoFirms(db)
      const rows = (amount: number) => [
        ['统一社会信用代码', '指标', '期间', '数值', '来源'],
        [A, '产值', '2023-10', amount, '企业自报'],
      ]
      await takeRows(db, 'figures', rows(1260))
      expect(await takeRows(db, 'figures', rows(1206))).toMatchObject({ accepted: 1, unchanged: 0 })
      expect(await takeRows(db, 'figures', rows(1206))).toMatchObject({ accepted: 1, unchanged: 1 })
      expect((await historyOf(db, A, 'output', '2023-10')).map(({ amount }) => amount.toFixed())).toEqual([
        '1206',
        '1260',
      ])
    }))

  test('months add up to the cumulative figure, with January merged into February', () =>
    onDatabase(async db => {
      await twoFirms(db)
      await takeRows(db, 'figures', [
        ['统一社会信用代码', '指标', '期间', '数值', '来源'],
        [A, '产值', '2023-02', 200.5, '统计'],
        [A, '产值', '2023-03', 100.25, '统计'],
        [A, '产值', '2023-03', 99, '企业自报'],
      ])
      const [view] = await figuresOf(db, A, ['output'], monthsPeriod(2023, 1, 3))
      expect(view?.chosen).toMatchObject({ source: '统计', isSum: true, period: '2023M01-03' })
      expect(view?.chosen?.amount.toFixed()).toBe('300.75')
      expect((await figuresOf(db, A, ['output'], monthsPeriod(2023, 1, 4)))[0]?.chosen).toBeNull()
    }))

  test.each([
    [
      'unknown enterprise',
      ['91430400MA4L000008', '产值', '2022', 1, '统计'],
      '统一社会信用代码',
      '先导入企业名单',
    ],
    ['unknown indicator', [A, '幸福指数', '2022', 1, '统计'], '指标', '产值'],
    ['no indicator', [A, null, '2022', 1, '统计'], '指标', '没有填'],
    ['no such month', [A, '产值', '2022-13', 1, '统计'], '期间', '看不懂'],
    ['a period to come', [A, '产值', '2024', 1, '统计'], '期间', '还没有到'],
    ['negative', [A, '产值', '2022', -5, '统计'], '数值', '负数'],
    ['absurd', [A, '产值', '2022', 99_999_999, '统计'], '数值', '核对单位'],
    ['no number', [A, '产值', '2022', '约莫', '统计'], '数值', '不是数字'],
    ['empty amount', [A, '产值', '2022', null, '统计'], '数值', '没有填'],
    ['percent', [A, '产值', '2022', '35%', '统计'], '数值', '百分数'],
    ['broken formula', [A, '产值', '2022', '#REF!', '统计'], '数值', '公式'],
    ['unknown source', [A, '产值', '2022', 1, '听说'], '来源', '企业自报'],
  ] as const)('%s is rejected with what to do, and nothing of it is stored', (_, row, column, words) =>
    onDatabase(async db => {
      await twoFirms(db)
      const report = await takeRows(db, 'figures', [
        ['统一社会信用代码', '指标', '期间', '数值（万元）', '来源'],
        [...row],
        [B, '产值', '2022', 88, '统计'],
      ])
      expect(report.accepted).toBe(1)
      expect(report.rejected).toMatchObject([{ row: 2, column }])
      expect(report.rejected[0]?.problem).toContain(words)
      expect(await rowsOf(db, sql`select count(*)::int as n from figure`)).toEqual([{ n: 1 }])
    }),
  )

  test('two rows that contradict each other are both left out, two that agree count once', () =>
    onDatabase(async db => {
      await twoFirms(db)
      const report = await takeRows(db, 'figures', [
        ['统一社会信用代码', '指标', '期间', '数值', '来源'],
        [A, '产值', '2022', 100, '统计'],
        [A, '产值', '2022', 200, '统计'],
        [B, '产值', '2022', 7, '统计'],
        [B, '产值', '2022年', '7.0', '统计'],
      ])
      expect(report.accepted).toBe(1)
      expect(report.rejected.map(({ row }) => row)).toEqual([2, 3])
      expect(report.warnings.map(({ row }) => row)).toEqual([5])
    }))

  test('an unknown unit in the heading is said once a row and stores nothing', () =>
    onDatabase(async db => {
      await twoFirms(db)
      const report = await takeRows(db, 'figures', [
        ['统一社会信用代码', '指标', '期间', '数值（吨）'],
        [A, '产值', '2022', 100],
      ])
      expect(report).toMatchObject({ accepted: 0, rejected: [{ column: '数值' }] })
    }))
})

describe('files', () => {
  test.each([
    ['UTF-8', csv(`企业名称,统一社会信用代码\n衡阳雁翎机械有限公司,${A}\n`)],
    ['UTF-8 with BOM and CRLF', csv(`\ufeff企业名称,统一社会信用代码\r\n"衡阳雁翎机械有限公司","${A}"\r\n`)],
    ['tabs', csv(`企业名称\t统一社会信用代码\n衡阳雁翎机械有限公司\t${A}`)],
    [
      'GBK',
      // 企业名称,统一社会信用代码 / 衡阳雁翎机械有限公司
      Uint8Array.from([
        ...Buffer.from('c6f3d2b5c3fbb3c62ccdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb0a', 'hex'),
        ...Buffer.from('bae2d1f4d1e3f4e1bbfad0b5d3d0cfdeb9abcbbe2c', 'hex'),
        ...csv(A),
      ]),
    ],
  ])('CSV in %s', (_, bytes) =>
    onDatabase(async db => {
      expect(await take(db, 'enterprises', bytes, 'a.csv')).toMatchObject({ accepted: 1, rejected: [] })
      expect((await getEnterprise(db, A))?.name).toBe('衡阳雁翎机械有限公司')
    }),
  )

  test.each([
    ['nothing', new Uint8Array(), '空文件'],
    ['an old xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), '另存为 .xlsx'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), '不是表格文件'],
    ['half a zip', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), '打不开'],
  ])('%s is refused in one sentence', async (_, bytes, words) => {
    await expect(readTable(bytes, '表.xlsx')).rejects.toThrow(words)
    await expect(readTable(bytes, '表.xlsx')).rejects.toMatchObject({ name: 'Refusal' })
  })

  test('a quote left open is refused in one sentence', () =>
    onDatabase(async db => {
      await expect(take(db, 'enterprises', csv('企业名称,"统一社会信用代码'))).rejects.toThrow('引号')
    }))

  test('missing headings are named', () =>
    onDatabase(async db => {
      await expect(
        takeRows(db, 'figures', [
          ['统一社会信用代码', '指标'],
          [A, '产值'],
        ]),
      ).rejects.toThrow('“期间”“数值”')
    }))

  test.each(['enterprises', 'figures'] as const)(
    'an empty template of %s says that there are no rows',
    kind =>
      onDatabase(async db => {
        await expect(take(db, kind, await templateOf(listOf(kind)))).rejects.toThrow('只有表头')
      }),
  )

  test.each(['enterprises', 'figures'] as const)(
    'what is exported of %s can be imported again and changes nothing',
    kind =>
      onDatabase(async db => {
        await takeRows(db, 'enterprises', [
          [...HEAD, '简称', '所属区域', '园区', '产业链', '行业代码', '是否规上', '首次入规日期'],
          [
            '衡阳雁翎机械有限公司',
            A,
            '雁翎、雁翎厂',
            '雁峰区',
            '松木',
            '输变电',
            'C3489',
            '是',
            '2022-03-01',
          ],
          ['衡东湘岳电气有限公司', B, null, null, null, null, null, null, null],
        ])
        await takeRows(db, 'figures', [
          ['统一社会信用代码', '指标', '期间', '数值', '来源'],
          [A, '产值', '2022', '12345.6789', '统计'],
          [A, '税金', '2023M01-10', 0.0001, '税务'],
        ])
        const count = () =>
          rowsOf(db, sql`select (select count(*) from figure) f, (select count(*) from enterprise_alias) a`)
        const before = await count()
        expect(await take(db, kind, (await exportList(db, listOf(kind), OPERATOR)).bytes)).toMatchObject({
          accepted: 2,
          unchanged: 2,
          rejected: [],
          warnings: [],
        })
        expect(await count()).toEqual(before)
      }),
  )
})
