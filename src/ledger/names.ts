import { type Actor, actorId } from '../people/roles.ts'

/** What an actor is called in a notice. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.name : actorId(actor)
}
