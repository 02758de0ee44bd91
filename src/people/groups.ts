import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { chatGroup } from '../../db/schema/index.ts'

/** The unit whose group a chat is; null for a group of nobody's or one the bot does not know. */
export async function unitOfGroup(db: Db, platform: string, chatId: string): Promise<string | null> {
  const [group] = await db
    .select({ unitId: chatGroup.unitId })
    .from(chatGroup)
    .where(and(eq(chatGroup.platform, platform), eq(chatGroup.chatId, chatId)))
  return group?.unitId ?? null
}
