import { and, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { inbox } from '../../db/schema/index.ts'
import type { ActionAnswer, Incoming } from './message.ts'

/** How long a worker may take over one message before another may drive it again. */
const LEASE = sql`interval '60 seconds'`
/** A row that could not even be answered with an apology so often is given up, and stays for a person to read. */
const MAX_ATTEMPTS = 5

/** An accepted message in the hands of this process. */
export interface InboxRow {
  id: number
  /** How often it has been driven, this time included. */
  attempts: number
  incoming: Incoming
}

/** What became of an arrival. */
export type Accepted =
  /** New, and leased to the caller: handle it now. */
  | { state: 'mine'; row: InboxRow }
  /** New, but an earlier one of its lane is still open: `claim` will bring it in its turn. */
  | { state: 'queued' }
  /** Seen before; `answer` is what the click got then, if it is answered already. */
  | { state: 'repeated'; answer: ActionAnswer | null }

/** Messages of one chat (and thread) keep their order; clicks are judged one by one and wait for nobody. */
export function laneOf(incoming: Incoming): string {
  if (incoming.kind === 'action') return `${incoming.platform}:click:${incoming.eventId}`
  const thread = incoming.kind === 'message' ? (incoming.threadId ?? '') : ''
  return `${incoming.platform}:${incoming.chatId}:${thread}`
}

/**
 * Stores an arrival durably, once. A redelivery, however late and to whichever process, finds the first row.
 * `laneIsBusy`: this process is already at work in the lane, so the row must wait even if the database cannot know yet.
 */
export async function accept(db: Db, incoming: Incoming, laneIsBusy = false): Promise<Accepted> {
  const key = incoming.kind === 'message' ? incoming.messageId : incoming.eventId
  const lane = laneOf(incoming)
  const [row] = await rowsOf<{ id: string | number; mine: boolean }>(
    db,
    sql`
    insert into inbox (platform, app_id, event_key, lane, payload, state, attempts, lease_until)
    select ${incoming.platform}, ${incoming.appId}, ${key}, ${lane}, ${JSON.stringify(incoming)}::jsonb, 'new',
      case when busy then 0 else 1 end,
      case when busy then null else now() + ${LEASE} end
    from (select ${laneIsBusy} or exists (select 1 from inbox where lane = ${lane} and state = 'new') as busy) as lane_state
    on conflict (platform, app_id, event_key) do nothing
    returning id, lease_until is not null as mine`,
  )
  if (row)
    return row.mine
      ? { state: 'mine', row: { id: Number(row.id), attempts: 1, incoming } }
      : { state: 'queued' }
  const [known] = await db
    .select({ answer: inbox.answer })
    .from(inbox)
    .where(
      and(eq(inbox.platform, incoming.platform), eq(inbox.appId, incoming.appId), eq(inbox.eventKey, key)),
    )
  return { state: 'repeated', answer: (known?.answer as ActionAnswer | undefined) ?? null }
}

/** Takes up to `limit` open rows that head their lane and nobody holds, e.g. left by a crashed process. */
export async function claim(db: Db, limit: number): Promise<InboxRow[]> {
  const rows = await rowsOf<{ id: string | number; attempts: number; payload: Incoming }>(
    db,
    sql`
    update inbox set lease_until = now() + ${LEASE}, attempts = attempts + 1
    where id in (
      select id from inbox as head
      where state = 'new' and (lease_until is null or lease_until < now()) and attempts < ${MAX_ATTEMPTS}
        and not exists (
          select 1 from inbox as earlier
          where earlier.lane = head.lane and earlier.state = 'new' and earlier.id < head.id
            and earlier.attempts < ${MAX_ATTEMPTS}
        )
      order by id limit ${limit} for update skip locked
    )
    returning id, attempts, payload`,
  )
  return rows
    .map(row => ({ id: Number(row.id), attempts: row.attempts, incoming: row.payload }))
    .sort((a, b) => a.id - b.id)
}

/** What comes before its transaction may take longer than a lease: it goes on from now. */
export async function renew(db: Db, id: number): Promise<void> {
  await db.execute(sql`update inbox set lease_until = now() + ${LEASE} where id = ${id} and state = 'new'`)
}

/** Gives a row back, to be driven again after a while; those behind it in its lane wait. */
export async function putOff(db: Db, id: number, waitMs: number): Promise<void> {
  await db.execute(sql`update inbox set lease_until = now() + ${`${waitMs} milliseconds`}::interval
    where id = ${id} and state = 'new'`)
}

/** Another worker has finished a row, or is about to: this one's work on it is not wanted. */
export class Overtaken extends Error {
  override name = 'Overtaken'
}

/**
 * Holds a row for the transaction that handles it, so that of two workers driving the same row only one has an effect.
 * Throws `Overtaken`.
 */
export async function hold(db: Db, id: number): Promise<void> {
  const rows = await rowsOf(db, sql`select 1 from inbox where id = ${id} and state = 'new' for update`)
  if (rows.length === 0) throw new Overtaken(`inbox row ${id} is done`)
}

/** Marks a row as handled, in the transaction of whatever it did. */
export async function finish(db: Db, id: number, answer: ActionAnswer | null, error?: string): Promise<void> {
  await db
    .update(inbox)
    .set({ state: error ? 'failed' : 'done', leaseUntil: null, answer, ...(error && { error }) })
    .where(eq(inbox.id, id))
}
