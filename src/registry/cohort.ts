import Big from 'big.js'
import type { Db } from '../../db/client.ts'
import type { Growth } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { type CohortRow, cohortRows } from './cohort-rows.ts'
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

interface Cohort {
  baseYear: number
  valueYear: number
  members: CohortMember[]
}

/** The union of all rosters up to a day, each enterprise judged by R-DBL on full years; `cohortCounts` counts them. */
export async function cohort(db: Db, policies: PolicySet, on: Day): Promise<Cohort> {
  const { valueYear, rows } = await cohortRows(db, policies, { on })
  return { baseYear: BASE_YEAR, valueYear, members: rows.map(memberOf) }
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
