import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import {
  type CurrentFigure,
  currentFigures,
  type FigureView,
  monthsIn,
  sumMonths,
  viewOf,
} from './figures.ts'
import type { Indicator } from './indicators.ts'
import { endOfPeriod, monthsPeriod, type Period, parsePeriod } from './period.ts'
import { stands } from './retract.ts'

/** All current figures of one enterprise in some indicators, to be asked without going back to the database. */
export interface FigureBook {
  view(indicator: Indicator, period: Period): FigureView
  /** Whether anything at all is known of a period. */
  has(period: Period): boolean
  /** The latest period of a kind that has figures; months count together up to the last one in. Null without any. */
  latest(kind: Period['kind']): Period | null
}

/** Reads the book. Two queries, some hundred rows at most. */
export async function openBook(db: Db, uscc: string, indicators: readonly Indicator[]): Promise<FigureBook> {
  const stored = await rowsOf<{ period: string }>(
    db,
    sql`select distinct period from figure where uscc = ${uscc} and indicator in ${indicators}
      and ${stands('figure', sql`id`)}`,
  )
  const texts = stored.map(({ period }) => period)
  return bookOf(await currentFigures(db, [uscc], indicators, texts), indicators)
}

function bookOf(rows: readonly CurrentFigure[], indicators: readonly Indicator[]): FigureBook {
  const periods = [...new Set(rows.map(row => row.period))].flatMap(text => parsePeriod(text) ?? [])
  const view = (indicator: Indicator, period: Period) =>
    viewOf(indicator, period.text, [...rows, ...sumMonths(rows, monthsIn(period), period)])
  const has = (period: Period) => indicators.some(indicator => view(indicator, period).chosen !== null)
  const newest = (list: Period[]) =>
    list.reduce<Period | null>(
      (last, one) => (last && endOfPeriod(last) >= endOfPeriod(one) ? last : one),
      null,
    )
  return {
    view,
    has,
    latest(kind) {
      const same = periods.filter(period => period.kind === kind)
      if (kind !== 'months') return newest(same)
      const sums = periods.flatMap(period =>
        period.kind === 'month' && period.month > 1 ? [monthsPeriod(period.year, 1, period.month)] : [],
      )
      return newest(
        [...same, ...sums].filter(period => period.kind === 'months' && period.from === 1 && has(period)),
      )
    },
  }
}
