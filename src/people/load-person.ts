import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { person, roleGrant } from '../../db/schema/index.ts'
import type { Person, Role } from './roles.ts'

/** A person by id, with what they are granted themselves; null when there is none. */
export async function loadPerson(db: Db, id: string): Promise<Person | null> {
  const [found] = await db.select().from(person).where(eq(person.id, id))
  if (!found) return null
  const grants = await db
    .select({ role: roleGrant.role, scopeId: roleGrant.scopeId })
    .from(roleGrant)
    .where(eq(roleGrant.personId, id))
  return {
    kind: 'person',
    id,
    name: found.name,
    isDemo: found.isDemo,
    grants: grants.map(({ role, scopeId }) => ({ role: role as Role, scopeId })),
  }
}
