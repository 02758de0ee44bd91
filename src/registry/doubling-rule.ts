import type Big from 'big.js'
import { type Growth, growthOf } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { evaluate } from '../rules/evaluate.ts'
import type { Evaluation } from '../rules/evaluation.ts'
import { findRule, type RuleVersion } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'

/** Base and value of one indicator, 万元; null is not reported. */
export interface Pair {
  base: Big | null
  value: Big | null
}

/** Growth of a pair; null when one of them is missing. */
export function growthOfPair({ base, value }: Pair): Growth | 'incomparable' | null {
  return base && value ? growthOf(value, base) : null
}

export const doublingRule = ({ documents }: PolicySet, on: Day): RuleVersion =>
  findRule(documents, 'R-DBL', on)

/** R-DBL on the pairs of an enterprise. */
export function judgeDoubling(rule: RuleVersion, output: Pair, tax: Pair, on: Day): Evaluation {
  return evaluate(
    rule,
    {
      ...(output.base && { base_output: output.base }),
      ...(output.value && { current_output: output.value }),
      ...(tax.base && { base_tax: tax.base }),
      ...(tax.value && { current_tax: tax.value }),
    },
    { on },
  )
}
