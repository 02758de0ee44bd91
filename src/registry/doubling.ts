import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise, figure, rosterMember } from '../../db/schema/index.ts'
import type { Growth } from '../lib/rates.ts'
import { type Day, instantOf } from '../lib/time.ts'
import type { Evaluation } from '../rules/evaluation.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { doublingRule, growthOfPair, judgeDoubling, type Pair } from './doubling-rule.ts'
import { BASE_YEAR, baseYearOf } from './fact-year.ts'
import { type CurrentFigure, currentFigures, monthsIn, sumMonths, viewOf } from './figures.ts'
import type { Indicator } from './indicators.ts'
import {
  closedYear,
  inYear,
  monthPeriod,
  monthsPeriod,
  type Period,
  parsePeriod,
  yearToDate,
} from './period.ts'
import { stands } from './retract.ts'

/** One indicator of an enterprise, base against now, each with where it comes from. */
export interface Compared extends Pair {
  baseFigure: CurrentFigure | null
  valueFigure: CurrentFigure | null
  /** Null when a figure is missing. */
  growth: Growth | 'incomparable' | null
}

/** How far one enterprise has doubled. */
export interface Doubling {
  baseYear: number
  /** Latest closed year with figures of this enterprise. */
  valueYear: number
  output: Compared
  tax: Compared
  /** R-DBL on the full years; its results are the verdict. */
  evaluation: Evaluation
  /** 进度口径: this year's months against the same months of the base year; never a verdict. Null without figures. */
  progress: { period: string; basePeriod: string; output: Compared; tax: Compared } | null
  /** On a 倍增名录 of any year up to this one. */
  isListed: boolean
}

const INDICATORS: readonly Indicator[] = ['output', 'tax']

/** Base year against latest full year, and the running year's progress, of one enterprise. */
export async function doublingOf(db: Db, policies: PolicySet, uscc: string, on: Day): Promise<Doubling> {
  const closed = closedYear(on)
  const [firm] = await db
    .select({ firstAboveScaleOn: enterprise.firstAboveScaleOn })
    .from(enterprise)
    .where(eq(enterprise.uscc, uscc))
  const years = Array.from({ length: closed - BASE_YEAR + 1 }, (_, i) => String(BASE_YEAR + i))
  const annual = await currentFigures(db, [uscc], INDICATORS, years)
  const has = (year: number) => annual.some(row => row.indicator === 'output' && row.period === String(year))
  const baseYear = baseYearOf(has(BASE_YEAR), firm?.firstAboveScaleOn ?? null)
  const valueYear = [...years].reverse().map(Number).find(has) ?? closed
  const yearly = (indicator: Indicator) =>
    compare(annual, indicator, String(baseYear), baseYear < valueYear ? String(valueYear) : null)
  const output = yearly('output')
  const tax = yearly('tax')
  const [listing] = await db
    .select({ year: rosterMember.year })
    .from(rosterMember)
    .where(
      and(
        eq(rosterMember.uscc, uscc),
        eq(rosterMember.roster, '倍增名录'),
        lte(rosterMember.year, Number(on.slice(0, 4))),
      ),
    )
    .limit(1)
  return {
    baseYear,
    valueYear,
    output,
    tax,
    evaluation: judgeDoubling(doublingRule(policies, on), output, tax, on),
    progress: await progressOf(db, uscc, baseYear, on),
    isListed: listing !== undefined,
  }
}

function compare(
  rows: readonly CurrentFigure[],
  indicator: Indicator,
  basePeriod: string,
  valuePeriod: string | null,
): Compared {
  const baseFigure = viewOf(indicator, basePeriod, rows).chosen
  const valueFigure = valuePeriod === null ? null : viewOf(indicator, valuePeriod, rows).chosen
  const pair = { base: baseFigure?.amount ?? null, value: valueFigure?.amount ?? null }
  return { ...pair, baseFigure, valueFigure, growth: growthOfPair(pair) }
}

/** The latest months of the year that are in, against the same months of the base year. */
async function progressOf(db: Db, uscc: string, baseYear: number, on: Day): Promise<Doubling['progress']> {
  const period = await latestCumulative(db, uscc, on)
  if (!period) return null
  const base = inYear(period, baseYear)
  const rows = await currentFigures(db, [uscc], INDICATORS, [
    ...new Set([period, base].flatMap(one => [one.text, ...monthsIn(one)])),
  ])
  const all = [...rows, ...[period, base].flatMap(one => sumMonths(rows, monthsIn(one), one))]
  const output = compare(all, 'output', base.text, period.text)
  const tax = compare(all, 'tax', base.text, period.text)
  return output.growth === null && tax.growth === null
    ? null
    : { period: period.text, basePeriod: base.text, output, tax }
}

/** January to the last month this year which output figures are in for, reported together or month by month. */
async function latestCumulative(db: Db, uscc: string, on: Day): Promise<Period | null> {
  const running = yearToDate(instantOf(on))
  if (running.kind !== 'months') return null
  const candidates = Array.from({ length: running.to - 1 }, (_, i) => running.to - i)
  const rows = await db
    .selectDistinct({ period: figure.period })
    .from(figure)
    .where(
      and(
        eq(figure.uscc, uscc),
        eq(figure.indicator, 'output'),
        stands('figure', sql`${figure.id}`),
        inArray(
          figure.period,
          candidates.flatMap(to => [
            monthsPeriod(running.year, 1, to).text,
            monthPeriod(running.year, to).text,
          ]),
        ),
      ),
    )
    .orderBy(desc(figure.period))
  const last = Math.max(
    0,
    ...rows.map(({ period }) => {
      const parsed = parsePeriod(period)
      return parsed?.kind === 'months' ? parsed.to : parsed?.kind === 'month' ? parsed.month : 0
    }),
  )
  return last < 2 ? null : monthsPeriod(running.year, 1, last)
}
