import type { BulletinContent } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { addDays, addMonths, dayOf } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { latestCampaign, tallyCases } from './compose/cases.ts'
import { doublingFacts } from './compose/doubling.ts'
import { missingOf } from './compose/missing.ts'
import { nurtureFacts, scaleFacts, suggestedBoards } from './compose/scale.ts'
import { monthsOf, unitFacts } from './compose/units.ts'
import { contractFacts, macroFacts, projectFacts } from './compose/works.ts'
import { reportPeriod } from './report-period.ts'

/**
 * The facts of the bulletin drafted at `now`: the listed and their figures as known at that moment, stocks as of the end
 * of the month before (or of `period`), ledger and campaign as of today. Whether the month's figures are in is for the
 * caller to ask (`missingOf`).
 */
export async function composeBulletin(
  db: Db,
  policies: PolicySet,
  now: Date,
  period = reportPeriod(now),
): Promise<BulletinContent> {
  const today = dayOf(now)
  const asOf = lastDayOf(period)
  const months = monthsOf(period)
  const query = { on: today, knownBy: now }
  const { units: counted, unconfirmed, doubted, ...doubling } = await doublingFacts(db, policies, query)
  const { units, ranking, progress } = await unitFacts(db, query, period, counted)
  const missing = await missingOf(db, today, period)
  const sum = (of: 'output' | 'tax') => missing.reduce((total, unit) => total + unit[of], 0)
  return {
    period,
    asOf,
    composedAt: now.toISOString(),
    ...doubling,
    units,
    ranking,
    progress,
    provisional: { unconfirmed, doubted, outputMissing: sum('output'), taxMissing: sum('tax') },
    campaign: await latestCampaign(db, today),
    cases: await tallyCases(db, today),
    scale: await scaleFacts(db, asOf),
    nurture: await nurtureFacts(db, { on: asOf, knownBy: now }, months),
    projects: await projectFacts(db, policies, asOf),
    contracts: await contractFacts(db, policies, asOf),
    macro: await macroFacts(db, period),
    boards: await suggestedBoards(db, policies, addDays(asOf, 1)),
  }
}

/** The last day of a month. */
const lastDayOf = (period: string) => addDays(addMonths(`${period}-01`, 1), -1)
