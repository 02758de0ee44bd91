import { and, eq, gt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { conversation, outbox } from '../../db/schema/index.ts'
import type { Focus } from './command.ts'
import { chatKindOf, type Destination } from './delivery.ts'

/** How long "it" still means what was talked about. */
const MEMORY_MINUTES = 30

interface Place {
  platform: string
  chatId: string
  openId: string
}

/** What a person and this chat were last talking about; empty when nothing or too long ago. */
export async function recall(db: Db, place: Place): Promise<Focus> {
  const [row] = await db
    .select({ focus: conversation.focus })
    .from(conversation)
    .where(
      and(
        eq(conversation.platform, place.platform),
        eq(conversation.chatId, place.chatId),
        eq(conversation.openId, place.openId),
        gt(conversation.expiresAt, sql`now()`),
      ),
    )
  return (row?.focus as Focus | undefined) ?? {}
}

/** What is to be remembered of a conversation. */
export interface Memory {
  place: Place
  focus: Focus
}

/** Remembers what is being talked about now. */
export async function remember(db: Db, { place, focus }: Memory): Promise<void> {
  const expiresAt = sql`now() + ${`${MEMORY_MINUTES} minutes`}::interval`
  await db
    .insert(conversation)
    .values({ ...place, focus, expiresAt })
    .onConflictDoUpdate({
      target: [conversation.platform, conversation.chatId, conversation.openId],
      set: { focus, expiresAt },
    })
}

/** What a card we once sent was about, and who could read it: a reply to it or a click on it means that. */
export interface SentCard {
  focus: Focus
  chatKind: 'private' | 'group'
}

/** Null when the message is not ours. */
export async function sentCard(db: Db, platform: string, messageId: string): Promise<SentCard | null> {
  const [row] = await db
    .select({ focus: outbox.focus, destination: outbox.destination, payload: outbox.payload })
    .from(outbox)
    .where(and(eq(outbox.platform, platform), eq(outbox.platformMessageId, messageId)))
    .limit(1)
  if (!row) return null
  return {
    focus: (row.focus as Focus | null) ?? focusOfNotice(row.payload),
    chatKind: row.destination ? chatKindOf(row.destination as Destination) : 'group',
  }
}

/** A notice about a case is about that case. */
function focusOfNotice(payload: unknown): Focus {
  const about = (payload as { case?: { no?: string; uscc?: string } }).case
  return about?.no && about.uscc ? { caseNo: about.no, uscc: about.uscc } : {}
}
