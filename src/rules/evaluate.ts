import type { Day } from '../lib/time.ts'
import { type Circumstances, type Judged, judge } from './condition.ts'
import type { Leaf, Rule } from './document.ts'
import type { Condition, Evaluation, Verdict } from './evaluation.ts'
import type { Facts } from './facts.ts'
import type { RuleVersion } from './find-rule.ts'
import { flagsOf } from './flags.ts'
import { withImplied } from './implied.ts'
import { isTold, workOut } from './lines.ts'
import { isBarred, resultsOf } from './results.ts'
import { branchesOf, fold, leavesOfRule, openLeaves, treesOf } from './truth.ts'

/**
 * Judges facts by one version of a rule. `on` is the day asked about: 上年度 is the calendar year before it.
 * Complete, not lazy: every condition is answered, also those that no longer matter.
 */
export function evaluate(version: RuleVersion, facts: Facts, at: { on: Day }): Evaluation {
  return examine(version, facts, at).evaluation
}

/** An evaluation, and how each condition of it was judged. */
interface Examined {
  evaluation: Evaluation
  judged: ReadonlyMap<string, Judged>
}

export function examine({ rule, document }: RuleVersion, given: Facts, { on }: { on: Day }): Examined {
  const { facts, because } = withImplied(rule, document, given, on)
  const lines = workOut(rule.lines ?? [], { facts, document, on })
  const where: Circumstances = { facts, document, on, lines, growths: new Map() }
  const leaves = leavesOfRule(rule)
  const judged = leaves.map(leaf => judge(leaf, where))
  const conditions = judged.map(one => one.condition)
  const verdicts = verdictsOf(rule, conditions)
  const verdict = verdicts.get('rule') ?? 'unknown'
  const open = new Set(openLeaves(rule.when, leaf => verdicts.get(leaf.id) ?? 'unknown').map(leaf => leaf.id))
  const isWorkedOut = !Object.values(rule.results).some(definition => isBarred(definition, verdicts))
  const worked = isWorkedOut ? [...lines.values()] : []
  const { result, bounds } = resultsOf(rule, verdicts, where)
  const evaluation: Evaluation = {
    rule: rule.id,
    version: document.version,
    verdict,
    via:
      verdict === 'pass'
        ? branchesOf(rule.when).flatMap(branch => (verdicts.get(branch.id) === 'pass' ? [branch.id] : []))
        : [],
    conditions,
    missing: [...new Set(judged.flatMap(one => (open.has(one.condition.id) ? one.missing : [])))],
    flags: [
      ...bounds,
      ...because,
      ...worked.flatMap(({ notes }) => notes),
      ...flagsOf(rule, leaves, judged, id => verdicts.get(id), where),
    ],
    calculation: worked.filter(isTold).map(({ words }) => words),
    result,
    source: {
      document: document.title,
      clause: rule.clause,
      effectiveFrom: document.effectiveFrom,
      status: document.status,
    },
  }
  return { evaluation, judged: new Map(judged.map(one => [one.condition.id, one])) }
}

/** Verdicts of every condition, every named branch and, under `rule`, the whole. */
export function verdictsOf(rule: Rule, conditions: readonly Condition[]): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>()
  for (const { id, verdict } of conditions) verdicts.set(id, verdict)
  const verdictOf = (leaf: Leaf) => verdicts.get(leaf.id) ?? 'unknown'
  for (const branch of treesOf(rule).flatMap(branchesOf)) verdicts.set(branch.id, fold(branch, verdictOf))
  return verdicts.set('rule', fold(rule.when, verdictOf))
}
