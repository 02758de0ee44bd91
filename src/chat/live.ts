import { and, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { liveCard, outbox } from '../../db/schema/index.ts'
import type { Card } from './card.ts'
import type { Destination } from './delivery.ts'

/** The case a card shows, and as of which of its events. */
export interface About {
  caseNo: string
  version: number
}

/** A case in one chat. */
export interface LivePlace {
  platform: string
  place: string
  caseNo: string
}

/** The card a chat shows of a case. */
export interface Live {
  messageId: string
  /** What it is to show, perhaps not written yet. */
  version: number
  shownVersion: number
}

/** Platforms let a bot edit what it sent for 14 days; a day is left for clocks and queues. */
const EDITABLE = sql`interval '13 days'`
/** Longer than a platform takes to answer. */
const LEASE = sql`interval '30 seconds'`

/** Where a card hangs; null for one that takes the place of another, whose chat is not known here. */
export function placeOf(destination: Destination): string | null {
  switch (destination.to) {
    case 'person':
      return destination.openId
    case 'chat':
    case 'reply':
      return destination.chatId
    case 'card':
      return null
  }
}

const at = ({ platform, place, caseNo }: LivePlace) =>
  and(eq(liveCard.platform, platform), eq(liveCard.place, place), eq(liveCard.caseNo, caseNo))

/** The live card of a case in a chat; null when there is none, or none that can still be edited. */
export async function findLive(db: Db, where: LivePlace): Promise<Live | null> {
  const [row] = await db
    .select({
      messageId: liveCard.messageId,
      version: liveCard.version,
      shownVersion: liveCard.shownVersion,
    })
    .from(liveCard)
    .where(and(at(where), sql`${liveCard.sentAt} > now() - ${EDITABLE}`))
  return row ?? null
}

/**
 * A card just sent is the live one from now on; where something newer was wanted meanwhile, it is to show that. Gives the
 * one it took the place of, if any.
 */
export async function becomeLive(
  db: Db,
  where: LivePlace,
  shown: { messageId: string; version: number; card: Card; destination: Destination },
): Promise<string | null> {
  const { messageId, version, card, destination } = shown
  const [row] = await rowsOf<{ before: string | null }>(
    db,
    sql`with before as (
        select message_id from live_card where platform = ${where.platform} and place = ${where.place}
          and case_no = ${where.caseNo})
      insert into live_card (platform, place, case_no, message_id, version, shown_version, card, destination)
      values (${where.platform}, ${where.place}, ${where.caseNo}, ${messageId}, ${version}, ${version},
        ${JSON.stringify(card)}::jsonb, ${JSON.stringify(destination)}::jsonb)
      on conflict (platform, place, case_no) do update set message_id = excluded.message_id,
        shown_version = excluded.shown_version, version = greatest(live_card.version, excluded.version),
        card = case when live_card.version > excluded.version then live_card.card else excluded.card end,
        sent_at = now(), lease_until = null
      returning (select message_id from before) as before`,
  )
  return row?.before && row.before !== messageId ? row.before : null
}

/** What the live card is to show from now on, unless it is to show something newer already. */
export async function wantShown(
  db: Db,
  where: LivePlace,
  wanted: { version: number; card: Card },
): Promise<void> {
  await db
    .update(liveCard)
    .set(wanted)
    .where(
      and(
        at(where),
        sql`(${liveCard.version} < ${wanted.version} or (${liveCard.version} = ${wanted.version} and ${liveCard.card} is null))`,
      ),
    )
}

/** A click was answered with a card in the place of the one clicked: that is what it shows, where it is a live one. */
export async function shownByClick(
  db: Db,
  { platform, messageId }: { platform: string; messageId: string },
  { caseNo, version }: About,
  card: Card,
): Promise<void> {
  await db
    .update(liveCard)
    .set({ version, shownVersion: version, card })
    .where(
      and(
        eq(liveCard.platform, platform),
        eq(liveCard.messageId, messageId),
        eq(liveCard.caseNo, caseNo),
        sql`${liveCard.version} <= ${version}`,
      ),
    )
}

/** Live cards that do not show yet what they are to show: whoever was to write it could not. */
export async function liveBehind(db: Db, platforms: readonly string[], limit: number): Promise<LivePlace[]> {
  return db
    .select({ platform: liveCard.platform, place: liveCard.place, caseNo: liveCard.caseNo })
    .from(liveCard)
    .where(
      and(
        inArray(liveCard.platform, [...platforms]),
        ne(liveCard.shownVersion, liveCard.version),
        or(isNull(liveCard.leaseUntil), lt(liveCard.leaseUntil, sql`now()`)),
      ),
    )
    .limit(limit)
}

/** What a card is to show that nobody has worded yet. */
type Compose = (destination: Destination) => Promise<Card>

/** A live card that can be changed no longer is sent anew, as what it was to show. */
export async function sendAnew(db: Db, where: LivePlace, compose: Compose): Promise<void> {
  await db.transaction(async tx => {
    const [gone] = await tx.delete(liveCard).where(at(where)).returning()
    if (!gone) return
    const payload = gone.card ?? (await compose(gone.destination as Destination))
    await tx
      .insert(outbox)
      .values({
        dedupeKey: `live:${gone.platform}:${gone.messageId}:${gone.version}`,
        platform: gone.platform,
        destination: gone.destination,
        kind: 'card',
        payload,
        focus: { caseNo: gone.caseNo },
        about: { caseNo: gone.caseNo, version: gone.version },
        state: 'pending',
      })
      .onConflictDoNothing()
  })
}

/** There is no live card any more: the message is gone, or can be edited no longer. */
export async function forgetLive(db: Db, where: LivePlace, messageId: string): Promise<void> {
  await db.delete(liveCard).where(and(at(where), eq(liveCard.messageId, messageId)))
}

/**
 * Writes to the platform what the live card is to show, until nothing newer is wanted. One writer at a time: whoever
 * finds another at it leaves it to them, because they look again when they are done. What `write` throws is thrown.
 */
export async function pushLive(
  db: Db,
  where: LivePlace,
  { compose, write }: { compose: Compose; write(messageId: string, card: Card): Promise<void> },
): Promise<void> {
  for (;;) {
    const [taken] = await rowsOf<{
      message_id: string
      version: number
      card: Card | null
      destination: Destination
    }>(
      db,
      sql`update live_card set lease_until = now() + ${LEASE}
        where platform = ${where.platform} and place = ${where.place} and case_no = ${where.caseNo}
          and shown_version <> version and (lease_until is null or lease_until < now())
        returning message_id, version, card, destination`,
    )
    if (!taken) return
    try {
      await write(taken.message_id, taken.card ?? (await compose(taken.destination)))
    } catch (error) {
      await db.update(liveCard).set({ leaseUntil: null }).where(at(where))
      throw error
    }
    // A click may have written meanwhile: then what is shown is not known, and is written once more.
    await db
      .update(liveCard)
      .set({ leaseUntil: null, shownVersion: taken.version })
      .where(and(at(where), eq(liveCard.messageId, taken.message_id)))
  }
}
