import { Refusal } from '../lib/errors.ts'
import { hasRole, scopesOf } from '../people/may.ts'
import type { Actor } from '../people/roles.ts'

/** Whether somebody may decide about the city's bulletin: the office, and leaders of the whole city. */
const mayDecide = (actor: Actor): boolean =>
  hasRole(actor, 'office') || scopesOf(actor, 'leader').includes('*')

/** @throws {Refusal} for whoever may not decide about the city's bulletin */
export function requireDecider(actor: Actor): void {
  if (!mayDecide(actor)) throw new Refusal('倍增通报由领导小组办公室或市领导审批，您没有这项权限，没有办理。')
}

/** @throws {Refusal} for a person who may not draft; the clock and the operator may */
export function requireDrafter(actor: Actor): void {
  if (actor.kind !== 'job' && actor.kind !== 'operator' && !mayDecide(actor))
    throw new Refusal('倍增通报由领导小组办公室起草，您没有这项权限。如需查看数据，请发“本月倍增情况”。')
}
