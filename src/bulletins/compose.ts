import type { BulletinContent } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { addDays, addMonths, dayOf } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { latestCampaign, tallyCases } from './compose/cases.ts'
import { doublingFacts } from './compose/doubling.ts'
import { missingOf } from './compose/missing.ts'
import { nurtureFacts, scaleFacts, suggestedBoards } from './compose/scale.ts'
import { monthsOf, unitFacts, unitRankings } from './compose/units.ts'
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
  // Together: on a server each has a connection of its own.
  const [doubling, rankings, missing, campaign, cases, scale, nurture, projects, contracts, macro, boards] =
    await Promise.all([
      doublingFacts(db, policies, query),
      unitRankings(db, query, period),
      missingOf(db, today, period),
      latestCampaign(db, today),
      tallyCases(db, today),
      scaleFacts(db, asOf),
      nurtureFacts(db, { on: asOf, knownBy: now }, months),
      projectFacts(db, policies, asOf),
      contractFacts(db, policies, asOf),
      macroFacts(db, period),
      suggestedBoards(db, policies, addDays(asOf, 1)),
    ])
  const { units, unconfirmed, doubted, ...counts } = doubling
  const sum = (of: 'output' | 'tax') => missing.reduce((total, unit) => total + unit[of], 0)
  return {
    period,
    asOf,
    composedAt: now.toISOString(),
    ...counts,
    ...unitFacts(units, rankings, period),
    provisional: { unconfirmed, doubted, outputMissing: sum('output'), taxMissing: sum('tax') },
    ...{ campaign, cases, scale, nurture, projects, contracts, macro, boards },
  }
}

/** The last day of a month. */
const lastDayOf = (period: string) => addDays(addMonths(`${period}-01`, 1), -1)
