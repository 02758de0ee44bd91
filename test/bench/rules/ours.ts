import Big from 'big.js'
import { addDays } from '../../../src/lib/time.ts'
import { capacity2023 } from '../../../src/policies/capacity-2023.ts'
import { evaluate } from '../../../src/rules/evaluate.ts'
import { type Facts, parseFacts } from '../../../src/rules/facts.ts'
import { findRule, type RuleVersion } from '../../../src/rules/find-rule.ts'
import type { Contender, Counts } from './contender.ts'
import type { Enterprise } from './enterprises.ts'

const ON = '2023-11-15'
const INTERPRETED = 5000

/** Our own engine in its several forms, on the rule as it stands in the policy; slow forms get the first rows only. */
export function ours(rows: readonly Enterprise[]): Contender[] {
  const version = findRule([capacity2023], 'R-LIST-IND', ON)
  const facts = rows.slice(0, INTERPRETED).map(factsOf)
  return [
    {
      name: 'ours: evaluate, one by one, in words',
      part: 'other',
      rows: facts.length,
      run: () => interpret(version, facts),
    },
  ]
}

function interpret(version: RuleVersion, facts: readonly Facts[]): Counts {
  let pass = 0
  let unknown = 0
  for (const one of facts) {
    const { verdict } = evaluate(version, one, { on: ON })
    if (verdict === 'pass') pass++
    else if (verdict === 'unknown') unknown++
  }
  return { pass, unknown }
}

function factsOf(firm: Enterprise): Facts {
  const wan = (yuan: number | null) => (yuan === null ? null : new Big(yuan).div(10_000))
  const entry = firm.first_above_scale_date
  return parseFacts({
    is_above_scale: firm.is_above_scale,
    output_y: wan(firm.output_y),
    output_y1: wan(firm.output_y1),
    tax_y: wan(firm.tax_y),
    tax_y1: wan(firm.tax_y1),
    new_investment_y: wan(firm.new_investment_y),
    first_above_scale_date: entry === null ? null : addDays('1970-01-01', entry),
  })
}
