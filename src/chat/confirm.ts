import { and, desc, eq, gt, inArray, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { confirmation, inbox } from '../../db/schema/index.ts'
import { bold, buttons, type Card, note, text } from './card.ts'
import type { Confirmed, Context, Wanted } from './command.ts'

/** How long something said waits to be confirmed. */
const OPEN_MINUTES = 30

/** What of a message says whose it is and when. */
type Place = Pick<Context, 'db' | 'chat' | 'openId' | 'now' | 'causeId'>

/** Keeps what is to be done until its speaker confirms it; `words` is null for a form, which shows it. */
export async function openConfirmation(
  { db, chat, openId, now, causeId }: Place,
  { wanted, words, isPrivate }: { wanted: Wanted; words: string | null; isPrivate: boolean },
): Promise<number> {
  const { platform, chatId } = chat
  const [row] = await db
    .insert(confirmation)
    .values({
      platform,
      chatId,
      openId,
      isPrivate,
      wanted,
      words,
      state: 'open',
      saidId: causeId,
      askedAt: now,
    })
    .returning({ id: confirmation.id })
  if (!row) throw new Error('the confirmation was not stored')
  return row.id
}

/** What waits, as it was asked. */
export interface Waiting extends Confirmed {
  id: number
}

/**
 * The newest thing that waits for this speaker here, or the one of a card. `settled`: it did wait, and was confirmed or
 * dropped by now; null where nothing waits, or too long.
 */
export async function findWaiting(
  { db, chat, openId, now }: Place,
  id?: number,
): Promise<Waiting | 'settled' | null> {
  const mine = and(eq(confirmation.platform, chat.platform), eq(confirmation.openId, openId))
  const here = or(eq(confirmation.chatId, chat.chatId), eq(confirmation.isPrivate, chat.kind === 'private'))
  const fresh = gt(confirmation.askedAt, new Date(now.getTime() - OPEN_MINUTES * 60_000))
  const [row] = await db
    .select()
    .from(confirmation)
    .where(id === undefined ? and(mine, here, fresh) : and(mine, fresh, eq(confirmation.id, id)))
    .orderBy(desc(confirmation.id))
    .limit(1)
  if (!row) return null
  // A word means the last thing asked, never one before it.
  if (row.state !== 'open') return id === undefined ? null : 'settled'
  return { id: row.id, wanted: row.wanted as Wanted, words: row.words, saidId: row.saidId }
}

/** Takes it out of waiting; false when somebody was quicker (the button and the word at once). */
export async function settle(db: Db, id: number, state: 'done' | 'dropped'): Promise<boolean> {
  const rows = await db
    .update(confirmation)
    .set({ state })
    .where(and(eq(confirmation.id, id), eq(confirmation.state, 'open')))
    .returning({ id: confirmation.id })
  return rows.length > 0
}

/** Drops what somebody was asked last, where it still waits. */
export async function dropLatest(
  db: Db,
  { platform, senderId }: { platform: string; senderId: string },
): Promise<void> {
  const [row] = await db
    .select({ id: confirmation.id })
    .from(confirmation)
    .where(and(eq(confirmation.platform, platform), eq(confirmation.openId, senderId)))
    .orderBy(desc(confirmation.id))
    .limit(1)
  if (row) await settle(db, row.id, 'dropped')
}

/** Drops what a message led to and still waits. */
export async function dropConfirmations(
  db: Db,
  { platform, messageId }: { platform: string; messageId: string },
): Promise<void> {
  const said = db
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(eq(inbox.platform, platform), eq(inbox.eventKey, messageId)))
  await db
    .update(confirmation)
    .set({ state: 'dropped' })
    .where(and(eq(confirmation.state, 'open'), inArray(confirmation.saidId, said)))
}

/** What would be done, for a word or a click. */
export function confirmCard(words: string, id: number): Card {
  return {
    title: '请您确认',
    tone: 'plain',
    blocks: [
      text('我理解您要：', bold(words)),
      buttons(
        {
          label: '确认',
          style: 'primary',
          action: { command: 'dialogue', intent: 'meta.confirm', args: { confirmation: id } },
        },
        { label: '不办', action: { command: 'dialogue', intent: 'meta.cancel', args: { confirmation: id } } },
      ),
      note(`还没有办。点“确认”或回“对”就办，回“算了”不办；${OPEN_MINUTES}分钟内有效。`),
    ],
  }
}
