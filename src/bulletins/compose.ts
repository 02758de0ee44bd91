import type { BulletinContent } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { dayOf } from '../lib/time.ts'
import { cohort } from '../registry/cohort.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { reportPeriod } from './report-period.ts'
import { latestCampaign, tallyCases } from './tally.ts'

/** With fewer enterprises behind it a number could give one of them away, and is not shown. */
const FEWEST_SHOWN = 3

/**
 * The facts of the bulletin drafted at `now`: figures through the month before (or through `period`), ledger and
 * campaign as of today. Whether the month's figures are in is for the caller to ask (`latestMonth`).
 */
export async function composeBulletin(
  db: Db,
  policies: PolicySet,
  now: Date,
  period = reportPeriod(now),
): Promise<BulletinContent> {
  const today = dayOf(now)
  const { members: _, units, ...totals } = await cohort(db, policies, today)
  return {
    period,
    ...totals,
    units: units.map(({ name, listed, outputDoubled, taxDoubled, outputUp50 }) => ({
      name,
      listed,
      growth: listed < FEWEST_SHOWN ? null : { outputDoubled, taxDoubled, outputUp50 },
    })),
    campaign: await latestCampaign(db, today),
    cases: await tallyCases(db, today),
  }
}
