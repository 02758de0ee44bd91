import { DERIVED, isDerived } from '../derived.ts'
import type { Parameter, Rule } from '../document.ts'
import { FACTS } from '../fact-table.ts'
import { leavesOfRule } from '../truth.ts'
import { NUMBER_UNITS } from '../units.ts'

/** One place where a rule uses a parameter, and the units it may have there; none named: any. */
export interface Use {
  atom: string
  parameter: string
  units: readonly Parameter['unit'][]
}

const NUMERIC: readonly Parameter['unit'][] = [...NUMBER_UNITS, '%']

/** Every use of parameters in a rule. */
export function usesOf(rule: Rule): Use[] {
  return [
    ...leavesOfRule(rule).flatMap((leaf): Use[] => {
      if (leaf.kind !== 'test' || !('parameter' in leaf)) return []
      const use = { atom: leaf.id, parameter: leaf.parameter, units: [leaf.unit] }
      if (leaf.unit !== '%' || 'line' in leaf || leaf.floor === undefined) return [use]
      const unit = isDerived(leaf.fact) ? FACTS[DERIVED[leaf.fact].current].unit : '%'
      return [use, { atom: leaf.id, parameter: leaf.floor, units: [unit] }]
    }),
    ...(rule.lines ?? []).flatMap(({ id, of }) =>
      of.flatMap((operand): Use[] =>
        'parameter' in operand ? [{ atom: id, parameter: operand.parameter, units: NUMERIC }] : [],
      ),
    ),
    ...(rule.implied ?? []).flatMap(({ means }): Use[] =>
      'atLeast' in means
        ? [{ atom: means.fact, parameter: means.atLeast, units: [FACTS[means.fact].unit] }]
        : [],
    ),
    ...Object.entries(rule.results).flatMap(([name, result]): Use[] => {
      if (result.kind === 'parameter') return [{ atom: name, parameter: result.parameter, units: [] }]
      return result.kind === 'day' || result.kind === 'inTime'
        ? [{ atom: name, parameter: result.months, units: ['个月'] }]
        : []
    }),
  ]
}
