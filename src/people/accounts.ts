import { and, eq, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { identity, person, roleGrant } from '../../db/schema/index.ts'
import type { Role } from './roles.ts'

/** Gives a person a role in a scope; giving it twice changes nothing. */
export async function grantRole(
  db: Db,
  grant: { personId: string; role: Role; scopeId: string; grantedBy: string; now: Date },
): Promise<void> {
  const { now, ...row } = grant
  await db
    .insert(roleGrant)
    .values({ ...row, grantedAt: now })
    .onConflictDoNothing()
}

/** Takes one role in one scope away; false when it was not there. */
export async function endRole(
  db: Db,
  { personId, role, scopeId }: { personId: string; role: Role; scopeId: string },
): Promise<boolean> {
  const ended = await db
    .delete(roleGrant)
    .where(and(eq(roleGrant.personId, personId), eq(roleGrant.role, role), eq(roleGrant.scopeId, scopeId)))
    .returning({ id: roleGrant.id })
  return ended.length > 0
}

/** Makes an open id known as a person; the person of an id already known stays as it is. Returns the person's id. */
export async function introduce(
  db: Db,
  who: { platform: string; openId: string; name: string },
): Promise<string> {
  const [known] = await db
    .select({ personId: identity.personId })
    .from(identity)
    .where(and(eq(identity.platform, who.platform), eq(identity.openId, who.openId)))
  if (known) return known.personId
  const personId = `${who.platform}:${who.openId}`
  await db.insert(person).values({ id: personId, name: who.name }).onConflictDoNothing()
  await db.insert(identity).values({ platform: who.platform, openId: who.openId, personId })
  return personId
}

/** 换号: from now on a person speaks from this open id alone; whatever they were on the platform before is nobody's. */
export async function moveAccount(
  db: Db,
  { platform, openId, personId }: { platform: string; openId: string; personId: string },
): Promise<void> {
  await db
    .delete(identity)
    .where(and(eq(identity.platform, platform), eq(identity.personId, personId), ne(identity.openId, openId)))
  await db
    .insert(identity)
    .values({ platform, openId, personId })
    .onConflictDoUpdate({ target: [identity.platform, identity.openId], set: { personId } })
}

/** A role somebody holds. */
export interface Held {
  personId: string
  name: string
  role: Role
  scopeId: string
}

/** Who speaks for an enterprise. */
export const contactsOf = (db: Db, uscc: string): Promise<Held[]> =>
  heldWhere(db, and(eq(roleGrant.role, 'enterprise' satisfies Role), eq(roleGrant.scopeId, uscc)))

/** What somebody of a name is. */
export const heldByName = (db: Db, name: string): Promise<Held[]> => heldWhere(db, eq(person.name, name))

async function heldWhere(db: Db, condition: ReturnType<typeof and>): Promise<Held[]> {
  const rows = await db
    .select({
      personId: roleGrant.personId,
      name: person.name,
      role: roleGrant.role,
      scopeId: roleGrant.scopeId,
    })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(condition)
    .orderBy(person.name, roleGrant.id)
  return rows as Held[]
}
