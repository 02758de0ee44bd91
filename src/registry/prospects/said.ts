import type { Prospect } from '../../../db/notice.ts'
import type { Day } from '../../lib/time.ts'
import { type Answer, answer } from '../../rules/answer.ts'
import type { Condition } from '../../rules/evaluation.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import type { KnownFacts } from '../facts.ts'
import { decidingConditions } from '../rosters/reasons.ts'
import { sayActual, sayLabel, saySources, sayThreshold } from '../say-condition.ts'
import type { ProspectStanding } from './judge.ts'
import type { RuleToday } from './rules.ts'

/** Conditions a card shows of one rule. */
const SHOWN = 6

/** A standing as it is told: the conditions that decided with their values and clauses, what is wanting, by when. */
export function sayProspect(
  { kind, version }: RuleToday,
  known: KnownFacts,
  change: { standing: ProspectStanding; before: ProspectStanding; wanting: readonly string[] },
  policies: PolicySet,
  on: Day,
): Omit<Prospect, 'receipt'> & { evaluation: Answer } {
  const evaluation = answer(version, known.facts, { on })
  const { document, rule } = version
  const [route] = evaluation.routes
  return {
    evaluation,
    rule: rule.id,
    title: rule.title.replace(/[“”]/g, ''),
    topic: kind.topic,
    is: kind.is,
    standing: change.standing,
    before: change.before,
    conditions: shownOf(conditionsOf(version, evaluation, change)).map(condition => ({
      label: sayLabel(condition.label, on),
      actual: sayActual(condition),
      wanted: sayThreshold(condition),
      source: saySources(version, condition, known.sources) || null,
      clause: condition.clause,
      isMet: condition.verdict === 'pass',
    })),
    wanting: change.standing === 'near' && route ? route.needs.map(({ words }) => sayLabel(words, on)) : [],
    level: typeof evaluation.result.level === 'string' ? evaluation.result.level : null,
    due: kind.due(policies, on),
    source: `${document.title}（${document.status}）${rule.clause}`,
  }
}

/** Amounts tell more than flags: these come first. */
const shownOf = (conditions: readonly Condition[]): Condition[] =>
  [...conditions].sort((a, b) => Number(a.unit === '是否') - Number(b.unit === '是否')).slice(0, SHOWN)

/** What decided; of one that no longer qualifies, everything that stands against it now. */
function conditionsOf(
  version: RuleToday['version'],
  evaluation: Answer,
  { standing, wanting }: { standing: ProspectStanding; wanting: readonly string[] },
): Condition[] {
  if (standing === 'near') return nearConditions(evaluation, wanting)
  if (standing === 'pass')
    return decidingConditions(version, evaluation).filter(({ verdict }) => verdict === 'pass')
  return evaluation.conditions.filter(({ verdict }) => verdict !== 'pass')
}

/** What is wanting, and beside it what of the same branch is met already. */
function nearConditions({ conditions }: Answer, wanting: readonly string[]): Condition[] {
  const branchOf = (id: string) => id.split('.')[0]
  const branches = new Set(wanting.map(branchOf))
  return conditions.filter(
    ({ id, verdict }) => wanting.includes(id) || (branches.has(branchOf(id)) && verdict === 'pass'),
  )
}
