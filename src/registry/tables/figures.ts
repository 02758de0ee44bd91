import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { exactWan } from '../../lib/money.ts'
import { readAmount, readDay, unitWorth } from '../../lib/tables/cells.ts'
import { type Column, type DataRow, isTotalRow, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import { type ImportReport, openReport, type RowNotes } from '../../lib/tables/report.ts'
import { type NewFigure, recordFigures } from '../figures.ts'
import { INDICATORS, indicatorOf, SOURCES, type Source } from '../indicators.ts'
import { isFuture, monthPeriod, type Period, parsePeriod } from '../period.ts'
import { readUscc } from './enterprises.ts'

const INDICATOR_WORDS = Object.values(INDICATORS)
  .map(({ heading }) => heading)
  .join('、')

/** Columns of the table of figures. */
export const FIGURE_COLUMNS: readonly Column[] = [
  {
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码', '统一信用代码', 'USCC'],
    isRequired: true,
    hint: '18 位，单元格设为文本；企业须已在库',
  },
  { title: '企业名称', also: ['名称', '单位名称', '单位详细名称'], hint: '只供核对，可不填' },
  { title: '指标', also: ['指标名称'], isRequired: true, hint: INDICATOR_WORDS },
  {
    title: '期间',
    also: ['时期', '时间', '数据期', '报告期', '统计期'],
    isRequired: true,
    hint: '年 2022、月 2023-10、累计 2023M01-10',
  },
  {
    title: '数值',
    also: ['金额', '数据', '指标值'],
    isRequired: true,
    hint: '万元；单位不同请写在表头里，如 数值（亿元）',
  },
  { title: '来源', also: ['数据来源'], hint: `${SOURCES.join('、')}；不填按“部门”` },
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

/** 1000亿元, more than the largest enterprise of the city makes: a larger amount has the wrong unit. */
const ABSURD = new Big(10_000_000)

type Read = NewFigure & { row: number }

/** Takes a table of figures; rows that say what the registry already holds add nothing. */
export async function importFigures(
  db: Db,
  table: Table,
  { by, now }: { by: string; now: Date },
): Promise<ImportReport> {
  const located = locate(table, FIGURE_COLUMNS)
  const { report, notesOf, isBad } = openReport()
  const unit = located.unitOf('数值')
  const worth = unitWorth(unit)
  const known = await knownNames(db, located.rows)
  const read = located.rows.flatMap((row): Read[] => {
    const notes = notesOf(row.row)
    if (isTotalRow(row, FIGURE_COLUMNS)) {
      notes.warn(null, '', '是合计行，已跳过。')
      return []
    }
    const uscc = readUscc(row, notes)
    if (uscc) checkKnown(row, uscc, known, notes)
    const indicator = readIndicator(row, notes)
    const period = readPeriod(row, now, notes)
    const amount = readValue(row, worth, unit, notes)
    const source = readSource(row, notes)
    if (isBad(row.row) || !indicator || !period || !amount || !source) return []
    return [{ row: row.row, uscc, indicator, period: period.text, amount, source }]
  })
  const rows = withoutTwins(read, notesOf)
  const fresh = await withoutKnown(db, rows)
  await recordFigures(
    db,
    fresh.map(({ row: _, ...figure }) => figure),
    { by, now },
  )
  report.accepted = rows.length
  report.unchanged = rows.length - fresh.length
  report.rejected.sort((a, b) => a.row - b.row)
  return report
}

function readIndicator(row: DataRow, notes: RowNotes) {
  const text = row.cell('指标')
  const indicator = text ? indicatorOf(text) : null
  if (!indicator) {
    notes.reject('指标', text, `${text ? '不认识' : '没有填'}，请填其中之一：${INDICATOR_WORDS}。`)
  }
  return indicator
}

function readPeriod(row: DataRow, now: Date, notes: RowNotes): Period | null {
  const text = row.cell('期间')
  const parsed = parsePeriod(text)
  // Excel turns 2023-10 into the first day of that month.
  const day = parsed ? null : readDay(text)
  const period = parsed ?? (day ? monthPeriod(Number(day.slice(0, 4)), Number(day.slice(5, 7))) : null)
  if (!period) {
    notes.reject('期间', text, `${text ? '看不懂' : '没有填'}，请填 2022、2023-10 或 2023M01-10 这样。`)
    return null
  }
  if (isFuture(period, now)) {
    notes.reject('期间', text, '还没有到，不可能有数据，请核对年份和月份。')
    return null
  }
  return period
}

function readValue(row: DataRow, worth: Big | null, unit: string | null, notes: RowNotes): Big | null {
  const text = row.cell('数值')
  const reject = (problem: string) => {
    notes.reject('数值', text, problem)
    return null
  }
  if (!worth) return reject(`表头里的单位“${unit}”不认识，请改成 元、万元 或 亿元。`)
  if (text === '') return reject('没有填或公式出错，请补上金额；没有数据的行请删掉。')
  if (/^#/.test(text)) return reject('是公式出错的结果，请在 Excel 里改好公式，或直接填数字。')
  if (/%|％/.test(text)) return reject('是百分数，这里要填金额，请核对。')
  const amount = readAmount(text, worth)
  if (!amount) return reject('不是数字，请只填金额。')
  if (amount.lt(0)) return reject('是负数，请核对；退税等冲减请按全年实缴净额填报。')
  if (amount.gt(ABSURD)) return reject(`折合 ${exactWan(amount)}，超过 1000 亿元，请核对单位。`)
  return amount
}

function readSource(row: DataRow, notes: RowNotes): Source | null {
  const text = row.cell('来源')
  if (text === '') return '部门'
  const source = SOURCE_WORDS[text]
  if (!source) notes.reject('来源', text, `不认识，请填其中之一：${SOURCES.join('、')}。`)
  return source ?? null
}

/** Names of the enterprises a table speaks of, by code. */
async function knownNames(db: Db, rows: readonly DataRow[]): Promise<Map<string, string>> {
  const codes = JSON.stringify([
    ...new Set(rows.map(row => row.cell('统一社会信用代码').toUpperCase().replace(/[\s-]/g, ''))),
  ])
  const found = await rowsOf<{ uscc: string; name: string }>(
    db,
    sql`select uscc, name from enterprise
      where uscc in (select json_array_elements_text(${codes}::text::json))`,
  )
  return new Map(found.map(({ uscc, name }) => [uscc, name]))
}

function checkKnown(row: DataRow, uscc: string, known: Map<string, string>, notes: RowNotes): void {
  const name = known.get(uscc)
  if (!name) {
    notes.reject('统一社会信用代码', uscc, '库里没有这家企业，请先导入企业名单，或核对代码。')
    return
  }
  const typed = row.cell('企业名称')
  if (typed && typed !== name) {
    notes.warn('企业名称', typed, `与登记的“${name}”不一致，已按代码导入，请核对。`)
  }
}

const keyOf = ({ uscc, indicator, period, source }: NewFigure) => [uscc, indicator, period, source].join(' ')

/** Of rows saying the same thing twice one is kept; where they disagree nobody knows which is right, and none is. */
function withoutTwins(rows: readonly Read[], notesOf: (row: number) => RowNotes): Read[] {
  const groups = new Map<string, Read[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return [...groups.values()].flatMap(([first, ...twins]) => {
    if (!first || twins.length === 0) return first ? [first] : []
    if (twins.every(twin => twin.amount.eq(first.amount))) {
      for (const { row, amount } of twins)
        notesOf(row).warn('数值', amount.toFixed(), `与第 ${first.row} 行重复，只导入了一行。`)
      return [first]
    }
    const numbers = [first, ...twins].map(({ row }) => row).join('、')
    for (const { row, amount } of [first, ...twins]) {
      notesOf(row).reject(
        '数值',
        amount.toFixed(),
        `第 ${numbers} 行是同一企业同一指标同一期间，数值却不同，请只保留正确的一行。`,
      )
    }
    return []
  })
}

/** Rows whose source does not say the same already. */
async function withoutKnown(db: Db, rows: readonly Read[]): Promise<Read[]> {
  if (rows.length === 0) return []
  const keys = JSON.stringify(
    rows.map(({ uscc, indicator, period, source }) => ({ uscc, indicator, period, source })),
  )
  const current = await rowsOf<NewFigure & { amount: string }>(
    db,
    sql`select distinct on (f.uscc, f.indicator, f.period, f.source)
        f.uscc, f.indicator, f.period, f.source, f.amount::text as amount
      from figure f
      join json_populate_recordset(null::figure, ${keys}::text::json) k
        on f.uscc = k.uscc and f.indicator = k.indicator and f.period = k.period and f.source = k.source
      order by f.uscc, f.indicator, f.period, f.source, f.id desc`,
  )
  const held = new Map(current.map(row => [keyOf(row), new Big(row.amount)]))
  return rows.filter(row => !held.get(keyOf(row))?.eq(row.amount))
}
