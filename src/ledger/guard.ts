import { and, eq, gt } from 'drizzle-orm'
import { caseEvent } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import {
  type CaseScope,
  hasRole,
  mayHandleCase,
  mayInstructCase,
  mayRateCase,
  mayReportFor,
  maySeeCase,
  unitsOf,
} from '../people/may.ts'
import { type Actor, actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { type LoadedCase, loadCase, notFound, scopeOf } from './load.ts'
import { NotNow } from './not-now.ts'
import {
  CAPACITIES,
  type Capacity,
  capacitiesFor,
  findTransition,
  movesFrom,
  VERBS,
  type Verb,
} from './transitions.ts'

/** Whether an actor has a capacity towards a case; the stage is judged separately. */
function hasCapacity(actor: Actor, capacity: Capacity, scope: CaseScope, handledBy: string | null): boolean {
  if (capacity === 'router' || capacity === 'clock') return actor.kind === 'job'
  if (actor.kind !== 'person') return false
  switch (capacity) {
    case 'reporter':
      return mayReportFor(actor, scope.enterprise)
    case 'office':
      return hasRole(actor, 'office')
    case 'handler':
      return mayHandleCase(actor, scope)
    case 'cohandler':
      return unitsOf(actor).some(id => scope.coUnitIds.includes(id))
    case 'reviewer':
      return hasRole(actor, 'office') && !mayHandleCase(actor, scope) && actor.id !== handledBy
    case 'enterprise':
      return mayRateCase(actor, scope)
    case 'leader':
      return mayInstructCase(actor, scope)
    case 'doer':
      return true
  }
}

const mayDo = (actor: Actor, who: readonly Capacity[], scope: CaseScope, handledBy: string | null) =>
  who.some(capacity => hasCapacity(actor, capacity, scope, handledBy))

/** Throws a `Refusal` unless the actor may do it. */
export function assertMay(actor: Actor, verb: Verb, scope: CaseScope, handledBy: string | null): void {
  const who = capacitiesFor(verb)
  if (mayDo(actor, who, scope, handledBy)) return
  throw new Refusal(
    `“${VERBS[verb]}”要由${who.map(capacity => CAPACITIES[capacity]).join('或')}来做，您没有这项权限，没有办理。如有疑问请联系领导小组办公室。`,
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
    throw new NotNow(
      `这张卡片是第 ${round} 轮办理的，${no} 现在是第 ${row.round} 轮，没有处理。请在最新的卡片上操作。`,
    )
  }
  return target
}

/**
 * Whether an actor has done a verb to a case since a card showed it: a second click on the same button, or the same
 * form handed in again.
 */
export async function hasDoneSince(act: Act, no: string, verb: Verb, version: number): Promise<boolean> {
  const { caseNo, seq, type, actor } = caseEvent
  const [done] = await act.db
    .select({ seq })
    .from(caseEvent)
    .where(and(eq(caseNo, no), gt(seq, version), eq(type, verb), eq(actor, actorId(act.actor))))
    .limit(1)
  return done !== undefined
}

/** What an actor may do to a case by its stage and who they are. */
export function movesOf(actor: Actor, target: LoadedCase): Verb[] {
  const { row } = target
  return movesFrom(row.state)
    .filter(move => mayDo(actor, move.who, scopeOf(target), row.handledBy))
    .map(move => move.verb)
}
