import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { chatGroup, identity, roleGrant } from '../../db/schema/index.ts'
import type { Role } from './roles.ts'

/** Where somebody can be reached now. */
export type Reach =
  | { platform: string; to: 'chat'; chatId: string; chatKind: 'group' }
  | { platform: string; to: 'person'; openId: string }

/**
 * Finds the chat for `person:<id>`, `unit:<id>` (its group, else somebody of the unit) or
 * `open:<platform>:<open id>` and `chat:<platform>:<chat id>`, among the platforms that are connected. Null when nobody can be reached.
 */
export async function reach(db: Db, address: string, platforms: readonly string[]): Promise<Reach | null> {
  const [kind, ...rest] = address.split(':')
  const id = rest.join(':')
  if (kind === 'open') {
    const [platform = '', ...openId] = rest
    return platforms.includes(platform) ? { platform, to: 'person', openId: openId.join(':') } : null
  }
  if (kind === 'chat') {
    const [platform = '', ...chatId] = rest
    return platforms.includes(platform)
      ? { platform, to: 'chat', chatId: chatId.join(':'), chatKind: 'group' }
      : null
  }
  if (kind === 'person') return reachPerson(db, [id], platforms)
  const [group] = await db
    .select({ platform: chatGroup.platform, chatId: chatGroup.chatId })
    .from(chatGroup)
    .where(and(eq(chatGroup.unitId, id), inArray(chatGroup.platform, [...platforms])))
    .limit(1)
  if (group) return { ...group, to: 'chat', chatKind: 'group' }
  const members = await db
    .select({ personId: roleGrant.personId })
    .from(roleGrant)
    // Its leaders are told of what is theirs by name, not of all that concerns the unit.
    .where(
      id === 'office'
        ? eq(roleGrant.role, 'office' satisfies Role)
        : and(eq(roleGrant.scopeId, id), ne(roleGrant.role, 'chief' satisfies Role)),
    )
  return reachPerson(
    db,
    members.map(member => member.personId),
    platforms,
  )
}

async function reachPerson(db: Db, personIds: string[], platforms: readonly string[]): Promise<Reach | null> {
  if (personIds.length === 0 || platforms.length === 0) return null
  const [row] = await db
    .select({ platform: identity.platform, openId: identity.openId })
    .from(identity)
    .where(and(inArray(identity.personId, personIds), inArray(identity.platform, [...platforms])))
    .limit(1)
  return row ? { ...row, to: 'person' } : null
}
