import type { Day } from '../lib/time.ts'
import { examine } from './evaluate.ts'
import type { Evaluation } from './evaluation.ts'
import type { FactName } from './fact-table.ts'
import type { Facts } from './facts.ts'
import type { RuleVersion } from './find-rule.ts'
import { askOf, type Route, routesOf } from './routes.ts'

/** An evaluation with what could be done about it. */
export interface Answer extends Evaluation {
  /** Ways to qualify that are left, cheapest first; empty once it is decided for the better. */
  routes: Route[]
  /** Of an open question: the fewest missing facts which, if they are good, settle it. */
  ask: FactName[]
}

/** One firm's full answer: every condition, and every way to qualify. */
export function answer(version: RuleVersion, facts: Facts, at: { on: Day }): Answer {
  const { evaluation, judged } = examine(version, facts, at)
  if (evaluation.verdict === 'pass') return { ...evaluation, routes: [], ask: [] }
  const routes = routesOf(version.rule.when, judged)
  return { ...evaluation, routes, ask: evaluation.verdict === 'unknown' ? askOf(routes, judged) : [] }
}
