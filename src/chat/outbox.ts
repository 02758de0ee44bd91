import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { outbox } from '../../db/schema/index.ts'
import type { Day } from '../lib/time.ts'
import type { Focus } from './command.ts'
import type { Answer, Destination } from './delivery.ts'
import type { About } from './live.ts'

/** How long a sender may take over one message before it counts as lost. */
const LEASE = sql`interval '60 seconds'`

/** A message to be sent, leased to this process. */
export interface OutboxRow {
  id: number
  platform: string | null
  destination: Destination | null
  address: string | null
  kind: string
  payload: unknown
  /** The case it shows, and as of which event. */
  about: About | null
  attempts: number
  /** Idempotency key for the platform: the same at each try, at most 50 characters. */
  key: string
  /** ms since the first try; how far the platform still remembers the key. */
  triedForMs: number
  /** 抄送: somebody wanted it who is not whom it is for. */
  isCopy: boolean
  /** 代通知: meant for a unit that is not there yet, told to the office. */
  isStandIn: boolean
  /** Found in the hands of a process that died: it may have been delivered. */
  isRetake: boolean
}

const columns = sql`id, platform, destination, address, kind, payload, about, attempts, dedupe_key, created_at,
  coalesce(extract(epoch from now() - first_tried_at) * 1000, 0)::float8 as tried_for_ms`

interface RawRow {
  id: string | number
  platform: string | null
  destination: Destination | null
  address: string | null
  kind: string
  payload: unknown
  about: About | null
  attempts: number
  dedupe_key: string
  created_at: Date | string
  tried_for_ms: number
  was_sending?: boolean
}

function toRow(raw: RawRow): OutboxRow {
  const seed = `${raw.id}:${raw.dedupe_key}:${new Date(raw.created_at).getTime()}`
  return {
    id: Number(raw.id),
    platform: raw.platform,
    destination: raw.destination,
    address: raw.address,
    kind: raw.kind,
    payload: raw.payload,
    about: raw.about,
    attempts: raw.attempts,
    key: createHash('sha256').update(seed).digest('hex').slice(0, 40),
    triedForMs: raw.tried_for_ms,
    isCopy: raw.dedupe_key.startsWith('copy:'),
    isStandIn: raw.dedupe_key.startsWith('stand-in:'),
    isRetake: raw.was_sending ?? false,
  }
}

/**
 * Writes the answers of one message in its transaction. With `lease` they are marked as being sent by this process,
 * which sends them right after the commit; otherwise they wait for `claimOutbox`.
 */
export async function queueAnswers(
  db: Db,
  answers: readonly Answer[],
  cause: { id: number; platform: string },
  lease: boolean,
): Promise<OutboxRow[]> {
  if (answers.length === 0) return []
  const said = answers.flatMap(({ destination, card, focus, file, about }) => [
    { kind: 'card', destination, payload: card, focus, about },
    ...(file ? [{ kind: 'file', destination, payload: file, focus: undefined, about: undefined }] : []),
  ])
  const values = said.map(({ kind, destination, payload, focus, about }, n) => {
    const json = (value: unknown) => (value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`)
    return sql`(${`answer:${cause.id}:${n}`}, ${cause.id}, ${cause.platform}, ${json(destination)}, ${kind},
      ${json(payload)}, ${json(focus)}, ${json(about)}, ${lease ? 'sending' : 'pending'}, ${lease ? 1 : 0},
      ${lease ? sql`now() + ${LEASE}` : sql`null`}, ${lease ? sql`now()` : sql`null`})`
  })
  const rows = await rowsOf<RawRow>(
    db,
    sql`insert into outbox (dedupe_key, cause_id, platform, destination, kind, payload, focus, about, state, attempts,
      lease_until, first_tried_at) values ${sql.join(values, sql`, `)} returning ${columns}`,
  )
  return rows.map(toRow)
}

/** Takes rows that are due, or were in the hands of a process that died, oldest first. */
export async function claimOutbox(db: Db, platforms: readonly string[], limit: number): Promise<OutboxRow[]> {
  if (platforms.length === 0) return []
  const names = sql.join(
    platforms.map(name => sql`${name}`),
    sql`, `,
  )
  const rows = await rowsOf<RawRow>(
    db,
    sql`
    with due as (
      select id, state = 'sending' as was_sending from outbox
      where state in ('pending', 'sending') and (platform is null or platform in (${names}))
        and (not_before is null or not_before <= now()) and (lease_until is null or lease_until < now())
      order by id limit ${limit} for update skip locked
    ), taken as (
      update outbox set state = 'sending', attempts = attempts + 1, lease_until = now() + ${LEASE},
        first_tried_at = coalesce(first_tried_at, now())
      where id in (select id from due) returning ${columns}
    )
    select taken.*, due.was_sending from taken join due using (id) order by id`,
  )
  return rows.map(toRow)
}

/** A row that was delivered, and where. */
export interface Delivered {
  id: number
  platform: string
  destination: Destination
  messageId: string
}

/** Marks rows as sent, many in one statement. */
export async function markSent(db: Db, delivered: readonly Delivered[]): Promise<void> {
  if (delivered.length === 0) return
  const values = delivered.map(
    row =>
      sql`(${row.id}::bigint, ${row.platform}::text, ${JSON.stringify(row.destination)}::jsonb, ${row.messageId}::text)`,
  )
  await db.execute(sql`
    update outbox set state = 'sent', sent_at = now(), lease_until = null, last_error = null,
      platform = done.platform, destination = done.destination, platform_message_id = done.message_id
    from (values ${sql.join(values, sql`, `)}) as done (id, platform, destination, message_id)
    where outbox.id = done.id`)
}

/** Not to be sent: something newer was shown, or its reader does not want it. */
export async function skip(db: Db, id: number, why: string): Promise<void> {
  await db.update(outbox).set({ state: 'skipped', leaseUntil: null, lastError: why }).where(sql`id = ${id}`)
}

/** To be told together with others; `now` is the moment by the clock people live by. */
export async function keepForLater(db: Db, id: number, why: string, now: Date): Promise<void> {
  const set = { state: 'gathered' as const, leaseUntil: null, lastError: why, gatheredAt: now }
  await db.update(outbox).set(set).where(sql`id = ${id}`)
}

/**
 * Counts a message among those its reader is sent on a day; false when it is one too many. One that was counted that
 * day is not counted again. Whoever counts for the same reader at the same time waits.
 */
export async function countIn(db: Db, { id, address }: OutboxRow, day: Day, most: number): Promise<boolean> {
  return db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('daily'), hashtext(${address ?? ''}))`)
    const [row] = await rowsOf<{ n: number }>(
      tx as Db,
      sql`select count(*)::int as n from outbox where address = ${address} and counted_on = ${day}::date and id <> ${id}`,
    )
    if ((row?.n ?? 0) >= most) return false
    await tx.update(outbox).set({ countedOn: day }).where(sql`id = ${id}`)
    return true
  })
}

const CLOSED = '非工作时间，等到上班再发'

/** Puts a notice back until people are at work; it was not a try. */
export async function waitForHours(db: Db, id: number, delayMs: number): Promise<void> {
  await db.execute(sql`
    update outbox set state = 'pending', lease_until = null, last_error = ${CLOSED}, attempts = greatest(attempts - 1, 0),
      first_tried_at = null, not_before = now() + ${`${Math.round(delayMs)} milliseconds`}::interval where id = ${id}`)
}

/** The clock has been moved: what waited for people to be at work is looked at again. */
export async function wakeWaiting(db: Db): Promise<void> {
  await db.execute(
    sql`update outbox set not_before = null where state = 'pending' and last_error = ${CLOSED}`,
  )
}

/** Puts a row back to be tried again later. */
export async function putBack(db: Db, id: number, delayMs: number, error: string): Promise<void> {
  await db.execute(sql`
    update outbox set state = 'pending', lease_until = null, last_error = ${error},
      not_before = now() + ${`${Math.round(delayMs)} milliseconds`}::interval where id = ${id}`)
}

/** 代通知: what a unit is to do that nobody speaks for yet is told to the office instead. */
export async function tellOffice(db: Db, id: number): Promise<void> {
  await db.transaction(async tx => {
    await tx.execute(sql`
      insert into outbox (dedupe_key, address, kind, payload, state)
      select 'stand-in:' || id, 'unit:office', kind, payload, 'pending' from outbox where id = ${id}
      on conflict (dedupe_key) do nothing`)
    await skip(tx as Db, id, '责任单位没有接入，已请领导小组办公室代为通知')
  })
}

/** Gives a row up: `dead` cannot be delivered, `uncertain` may have been and a person decides. */
export async function giveUp(db: Db, id: number, state: 'dead' | 'uncertain', error: string): Promise<void> {
  await db.update(outbox).set({ state, leaseUntil: null, lastError: error }).where(sql`id = ${id}`)
}

/** One message as `say --json` and the tests show it. */
export interface QueuedMessage {
  to: string
  kind: string
  payload: unknown
  focus: Focus | null
}

/** Everything one message caused to be said, in order. */
export async function causedBy(db: Db, causeId: number): Promise<QueuedMessage[]> {
  const rows = await rowsOf<RawRow & { focus: Focus | null }>(
    db,
    sql`select ${columns}, focus from outbox where cause_id = ${causeId} order by id`,
  )
  return rows.map(row => ({
    to: row.address ?? describe(row.destination),
    kind: row.kind,
    payload: row.payload,
    focus: row.focus,
  }))
}

function describe(destination: Destination | null): string {
  switch (destination?.to) {
    case 'person':
      return `open:${destination.openId}`
    case 'chat':
    case 'reply':
      return `chat:${destination.chatId}`
    case 'card':
      return `card:${destination.messageId}`
    case undefined:
      return 'nobody'
  }
}
