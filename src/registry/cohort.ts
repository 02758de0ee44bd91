import Big from 'big.js'
import type { Db } from '../../db/client.ts'
import type { Growth } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { type CohortQuery, type CohortRow, cohortRows } from './cohort-rows.ts'
import { growthOfPair, type Pair } from './doubling-rule.ts'
import { BASE_YEAR } from './fact-year.ts'

/** A listed enterprise and how it did against its base year. */
interface CohortMember {
  uscc: string
  name: string
  unitId: string | null
  baseYear: number
  output: Pair & { growth: Growth | 'incomparable' | null }
  tax: Pair & { growth: Growth | 'incomparable' | null }
  isOutputDoubled: boolean
  isTaxDoubled: boolean
}

/** What is counted of some listed enterprises. */
export interface CohortCounts {
  listed: number
  outputDoubled: number
  taxDoubled: number
  /** 产值增长50%以上; contains those doubled. */
  outputUp50: number
}

/** 倍增名录 as bulletins count it. */
export interface CohortTotals extends CohortCounts {
  isDemo: boolean
  baseYear: number
  valueYear: number
  taxUp50: number
  bothDoubled: number
  /** Enterprises of which output or tax cannot be compared: a figure is missing or the base is not positive. */
  incomparable: number
  /** By output of the value year, nested. */
  tiers: { atLeastYi: 10 | 50 | 100; count: number }[]
  /** In the order of the divisions, parks last. */
  units: (CohortCounts & { id: string | null; name: string })[]
}

export interface Cohort extends CohortTotals {
  members: CohortMember[]
}

const TIERS = [10, 50, 100] as const
const YI = 10_000

/** The union of all rosters up to a day, judged by R-DBL on full years, with every member. */
export async function cohort(db: Db, policies: PolicySet, on: Day): Promise<Cohort> {
  const { valueYear, rows } = await cohortRows(db, policies, { on })
  return { ...totalsOf(rows, valueYear), members: rows.map(memberOf) }
}

/** The same as rows of the database and the counts over them. */
export async function countedCohort(
  db: Db,
  policies: PolicySet,
  query: CohortQuery,
): Promise<{ totals: CohortTotals; rows: CohortRow[] }> {
  const { valueYear, rows } = await cohortRows(db, policies, query)
  return { totals: totalsOf(rows, valueYear), rows }
}

function memberOf({ baseOutput, output, baseTax, tax, ...row }: CohortRow): CohortMember {
  const pairOf = (base: string | null, value: string | null) => {
    const pair = { base: base === null ? null : new Big(base), value: value === null ? null : new Big(value) }
    return { ...pair, growth: growthOfPair(pair) }
  }
  const { uscc, name, unitId, baseYear, isOutputDoubled, isTaxDoubled } = row
  return {
    ...{ uscc, name, unitId, baseYear, isOutputDoubled, isTaxDoubled },
    output: pairOf(baseOutput, output),
    tax: pairOf(baseTax, tax),
  }
}

function totalsOf(rows: readonly CohortRow[], valueYear: number): CohortTotals {
  return {
    isDemo: rows.some(row => row.isDemo),
    baseYear: BASE_YEAR,
    valueYear,
    ...countOf(rows),
    taxUp50: rows.filter(row => row.isTaxUp50).length,
    bothDoubled: rows.filter(row => row.isOutputDoubled && row.isTaxDoubled).length,
    incomparable: rows.filter(row => !row.isComparable).length,
    tiers: TIERS.map(atLeastYi => ({
      atLeastYi,
      count: rows.filter(({ output }) => output !== null && new Big(output).gte(atLeastYi * YI)).length,
    })),
    units: byUnit(rows),
  }
}

export const countOf = (rows: readonly CohortRow[]): CohortCounts => ({
  listed: rows.length,
  outputDoubled: rows.filter(row => row.isOutputDoubled).length,
  taxDoubled: rows.filter(row => row.isTaxDoubled).length,
  outputUp50: rows.filter(row => row.isOutputUp50).length,
})

function byUnit(rows: readonly CohortRow[]): CohortTotals['units'] {
  const groups = new Map<string | null, CohortRow[]>()
  for (const row of rows) {
    const group = groups.get(row.unitId)
    if (group) group.push(row)
    else groups.set(row.unitId, [row])
  }
  return [...groups]
    .sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1))
    .map(([id, group]) => ({ id, name: group[0]?.unitName ?? '未登记考核单位', ...countOf(group) }))
}
