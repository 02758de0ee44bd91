import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { person, roleGrant } from '../../db/schema/index.ts'
import type { Person, Role } from '../people/roles.ts'

/** Who plays: the demo people where there are any, otherwise somebody without an account. */
export interface Cast {
  office: Person
  contactOf(uscc: string): Person
  handlerOf(unitId: string): Person
}

export async function loadCast(db: Db): Promise<Cast> {
  const holders = await db
    .select({ id: person.id, name: person.name, role: roleGrant.role, scopeId: roleGrant.scopeId })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(
      inArray(roleGrant.role, ['office', 'enterprise', 'department', 'utility', 'county'] satisfies Role[]),
    )
    .orderBy(asc(roleGrant.id))
  const play = (role: Role, scopeId: string, roles: readonly string[]): Person => {
    const holder = holders.find(held => roles.includes(held.role) && held.scopeId === scopeId)
    const { id, name } = holder ?? { id: `demo_${role}_${scopeId}`, name: '演示人员' }
    return { kind: 'person', id, name, isDemo: true, grants: [{ role, scopeId }] }
  }
  return {
    office: play('office', '*', ['office']),
    contactOf: uscc => play('enterprise', uscc, ['enterprise']),
    handlerOf: unitId => play('department', unitId, ['department', 'utility', 'county']),
  }
}
