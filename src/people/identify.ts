import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { identity, person, roleGrant } from '../../db/schema/index.ts'
import type { Grant, Role, Speaker } from './roles.ts'

/** Who an open id of a platform is. An id we have no row for is a stranger. */
export async function identify(db: Db, platform: string, openId: string): Promise<Speaker> {
  const rows = await db
    .select({
      id: person.id,
      name: person.name,
      isDemo: person.isDemo,
      role: roleGrant.role,
      scopeId: roleGrant.scopeId,
    })
    .from(identity)
    .innerJoin(person, eq(person.id, identity.personId))
    .leftJoin(roleGrant, eq(roleGrant.personId, person.id))
    .where(and(eq(identity.platform, platform), eq(identity.openId, openId)))
  const first = rows[0]
  if (!first) return { kind: 'stranger', platform, openId }
  const grants = rows.flatMap((row): Grant[] =>
    row.role && row.scopeId ? [{ role: row.role as Role, scopeId: row.scopeId }] : [],
  )
  return { kind: 'person', id: first.id, name: first.name, isDemo: first.isDemo, grants }
}
