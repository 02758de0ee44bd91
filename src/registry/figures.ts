import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { insertMany } from '../../db/bulk.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { figure } from '../../db/schema/index.ts'
import { groupBy } from '../lib/group.ts'
import { INDICATORS, type Indicator, type Source, sourceOrder } from './indicators.ts'
import { monthPeriod, type Period } from './period.ts'
import { stands } from './retract.ts'

/** A figure to be recorded; `period` as `Period.text`, `amount` in 万元. */
export interface NewFigure {
  uscc: string
  indicator: Indicator
  period: string
  amount: Big
  source: Source
  /** Why it replaces an earlier one. */
  reason?: string
}

/** What one source says now. */
export interface CurrentFigure {
  uscc: string
  indicator: Indicator
  period: string
  /** 万元 */
  amount: Big
  source: Source
  reportedBy: string
  recordedAt: Date
  /** Versions of it that were replaced by this one. */
  earlier: number
  /** Added up from months, because the source gave no cumulative number. */
  isSum: boolean
}

/** One indicator in one period: the figure that counts, and what other sources say. */
export interface FigureView {
  indicator: Indicator
  period: string
  /** By the order of sources; null when nobody has reported. */
  chosen: CurrentFigure | null
  others: CurrentFigure[]
  /** Sources disagree. */
  isConflict: boolean
}

/** Adds figures; nothing is ever overwritten, a newer row of the same key is the correction of an older one. */
export async function recordFigures(
  db: Db,
  figures: readonly NewFigure[],
  { by, now, batchId = null }: { by: string; now: Date; batchId?: number | null },
): Promise<void> {
  await insertMany(
    db,
    figure,
    figures.map(({ uscc, indicator, period, amount, source, reason = null }) => ({
      uscc,
      indicator,
      period,
      amount: amount.toFixed(),
      source,
      reported_by: by,
      recorded_at: now.toISOString(),
      batch_id: batchId,
      reason,
    })),
  )
}

/**
 * What each source says now, of some enterprises, in some periods exactly as stored; with `knownBy` what it had said by
 * then. One query.
 */
export async function currentFigures(
  db: Db,
  usccs: readonly string[],
  indicators: readonly Indicator[],
  periods: readonly string[],
  knownBy?: Date,
): Promise<CurrentFigure[]> {
  if (usccs.length === 0 || indicators.length === 0 || periods.length === 0) return []
  const rows = await rowsOf<Omit<CurrentFigure, 'amount' | 'recordedAt' | 'isSum'> & Raw>(
    db,
    sql`select distinct on (uscc, indicator, period, source)
        uscc, indicator, period, amount::text as amount, source, reported_by as "reportedBy",
        recorded_at as "recordedAt",
        (count(*) over (partition by uscc, indicator, period, source))::int - 1 as earlier
      from figure
      where uscc in ${usccs} and indicator in ${indicators} and period in ${periods}
        and ${stands('figure', sql`id`, knownBy)}
        ${knownBy ? sql`and recorded_at <= ${knownBy.toISOString()}` : sql``}
      order by uscc, indicator, period, source, id desc`,
  )
  return rows.map(row => ({
    ...row,
    amount: new Big(row.amount),
    recordedAt: new Date(row.recordedAt),
    isSum: false,
  }))
}

interface Raw {
  amount: string
  recordedAt: string | Date
}

/** Picks the figure that counts among what the sources say of one indicator and period. */
export function viewOf(indicator: Indicator, period: string, all: readonly CurrentFigure[]): FigureView {
  const order = sourceOrder(indicator)
  const said = all
    .filter(one => one.indicator === indicator && one.period === period)
    .sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source))
  const [chosen = null, ...others] = said
  const isConflict = chosen !== null && others.some(other => !other.amount.eq(chosen.amount))
  return { indicator, period, chosen, others, isConflict }
}

/**
 * What is known of some indicators of an enterprise in one period. January to a month together is added up from months
 * of one source where that source gave no cumulative number; January itself is merged into February in the statistics
 * and may be absent.
 */
export async function figuresOf(
  db: Db,
  uscc: string,
  indicators: readonly Indicator[],
  period: Period,
): Promise<FigureView[]> {
  const months = monthsIn(period)
  const rows = await currentFigures(db, [uscc], indicators, [period.text, ...months])
  const summed = sumMonths(rows, months, period)
  return indicators.map(indicator => viewOf(indicator, period.text, [...rows, ...summed]))
}

/** The months whose sum is a cumulative figure; none for a year or a month. */
export function monthsIn(period: Period): string[] {
  if (period.kind !== 'months') return []
  const { year, from, to } = period
  return Array.from({ length: to - from + 1 }, (_, i) => monthPeriod(year, from + i).text)
}

/** Cumulative figures a source did not give itself, where it gave every month. */
export function sumMonths(
  rows: readonly CurrentFigure[],
  months: readonly string[],
  period: Period,
): CurrentFigure[] {
  const flows = rows.filter(({ indicator }) => !INDICATORS[indicator].isStock)
  const groups = groupBy(flows, ({ uscc, indicator, source }) => `${uscc} ${indicator} ${source}`)
  return [...groups.values()].flatMap(group => {
    if (group.some(row => row.period === period.text)) return []
    const parts = group.filter(row => months.includes(row.period))
    const missing = months.filter(month => !parts.some(part => part.period === month))
    const last = parts.reduce<CurrentFigure | null>(
      (latest, part) => (latest && latest.recordedAt >= part.recordedAt ? latest : part),
      null,
    )
    const onlyJanuary = missing.every(month => month.endsWith('-01') && months.length > 1)
    if (!last || !onlyJanuary) return []
    const amount = parts.reduce((sum, part) => sum.plus(part.amount), new Big(0))
    return [{ ...last, period: period.text, amount, earlier: 0, isSum: true }]
  })
}

/** A version of a figure; its author may have taken it back. */
export type FigureVersion = CurrentFigure & { isRetracted: boolean }

/** Every version of a figure, newest first: what each source said, when, and who reported it. */
export async function historyOf(
  db: Db,
  uscc: string,
  indicator: Indicator,
  period: string,
): Promise<FigureVersion[]> {
  const rows = await rowsOf<Omit<FigureVersion, 'amount' | 'recordedAt' | 'isSum' | 'earlier'> & Raw>(
    db,
    sql`select uscc, indicator, period, amount::text as amount, source, reported_by as "reportedBy",
        recorded_at as "recordedAt", not ${stands('figure', sql`id`)} as "isRetracted"
      from figure where uscc = ${uscc} and indicator = ${indicator} and period = ${period} order by id desc`,
  )
  return rows.map(row => ({
    ...row,
    amount: new Big(row.amount),
    recordedAt: new Date(row.recordedAt),
    earlier: 0,
    isSum: false,
  }))
}
