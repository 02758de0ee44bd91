import { Refusal } from '../lib/errors.ts'
import {
  type CaseScope,
  hasRole,
  mayHandleCase,
  mayRateCase,
  mayReportFor,
  maySeeCase,
} from '../people/may.ts'
import type { Actor } from '../people/roles.ts'
import type { Act } from './act.ts'
import { type LoadedCase, loadCase, notFound, scopeOf } from './load.ts'
import { CAPACITIES, capacityFor, findTransition, movesFrom, VERBS, type Verb } from './transitions.ts'

/** Who may do it: decided by the verb's capacity alone, the stage is judged separately. */
function mayDo(actor: Actor, verb: Verb, scope: CaseScope, handledBy: string | null): boolean {
  switch (capacityFor(verb)) {
    case 'reporter':
      return actor.kind === 'person' && mayReportFor(actor, scope.enterprise)
    case 'router':
      return actor.kind === 'job' || hasRole(actor, 'office')
    case 'handler':
      return actor.kind === 'person' && mayHandleCase(actor, scope)
    case 'reviewer':
      return hasRole(actor, 'office') && !mayHandleCase(actor, scope) && actor.id !== handledBy
    case 'enterprise':
      return actor.kind === 'person' && mayRateCase(actor, scope)
  }
}

/** Throws a `Refusal` unless the actor may do it. */
export function assertMay(actor: Actor, verb: Verb, scope: CaseScope, handledBy: string | null): void {
  if (mayDo(actor, verb, scope, handledBy)) return
  throw new Refusal(
    `“${VERBS[verb]}”要由${CAPACITIES[capacityFor(verb)]}来做，您没有这项权限，没有办理。如有疑问请联系领导小组办公室。`,
  )
}

/**
 * The first beat of every verb on a case: is it there for them, may they, does its stage allow it. `round` is that of
 * the card clicked: a card of an earlier round must not decide about a later one it never showed. Throws `Refusal`.
 */
export async function openCase(act: Act, no: string, verb: Verb, round?: number): Promise<LoadedCase> {
  const target = await loadCase(act.db, no)
  const { row } = target
  if (act.actor.kind !== 'job' && act.actor.kind !== 'operator' && !maySeeCase(act.actor, scopeOf(target))) {
    throw notFound(no)
  }
  assertMay(act.actor, verb, scopeOf(target), row.handledBy)
  findTransition(no, row.state, verb)
  if (round !== undefined && round !== row.round) {
    throw new Refusal(
      `这张卡片是第 ${round} 轮办理的，${no} 现在是第 ${row.round} 轮，没有处理。请在最新的卡片上操作。`,
    )
  }
  return target
}

/** What an actor may do to a case now: the buttons of its card. */
export function movesOf(actor: Actor, target: LoadedCase): Verb[] {
  const { row } = target
  return movesFrom(row.state)
    .map(move => move.verb)
    .filter(verb => mayDo(actor, verb, scopeOf(target), row.handledBy))
}
