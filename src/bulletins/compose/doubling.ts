import type { BulletinContent, GroupFacts, GrowthCounts } from '../../../db/bulletin-content.ts'
import type { Db } from '../../../db/client.ts'
import { type CohortCounts, type CohortTotals, cohortCounts } from '../../registry/cohort-counts.ts'
import type { CohortQuery } from '../../registry/cohort-rows.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/** With fewer enterprises behind it a number could give one of them away, and is not shown. */
export const FEWEST_SHOWN = 3

/** What a bulletin says of the listed enterprises themselves. */
export type DoublingFacts = Omit<CohortTotals, 'chains' | 'origins'> &
  Pick<BulletinContent, 'chains' | 'origins'>

export async function doublingFacts(db: Db, policies: PolicySet, query: CohortQuery): Promise<DoublingFacts> {
  const { chains, origins, ...counts } = await cohortCounts(db, policies, query)
  return { ...counts, chains: groups(chains, '未标产业链'), origins: groups(origins, '未分类') }
}

/** Counts of growth, or nothing where too few enterprises stand behind them. */
export const toldGrowth = ({ listed, outputDoubled, taxDoubled, outputUp50 }: CohortCounts): GrowthCounts =>
  listed < FEWEST_SHOWN ? null : { outputDoubled, taxDoubled, outputUp50 }

/** Counts of groups, the largest first. */
const groups = (of: CohortTotals['chains'], unnamed: string): GroupFacts[] =>
  of
    .map(({ name, ...counts }) => ({
      name: name ?? unnamed,
      listed: counts.listed,
      growth: toldGrowth(counts),
    }))
    .sort((a, b) => b.listed - a.listed || a.name.localeCompare(b.name, 'zh'))
