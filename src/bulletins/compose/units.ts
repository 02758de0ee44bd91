import type { RankingBasis, UnitFacts } from '../../../db/bulletin-content.ts'
import type { Db } from '../../../db/client.ts'
import type { CohortQuery } from '../../registry/cohort-rows.ts'
import { monthsPeriod, type Period } from '../../registry/period.ts'
import { progressRanking } from '../../registry/unit-progress.ts'
import { type DoublingFacts, toldGrowth } from './doubling.ts'

/** January to the month of a bulletin; January alone has no figures of its own. */
export function monthsOf(period: string): Period {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return monthsPeriod(year, 1, Math.max(2, month))
}

/** Units side by side: doubled, how their months grew, and their rank now and a month ago. */
export async function unitFacts(
  db: Db,
  query: Required<Pick<CohortQuery, 'on'>> & { knownBy: Date },
  period: string,
  units: DoublingFacts['units'],
): Promise<{ units: UnitFacts[]; ranking: RankingBasis | null }> {
  const months = monthsOf(period)
  const to = months.kind === 'months' ? months.to : 0
  const now = await progressRanking(db, query, months)
  const earlier = to > 2 ? monthsPeriod(months.year, 1, to - 1) : null
  const found = now && earlier ? await progressRanking(db, query, earlier) : null
  // A rank by another measure would be no change of rank.
  const before =
    found && earlier && found.against === now?.against ? { ranking: found, period: earlier } : null
  return {
    units: units.map(unit => {
      const progress = now?.byUnit.get(unit.id)
      return {
        id: unit.id,
        name: unit.name,
        listed: unit.listed,
        growth: toldGrowth(unit),
        progress: progress?.growth ? { firms: progress.firms, growth: progress.growth } : null,
        rank: progress?.rank ?? null,
        rankBefore: before?.ranking.byUnit.get(unit.id)?.rank ?? null,
      }
    }),
    ranking: now && {
      period: months.text,
      against: now.against,
      before: before?.period.text ?? null,
      firms: now.all.firms,
      growth: now.all.growth,
    },
  }
}
