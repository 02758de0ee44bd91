import { ratioOf } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { type Circumstances, judge } from './condition.ts'
import type { Leaf, Rule } from './document.ts'
import type { Condition, Evaluation, Verdict } from './evaluation.ts'
import type { Facts } from './facts.ts'
import type { RuleVersion } from './find-rule.ts'
import { flagsOf } from './flags.ts'
import { isMissing, readGrowth } from './reading.ts'
import { branchesOf, fold, leavesOf, openLeaves } from './truth.ts'

/**
 * Judges facts by one version of a rule. `on` is the day asked about: 上年度 is the calendar year before it.
 * Complete, not lazy: every condition is answered, also those that no longer matter.
 */
export function evaluate({ rule, document }: RuleVersion, facts: Facts, { on }: { on: Day }): Evaluation {
  const where: Circumstances = { facts, document, on }
  const leaves = leavesOf(rule.when)
  const judged = leaves.map(leaf => judge(leaf, where))
  const conditions = judged.map(one => one.condition)
  const verdicts = verdictsOf(rule, conditions)
  const verdict = verdicts.get('rule') ?? 'unknown'
  const open = new Set(openLeaves(rule.when, leaf => verdicts.get(leaf.id) ?? 'unknown').map(leaf => leaf.id))
  return {
    rule: rule.id,
    version: document.version,
    verdict,
    via:
      verdict === 'pass'
        ? branchesOf(rule.when).flatMap(branch => (verdicts.get(branch.id) === 'pass' ? [branch.id] : []))
        : [],
    conditions,
    missing: [...new Set(judged.flatMap(one => (open.has(one.condition.id) ? one.missing : [])))],
    flags: flagsOf(rule, leaves, judged, id => verdicts.get(id), where),
    result: resultOf(rule, verdicts, facts),
    source: {
      document: document.title,
      clause: rule.clause,
      effectiveFrom: document.effectiveFrom,
      status: document.status,
    },
  }
}

/** Verdicts of every condition, every named branch and, under `rule`, the whole. */
export function verdictsOf(rule: Rule, conditions: readonly Condition[]): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>(conditions.map(({ id, verdict }) => [id, verdict]))
  const verdictOf = (leaf: Leaf) => verdicts.get(leaf.id) ?? 'unknown'
  const branches = branchesOf(rule.when).map(branch => [branch.id, fold(branch, verdictOf)] as const)
  return new Map([...verdicts, ...branches, ['rule', fold(rule.when, verdictOf)]])
}

function resultOf(rule: Rule, verdicts: Map<string, Verdict>, facts: Facts): Evaluation['result'] {
  return Object.fromEntries(
    Object.entries(rule.results).map(([name, { kind, of }]) => {
      if (kind === 'verdict') {
        const verdict = verdicts.get(of)
        return [name, verdict === 'pass' ? true : verdict === 'fail' ? false : null]
      }
      const growth = readGrowth(of, facts)
      return [name, growth === 'incomparable' || isMissing(growth) ? null : ratioOf(growth)]
    }),
  )
}
