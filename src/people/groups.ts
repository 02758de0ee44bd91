import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { chatGroup, unit } from '../../db/schema/index.ts'
import type { Grant, Person } from './roles.ts'

/** The unit whose group a chat is; null for a group of nobody's or one the bot does not know. */
export async function unitOfGroup(db: Db, platform: string, chatId: string): Promise<string | null> {
  const [group] = await db
    .select({ unitId: chatGroup.unitId })
    .from(chatGroup)
    .where(and(eq(chatGroup.platform, platform), eq(chatGroup.chatId, chatId)))
  return group?.unitId ?? null
}

/**
 * Anybody of the unit whose group a chat is, as far as what such a person may see and do: a card in the group is for
 * all of them, and whoever clicks is judged anew. Null for a group of nobody's.
 */
export async function memberOfGroup(db: Db, platform: string, chatId: string): Promise<Person | null> {
  const [found] = await db
    .select({ id: unit.id, name: unit.name, kind: unit.kind })
    .from(chatGroup)
    .innerJoin(unit, eq(unit.id, chatGroup.unitId))
    .where(and(eq(chatGroup.platform, platform), eq(chatGroup.chatId, chatId)))
  return found
    ? { kind: 'person', id: '', name: found.name, isDemo: false, grants: [grantOf(found.kind, found.id)] }
    : null
}

function grantOf(kind: (typeof unit.$inferSelect)['kind'], unitId: string): Grant {
  switch (kind) {
    case 'office':
      return { role: 'office', scopeId: '*' }
    case 'leaders':
      return { role: 'leader', scopeId: '*' }
    case 'county':
    case 'park':
      return { role: 'county', scopeId: unitId }
    default:
      return { role: kind, scopeId: unitId }
  }
}
