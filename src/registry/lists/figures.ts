import type Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { figure } from '../../../db/schema/index.ts'
import { readDay } from '../../lib/tables/cells.ts'
import type { Column, DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import {
  figureSourcesOf,
  hasRole,
  mayExportLists,
  mayKeepEnterprise,
  maySeeFigures,
} from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import type { NewFigure } from '../figures.ts'
import { INDICATORS, type Indicator, indicatorOf, SOURCES, type Source } from '../indicators.ts'
import { isFuture, monthPeriod, type Period, parsePeriod } from '../period.ts'
import { stands } from '../retract.ts'
import { readMoney, readNumber } from './cells.ts'
import { periodText, readFigureHeading, readFigureTitle } from './figure-headings.ts'
import { FIRM_COLUMNS, type KnownFirm, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

const INDICATOR_WORDS = Object.values(INDICATORS)
  .map(({ heading }) => heading)
  .join('、')

const FIGURE_COLUMNS: readonly Column[] = [
  ...FIRM_COLUMNS,
  {
    title: '指标',
    also: ['指标名称', '项目', '税费种'],
    isRequired: true,
    canBeSaid: true,
    hint: INDICATOR_WORDS,
  },
  {
    title: '期间',
    also: ['时期', '时间', '数据期', '报告期', '统计期', '所属期', '所属时期', '税款所属期', '年月', '月份'],
    isRequired: true,
    canBeSaid: true,
    hint: '年 2022、月 2023-10、累计 2023M01-10',
  },
  {
    title: '数值',
    also: ['金额', '数据', '指标值'],
    isRequired: true,
    unit: '万元',
    hint: '单位不同请写在表头里，如 数值（亿元）',
  },
  { title: '来源', also: ['数据来源'], canBeSaid: true, hint: `${SOURCES.join('、')}；不填按“部门”` },
]

const SOURCE_WORDS: Record<string, Source> = {
  统计: '统计',
  统计局: '统计',
  市统计局: '统计',
  税务: '税务',
  税务局: '税务',
  市税务局: '税务',
  部门: '部门',
  企业自报: '企业自报',
  企业: '企业自报',
  自报: '企业自报',
  企业上报: '企业自报',
}

/** A figure, and a number for what it is about: which firm, indicator, period and source. */
interface Row extends NewFigure {
  key: number
}

/** More firms than there are anywhere. */
const FIRMS = 2 ** 20

/** 数据: what sources report of enterprises, period by period. Rows that say what the registry holds add nothing. */
export const figures: List<Row> = {
  kind: 'figures',
  title: '数据',
  called:
    /(?:产值|税[金收]|营收|收入|投资|用电|利润|经济|财务|指标).{0,6}(?:数据|表|情况)|数据表|企业数据|月报/,
  columns: FIGURE_COLUMNS,
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳雁南机械有限公司',
      指标: '产值',
      期间: '2022',
      数值: 12_600,
      来源: '统计',
    },
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳雁南机械有限公司',
      指标: '税金',
      期间: '2023M01-10',
      数值: 512.36,
      来源: '税务',
    },
  ],
  reading: { spread: { into: '数值', read: readFigureHeading }, assume: readFigureTitle },
  tables: [figure],
  mayImport: actor => figureSourcesOf(actor).length > 0,
  mayExport: mayExportLists,
  async reader(db, { actor, now }) {
    const firms = await readFirms(db)
    const sources = figureSourcesOf(actor)
    const periods = new Map<string, WrittenPeriod>()
    const periodOf = (text: string) => {
      const known = periods.get(text)
      if (known) return known
      const period = readPeriodText(text)
      const written = { period, isToCome: period !== null && isFuture(period, now) }
      periods.set(text, written)
      return written
    }
    const kinds = new Map<string, number>()
    const keyOf = (firm: KnownFirm, kind: string) => {
      const known = kinds.get(kind) ?? kinds.size
      kinds.set(kind, known)
      return known * FIRMS + firm.place
    }
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      if (firm) checkOwn(firm, actor, notes)
      const indicator = readIndicator(row, notes)
      const period = readPeriod(row, periodOf, notes)
      const amount = readValue(row, indicator, notes)
      const source = readSource(row, sources, notes)
      if (!firm || !indicator || !period || !amount || !source) return null
      const key = keyOf(firm, `${indicator} ${period.text} ${source}`)
      return { key, uscc: firm.uscc, indicator, period: period.text, amount, source }
    }
  },
  keyOf: ({ key }) => key,
  save,
  rows: exportRows,
}

/** A county or park puts in figures of its own enterprises, a department those of all. */
function checkOwn(firm: KnownFirm, actor: Actor, notes: RowNotes): void {
  if (mayKeepEnterprise(actor, firm) || hasRole(actor, 'department')) return
  notes.reject('统一社会信用代码', firm.uscc, `“${firm.name}”不是本县市区、园区的企业，请核对。`)
}

function readIndicator(row: DataRow, notes: RowNotes): Indicator | null {
  const text = row.cell('指标')
  const indicator = text ? indicatorOf(text) : null
  if (!indicator)
    notes.reject('指标', text, `${text ? '不认识' : '没有填'}，请填其中之一：${INDICATOR_WORDS}。`)
  return indicator
}

/** A period as it is written, read once for all its rows. */
interface WrittenPeriod {
  period: Period | null
  isToCome: boolean
}

function readPeriodText(text: string): Period | null {
  const parsed = parsePeriod(text)
  // Excel turns 2023-10 into the first day of that month.
  const day = parsed ? null : readDay(text)
  return parsed ?? (day ? monthPeriod(Number(day.slice(0, 4)), Number(day.slice(5, 7))) : null)
}

function readPeriod(row: DataRow, periodOf: (text: string) => WrittenPeriod, notes: RowNotes): Period | null {
  const text = row.cell('期间')
  if (text === '') return null
  const { period, isToCome } = periodOf(periodText(text, row.cell('年份')))
  if (!period) notes.reject('期间', text, '看不懂，请填 2022、2023-10 或 2023M01-10 这样。')
  else if (isToCome) notes.reject('期间', text, '还没有到，不可能有数据，请核对年份和月份。')
  return isToCome ? null : period
}

function readValue(row: DataRow, indicator: Indicator | null, notes: RowNotes): Big | null {
  const text = row.cell('数值')
  if (text === '') {
    notes.reject('数值', text, '没有填或公式出错，请补上金额；没有数据的行请删掉。')
    return null
  }
  const isMoney = !indicator || INDICATORS[indicator].unit === '万元'
  return isMoney
    ? readMoney(row, '数值', notes, { mayBeNegative: indicator === 'profit' })
    : readNumber(row, '数值', notes)
}

function readSource(row: DataRow, own: readonly Source[], notes: RowNotes): Source | null {
  const text = row.cell('来源')
  const source = text === '' ? '部门' : SOURCE_WORDS[text]
  if (!source) notes.reject('来源', text, `不认识，请填其中之一：${SOURCES.join('、')}。`)
  else if (!own.includes(source))
    notes.reject(
      '来源',
      text,
      `${source}的数据由来源单位或市领导小组办公室导入，您可以导入：${own.join('、')}。`,
    )
  return source ?? null
}

/**
 * Adds what its source does not say already. One statement for all: each figure is looked up among those of its key, and
 * what differs is added, in the order of the rows.
 */
async function save(db: Db, rows: readonly NewFigure[], importer: Importer): Promise<Saved> {
  const column = (read: (row: NewFigure) => string) => `{${rows.map(read).join(',')}}`
  const [counts] = await rowsOf<{ added: number; changed: number }>(
    db,
    sql`with said as (
        select * from unnest(${column(({ uscc }) => uscc)}::text[], ${column(({ indicator }) => indicator)}::text[],
          ${column(({ period }) => period)}::text[], ${column(({ amount }) => amount.toFixed())}::numeric[],
          ${column(({ source }) => source)}::text[])
          with ordinality as t (uscc, indicator, period, amount, source, place)
      ), fresh as (
        select said.*, held.amount is null as is_new from said
        left join lateral (
          select f.amount from figure f
          where f.uscc = said.uscc and f.indicator = said.indicator and f.period = said.period
            and f.source = said.source and ${stands('figure', sql`f.id`)}
          order by f.id desc limit 1
        ) held on true
        where held.amount is distinct from said.amount
      ), added as (
        insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at, batch_id)
        select uscc, indicator, period, amount, source, ${importer.by}, ${importer.now.toISOString()}::timestamptz,
          ${importer.batchId}::int
        from fresh order by place
      )
      select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
      from fresh`,
  )
  const { added = 0, changed = 0 } = counts ?? {}
  return { added, changed, same: rows.length - added - changed }
}

interface FigureOut {
  uscc: string
  name: string
  regionCode: string | null
  assessUnitId: string | null
  chain: string | null
  indicator: Indicator
  period: string
  amount: string
  source: string
}

/** The newest version of every figure; the ones it replaced stay behind. */
async function* exportRows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const rows = await rowsOf<FigureOut>(
    db,
    sql`select distinct on (f.uscc, f.indicator, f.period, f.source)
        f.uscc, e.name, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain,
        f.indicator, f.period, f.amount::text as amount, f.source
      from figure f join enterprise e using (uscc)
      where ${stands('figure', sql`f.id`)}
      order by f.uscc, f.indicator, f.period, f.source, f.id desc`,
  )
  for (const row of rows) {
    if (!maySeeFigures(actor, row)) continue
    yield {
      统一社会信用代码: row.uscc,
      企业名称: row.name,
      指标: INDICATORS[row.indicator].heading,
      期间: row.period,
      数值: Number(row.amount),
      来源: row.source,
    }
  }
}
