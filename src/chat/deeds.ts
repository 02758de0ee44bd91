import { and, desc, eq, gte, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { deed, inbox } from '../../db/schema/index.ts'
import { buttons, type Card, note } from './card.ts'
import type { Context, Deed, Undo } from './command.ts'

/** How long something done can be taken back. */
export const UNDO_MINUTES = 10

/** Something somebody did. */
export interface DoneDeed {
  id: number
  words: string
  undo: Undo | null
  /** Why it cannot be undone. */
  never: string | null
  doneAt: Date
  undoneAt: Date | null
}

/** Writes down what was done; `saidId` is the inbox row of the words, where a confirmation came between. */
export async function keepDeed(
  { db, chat, openId, causeId, now }: Context,
  { words, undo }: Deed,
  saidId: number | null,
): Promise<number> {
  const [row] = await db
    .insert(deed)
    .values({
      platform: chat.platform,
      openId,
      words,
      ...('never' in undo ? { never: undo.never } : { undo }),
      causeId,
      saidId: saidId ?? causeId,
      doneAt: now,
    })
    .returning({ id: deed.id })
  if (!row) throw new Error('the deed was not stored')
  return row.id
}

const columns = {
  id: deed.id,
  words: deed.words,
  undo: deed.undo,
  never: deed.never,
  doneAt: deed.doneAt,
  undoneAt: deed.undoneAt,
}

/** One of a speaker's own deeds, or the newest that still stands and is fresh. */
export async function findDeed(
  { db, chat, openId, now }: Pick<Context, 'db' | 'chat' | 'openId' | 'now'>,
  id?: number,
): Promise<DoneDeed | null> {
  const mine = and(eq(deed.platform, chat.platform), eq(deed.openId, openId))
  const [row] = await db
    .select(columns)
    .from(deed)
    .where(
      id === undefined
        ? and(mine, isNull(deed.undoneAt), gte(deed.doneAt, freshFrom(now)))
        : and(mine, eq(deed.id, id)),
    )
    .orderBy(desc(deed.id))
    .limit(1)
  return row ?? null
}

/** What came of a message, by its id on the platform: newest first, as far as it stands. */
export async function deedsOfMessage(
  db: Db,
  { platform, messageId }: { platform: string; messageId: string },
): Promise<(DoneDeed & { openId: string })[]> {
  return db
    .select({ ...columns, openId: deed.openId })
    .from(deed)
    .innerJoin(inbox, or(eq(inbox.id, deed.saidId), eq(inbox.id, deed.causeId)))
    .where(and(eq(inbox.platform, platform), eq(inbox.eventKey, messageId), isNull(deed.undoneAt)))
    .orderBy(desc(deed.id))
}

const freshFrom = (now: Date) => new Date(now.getTime() - UNDO_MINUTES * 60_000)

/** Whether it can still be taken back. */
export const isFresh = ({ doneAt }: Pick<DoneDeed, 'doneAt'>, now: Date): boolean => doneAt >= freshFrom(now)

/** Marks it as taken back; false when it was already. */
export async function markUndone(db: Db, id: number, now: Date): Promise<boolean> {
  const rows = await db
    .update(deed)
    .set({ undoneAt: now })
    .where(and(eq(deed.id, id), isNull(deed.undoneAt)))
    .returning({ id: deed.id })
  return rows.length > 0
}

/** The answer with a button that takes it back. */
export function withUndo(card: Card, id: number): Card {
  const action = { command: 'undo', intent: 'meta.undo', args: { deed: id } }
  return {
    ...card,
    blocks: [
      ...card.blocks,
      buttons({ label: '撤回', action }),
      note(`办错了${UNDO_MINUTES}分钟内可以撤回：点“撤回”，或回“撤回刚才那条”。`),
    ],
  }
}
