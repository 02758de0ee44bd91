import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import type { Day } from '../lib/time.ts'
import type { FactName } from '../rules/fact-table.ts'
import { type Facts, parseFacts } from '../rules/facts.ts'
import { accidentsByFirm } from './accidents.ts'
import { latestCumulative } from './doubling.ts'
import { getEnterprise } from './enterprises.ts'
import { BASE_YEAR, baseYearOf } from './fact-year.ts'
import { currentFigures, figuresOf, viewOf } from './figures.ts'
import type { Indicator } from './indicators.ts'
import { closedYear } from './period.ts'

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

/**
 * What the registry knows of an enterprise for the rules on a day, and where each fact comes from. 上年度 (`_y`) is
 * the calendar year before the day, closed or not yet reported (K5): asked in November 2023 it is 2022. What is not
 * known is left out.
 * @throws {Refusal} when the registry has no such enterprise
 */
export async function factsFor(
  db: Db,
  uscc: string,
  on: Day,
): Promise<{ facts: Facts; sources: Partial<Record<FactName, FactSource>> }> {
  const firm = await getEnterprise(db, uscc)
  if (!firm) throw new Refusal(`库里没有统一社会信用代码为“${uscc}”的企业，请核对后再试。`)
  const year = closedYear(on)
  const years = [...new Set([BASE_YEAR, year - 1, year, ...spanOf(firm.firstAboveScaleOn)])].map(String)
  const indicators = [...new Set(ANNUAL.map(([, indicator]) => indicator))]
  const rows = await currentFigures(db, [uscc], indicators, years)
  const known: Partial<Record<FactName, unknown>> = {}
  const sources: Partial<Record<FactName, FactSource>> = {}
  const put = (name: FactName, value: unknown, source: FactSource) => {
    if (value === null || value === undefined) return
    known[name] = value
    sources[name] = source
  }
  const putAmount = (name: FactName, indicator: Indicator, period: string) => {
    const { chosen } = viewOf(indicator, period, rows)
    if (chosen) put(name, chosen.amount, { source: chosen.source, period, recordedAt: chosen.recordedAt })
  }

  const register = { source: '登记', period: null, recordedAt: firm.updatedAt }
  put('is_above_scale', firm.isAboveScale, register)
  put('first_above_scale_date', firm.firstAboveScaleOn, register)
  put('is_industrial', firm.isIndustrial, register)
  put('is_digital', firm.isDigital, register)
  put('in_stats', firm.inStats, register)
  put('region', firm.regionCode, register)
  const thisYear = Number(on.slice(0, 4))
  const isListed = firm.rosters.some(({ roster, year }) => roster === '倍增名录' && year === thisYear)
  put('listed', isListed, { source: '名录', period: String(thisYear), recordedAt: null })

  for (const [name, indicator, back] of ANNUAL) putAmount(name, indicator, String(year - back))
  const has2020 = viewOf('output', String(BASE_YEAR), rows).chosen !== null
  const baseYear = baseYearOf(has2020, firm.firstAboveScaleOn)
  if (baseYear < year) {
    putAmount('base_output', 'output', String(baseYear))
    putAmount('base_tax', 'tax', String(baseYear))
  }
  const running = await latestCumulative(db, uscc, on)
  const [cumulative] = running ? await figuresOf(db, uscc, ['revenue'], running) : []
  if (cumulative?.chosen && running) {
    const { amount, source, recordedAt } = cumulative.chosen
    put('cumulative_revenue', amount, { source, period: running.text, recordedAt })
  }
  // An enterprise without any has none as far as is known.
  const accidents = (await accidentsByFirm(db, uscc)).get(uscc) ?? []
  put('accidents', accidents, { source: '事故登记', period: null, recordedAt: null })
  return { facts: parseFacts(known), sources }
}

/** First full year after 入规, the base of enterprises without figures of 2020. */
function spanOf(firstAboveScaleOn: string | null): number[] {
  return firstAboveScaleOn ? [Number(firstAboveScaleOn.slice(0, 4)) + 1] : []
}
