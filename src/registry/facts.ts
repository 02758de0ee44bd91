import { inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { type Day, dayOf, instantOf } from '../lib/time.ts'
import type { FactName } from '../rules/fact-table.ts'
import { type Accident, type Facts, parseFacts } from '../rules/facts.ts'
import { accidentsByFirm } from './accidents.ts'
import { BASE_YEAR, baseYearOf } from './fact-year.ts'
import {
  type CurrentFigure,
  currentFigures,
  type FigureView,
  monthsIn,
  sumMonths,
  viewOf,
} from './figures.ts'
import type { Indicator } from './indicators.ts'
import { closedYear, monthPeriod, monthsPeriod, type Period, sayPeriod, yearToDate } from './period.ts'
import { type KnownProjectFacts, PROJECT_FACTS, type ProjectFact, projectFactsOf } from './projects/facts.ts'
import { type Rolling, rollingOf } from './rolling.ts'
import { type Standing, standingOf } from './rosters/standing.ts'

/** Where a fact comes from: `figure` ones with their source, others from the registry's own columns (登记). */
export interface FactSource {
  source: string
  /** `2022`, `2023M01-10`; null for what is not of a period. */
  period: string | null
  recordedAt: Date | null
}

/** Annual amounts a rule may ask for: fact, indicator, years before the closed year. */
export const ANNUAL: readonly (readonly [FactName, Indicator, number])[] = [
  ['output_y', 'output', 0],
  ['output_y1', 'output', 1],
  ['tax_y', 'tax', 0],
  ['tax_y1', 'tax', 1],
  ['revenue_y', 'revenue', 0],
  ['revenue_y1', 'revenue', 1],
  ['main_revenue_y', 'main_revenue', 0],
  ['new_investment_y', 'investment', 0],
  ['equipment_investment_y', 'equipment_investment', 0],
  ['current_output', 'output', 0],
  ['current_tax', 'tax', 0],
]

/** What is known of an enterprise, and where each fact comes from. */
export interface KnownFacts {
  facts: Facts
  sources: Sources
}
/** Where facts come from. */
export type Sources = Partial<Record<FactName, FactSource>>

/**
 * What the registry knows of an enterprise for the rules on a day, and where each fact comes from. 上年度 (`_y`) is
 * the calendar year before the day, closed or not yet reported (K5): asked in November 2023 it is 2022. What is not
 * known is left out. With `knownBy` only figures recorded and accidents happened by then count; what else is
 * registered has no history and is as it stands now.
 * @throws {Refusal} when the registry has no such enterprise
 */
export async function factsFor(db: Db, uscc: string, on: Day, knownBy?: Date): Promise<KnownFacts> {
  const found = (await factsOfMany(db, [uscc], on, knownBy)).get(uscc)
  if (!found) throw new Refusal(`库里没有统一社会信用代码为“${uscc}”的企业，请核对后再试。`)
  return found
}

/** As `factsFor`, of many enterprises in five queries; those the registry does not have are left out. */
export async function factsOfMany(
  db: Db,
  usccs: readonly string[],
  on: Day,
  knownBy?: Date,
): Promise<ReadonlyMap<string, KnownFacts>> {
  if (usccs.length === 0) return new Map()
  const year = closedYear(on)
  const firms = await db
    .select()
    .from(enterprise)
    .where(inArray(enterprise.uscc, [...usccs]))
  const standing = await standingOf(db, usccs, on)
  const rolling = await rollingOf(db, usccs, on, knownBy)
  const rows = await currentFigures(db, usccs, INDICATORS, periodsOf(year, on), knownBy)
  const byFirm = new Map<string, CurrentFigure[]>(usccs.map(uscc => [uscc, []]))
  for (const row of rows) byFirm.get(row.uscc)?.push(row)
  const accidents = await accidentsByFirm(db, usccs.length === 1 ? usccs[0] : undefined)
  const works = await projectFactsOf(db, usccs, on, knownBy)
  return new Map(
    firms.map(firm => {
      const known = {
        firm,
        standing: standing.get(firm.uscc) ?? { isListed: false, excluded: [] },
        rows: byFirm.get(firm.uscc) ?? [],
        rolling: rolling.get(firm.uscc),
        works: works.get(firm.uscc),
        accidents: (accidents.get(firm.uscc) ?? []).filter(
          ({ date }) => !knownBy || !date || date <= dayOf(knownBy),
        ),
      }
      return [firm.uscc, knownFacts(known, year, on)]
    }),
  )
}

const INDICATORS = [...new Set(ANNUAL.map(([, indicator]) => indicator))]

/** All years since the base year, and this year's months alone and together. */
function periodsOf(year: number, on: Day): string[] {
  const years = Array.from({ length: Math.max(2, year - BASE_YEAR + 1) }, (_, i) => String(year - i))
  const running = yearToDate(instantOf(on))
  const together =
    running.kind === 'months' ? monthsIn(running).map((_, i) => monthsPeriod(running.year, 1, i + 1)) : []
  return [
    ...new Set([String(BASE_YEAR), ...years, ...monthsIn(running), ...together.map(({ text }) => text)]),
  ]
}

interface Registered {
  firm: typeof enterprise.$inferSelect
  standing: Standing
  rolling: Rolling | undefined
  works: KnownProjectFacts | undefined
  rows: readonly CurrentFigure[]
  accidents: readonly Accident[]
}

function knownFacts(
  { firm, standing, rolling, works, rows, accidents }: Registered,
  year: number,
  on: Day,
): KnownFacts {
  const known: Partial<Record<FactName, unknown>> = {}
  const sources: Sources = {}
  const put = (name: FactName, value: unknown, source: FactSource) => {
    if (value === null || value === undefined) return
    known[name] = value
    sources[name] = source
  }
  const putFigure = (name: FactName, { chosen, period }: FigureView) => {
    if (chosen) put(name, chosen.amount, { source: chosen.source, period, recordedAt: chosen.recordedAt })
  }
  const annual = (indicator: Indicator, of: number) => viewOf(indicator, String(of), rows)

  const register = { source: '登记', period: null, recordedAt: firm.updatedAt }
  put('is_above_scale', firm.isAboveScale, register)
  put('first_above_scale_date', firm.firstAboveScaleOn, register)
  put('is_industrial', firm.isIndustrial, register)
  put('is_digital', firm.isDigital, register)
  put('in_stats', firm.inStats, register)
  put('region', firm.regionCode, register)
  put('listed', standing.isListed, { source: '名录', period: String(year + 1), recordedAt: null })
  if (standing.excluded.length > 0)
    put('excluded_flags', standing.excluded, { source: '名录', period: null, recordedAt: null })
  for (const [name, indicator, back] of ANNUAL) putFigure(name, annual(indicator, year - back))
  // A figure somebody reported of the firm goes before what its projects add up to.
  for (const [name, book] of Object.entries(PROJECT_FACTS) as [ProjectFact, string][]) {
    if (known[name] !== undefined || works?.[name] === undefined) continue
    const period = name.endsWith('_y') ? String(year) : name === 'already_granted' ? String(year + 1) : null
    put(name, works[name], { source: book, period, recordedAt: works.recordedAt })
  }
  const baseYear = baseYearOf(annual('output', BASE_YEAR).chosen !== null, firm.firstAboveScaleOn)
  if (baseYear < year) {
    putFigure('base_output', annual('output', baseYear))
    putFigure('base_tax', annual('tax', baseYear))
  }
  const running = latestIn(rows, on)
  if (running) {
    const summed = sumMonths(rows, monthsIn(running), running)
    putFigure('cumulative_revenue', viewOf('revenue', running.text, [...rows, ...summed]))
  }
  for (const { name, value } of rolling?.facts ?? []) put(name, value, sourceOfRolling(name, rolling))
  // An enterprise without any has none as far as is known.
  put('accidents', accidents, { source: '事故登记', period: null, recordedAt: null })
  return { facts: parseFacts(known), sources }
}

/** Twelve months are said as `2022-11..2023-10`; the other facts of the last months are counted from several figures. */
function sourceOfRolling(name: FactName, rolling: Rolling | undefined): FactSource {
  const isRevenue = name === 'revenue_12m' || name === 'revenue_12m_prev'
  return {
    source: (isRevenue && rolling?.source) || '月度数据',
    period: isRevenue && rolling?.through ? `截至${sayPeriod(rolling.through)}` : null,
    recordedAt: isRevenue ? (rolling?.recordedAt ?? null) : null,
  }
}

/** January to the last month this year which output figures are in for, together or alone. */
function latestIn(rows: readonly CurrentFigure[], on: Day): Period | null {
  const running = yearToDate(instantOf(on))
  if (running.kind !== 'months') return null
  const hasOutput = (period: string) => rows.some(row => row.indicator === 'output' && row.period === period)
  for (let to = running.to; to >= 2; to--) {
    const together = monthsPeriod(running.year, 1, to)
    if (hasOutput(together.text) || hasOutput(monthPeriod(running.year, to).text)) return together
  }
  return null
}
