import { inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { unit } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { type Actor, actorId } from '../people/roles.ts'

/** What an actor is called in a notice. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.name : actorId(actor)
}

/** Names of units in the order given; an id without a unit stays as it is. */
export async function unitNames(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: unit.id, name: unit.name })
    .from(unit)
    .where(inArray(unit.id, [...ids]))
  return ids.map(id => rows.find(row => row.id === id)?.name ?? id)
}

/** The name of a unit a case can be given to. Throws `Refusal` when there is none of that id. */
export async function requireUnit(db: Db, id: string): Promise<string> {
  const [row] = await db
    .select({ name: unit.name, kind: unit.kind })
    .from(unit)
    .where(inArray(unit.id, [id]))
  if (!row || row.kind === 'leaders' || row.kind === 'office')
    throw new Refusal('没有找到可以承办的这个单位，请写单位全称或常用简称，例如“市自然资源局”。')
  return row.name
}
