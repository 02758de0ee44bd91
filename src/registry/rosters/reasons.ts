import Big from 'big.js'
import { formatWan } from '../../lib/money.ts'
import type { Day } from '../../lib/time.ts'
import { verdictsOf } from '../../rules/evaluate.ts'
import type { Condition, Evaluation } from '../../rules/evaluation.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { branchesOf, leavesOf } from '../../rules/truth.ts'
import { sayLabel } from '../say-condition.ts'

/** As much of a reason as is kept and shown. */
const LONGEST = 200

/** Why a rule brings an enterprise in or out, in words: the conditions that decided, with their figures. */
export function reasonFor(
  operation: 'add' | 'remove',
  version: RuleVersion,
  evaluation: Evaluation,
  on: Day,
): string {
  const wanted = operation === 'add' ? 'pass' : 'fail'
  const deciding = decidingConditions(version, evaluation).filter(({ verdict }) => verdict === wanted)
  const amounts = deciding.filter(({ unit }) => unit !== '是否')
  const shown = operation === 'add' && amounts.length > 0 ? amounts : deciding
  const words = [...new Set(shown.map(condition => sayCondition(condition, on)))].join('，')
  const title = version.rule.title.replace(/[“”]/g, '')
  const rule = `${operation === 'add' ? '' : '不再'}符合“${title}”`
  return `${words}，${rule}`.replace(/^，/, '').slice(0, LONGEST)
}

/** Of alternatives only those that came out as the whole did: a way that failed does not say why another passed. */
export function decidingConditions({ rule }: RuleVersion, { conditions, verdict }: Evaluation): Condition[] {
  const verdicts = verdictsOf(rule, conditions)
  const idle = new Set(
    branchesOf(rule.when)
      .filter(({ id }) => verdicts.get(id) !== verdict)
      .flatMap(branch => leavesOf(branch).map(({ id }) => id)),
  )
  const own = new Set(leavesOf(rule.when).map(({ id }) => id))
  return conditions.filter(({ id }) => own.has(id) && !idle.has(id))
}

function sayCondition({ label, actual, unit, verdict }: Condition, on: Day): string {
  const name = sayLabel(label, on)
  if (typeof actual === 'boolean' || actual === null) return verdict === 'pass' ? name : `${name}：否`
  if (unit === '万元') return `${name}${formatWan(new Big(actual))}`
  if (unit === '%') return `${name}${new Big(actual).round(1).toFixed()}%`
  return `${name}${actual}${unit ?? ''}`
}
