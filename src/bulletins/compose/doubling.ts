import type { BulletinContent, GroupFacts, GrowthCounts } from '../../../db/bulletin-content.ts'
import type { Db } from '../../../db/client.ts'
import { groupBy } from '../../lib/group.ts'
import { type CohortCounts, countedCohort, countOf } from '../../registry/cohort.ts'
import type { CohortQuery, CohortRow } from '../../registry/cohort-rows.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/** With fewer enterprises behind it a number could give one of them away, and is not shown. */
export const FEWEST_SHOWN = 3

/** What a bulletin says of the listed enterprises themselves. */
export type DoublingFacts = Pick<
  BulletinContent,
  | 'isDemo'
  | 'baseYear'
  | 'valueYear'
  | 'listed'
  | 'outputDoubled'
  | 'taxDoubled'
  | 'outputUp50'
  | 'taxUp50'
  | 'bothDoubled'
  | 'incomparable'
  | 'doubledFirms'
  | 'tiers'
  | 'chains'
  | 'origins'
> & {
  units: (CohortCounts & { id: string | null; name: string })[]
  unconfirmed: number
  doubted: number
}

/** Sources whose word is final; firms' own and departments' may still change. */
const FINAL: readonly (string | null)[] = ['统计', '税务', null]

export async function doublingFacts(db: Db, policies: PolicySet, query: CohortQuery): Promise<DoublingFacts> {
  const { totals, rows } = await countedCohort(db, policies, query)
  const names = (of: 'isOutputDoubled' | 'isTaxDoubled') =>
    rows
      .filter(row => row[of])
      .sort((a, b) => (a.unitId ?? '~').localeCompare(b.unitId ?? '~') || a.uscc.localeCompare(b.uscc))
      .map(({ name }) => name)
  return {
    ...totals,
    doubledFirms: { output: names('isOutputDoubled'), tax: names('isTaxDoubled') },
    chains: groups(rows, ({ chain }) => chain ?? '未标产业链'),
    origins: groups(rows, ({ originClass }) => originClass ?? '未分类'),
    unconfirmed: rows.filter(
      ({ outputSource, taxSource }) => !FINAL.includes(outputSource) || !FINAL.includes(taxSource),
    ).length,
    doubted: rows.filter(({ isDoubted }) => isDoubted).length,
  }
}

/** Counts of growth, or nothing where too few enterprises stand behind them. */
export const toldGrowth = ({ listed, outputDoubled, taxDoubled, outputUp50 }: CohortCounts): GrowthCounts =>
  listed < FEWEST_SHOWN ? null : { outputDoubled, taxDoubled, outputUp50 }

/** The listed by something of theirs, the largest group first. */
function groups(rows: readonly CohortRow[], nameOf: (row: CohortRow) => string): GroupFacts[] {
  return [...groupBy(rows, nameOf)]
    .map(([name, group]): GroupFacts => {
      const counts = countOf(group)
      return { name, listed: counts.listed, growth: toldGrowth(counts) }
    })
    .sort((a, b) => b.listed - a.listed || a.name.localeCompare(b.name, 'zh'))
}
