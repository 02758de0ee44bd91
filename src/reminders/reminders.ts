import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type Address, type Notice, queueNotices, type ReminderData } from '../../db/notice.ts'
import { person, reminder } from '../../db/schema/index.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { Refusal } from '../lib/errors.ts'
import { nextMoment, type Rhythm, sayRhythm } from '../lib/rhythm.ts'

/** A reminder as it was set. */
export type Reminder = typeof reminder.$inferSelect

/** Open reminders one person may have; more is a mistake or a nuisance. */
const MOST_OPEN = 50
/** A minute late is on time: the clock ticks once a minute. */
const ON_TIME_MS = 2 * 60_000

export interface NewReminder {
  setBy: string
  readers: readonly Address[]
  words: string
  at: Date
  rhythm: Rhythm | null
}

/** @throws {Refusal} when it is for a moment that has passed, has no words, or there are too many */
export async function setReminder(db: Db, given: NewReminder, now: Date): Promise<Reminder> {
  const { setBy, readers, words, at, rhythm } = given
  if (words.trim() === '') throw new Refusal('请说明要提醒什么，例如“提醒我明天上午9点去金翼有色”。')
  if (at <= now) throw new Refusal('这个时间已经过了，没有设提醒。请换一个以后的时间。')
  const open = await db.$count(reminder, and(eq(reminder.setBy, setBy), eq(reminder.state, 'open')))
  if (open >= MOST_OPEN) throw new Refusal(`您已有${open}个提醒，请先取消一些，发“我有哪些提醒”可以查看。`)
  const [row] = await db
    .insert(reminder)
    .values({ setBy, readers: [...readers], words: words.trim(), at, rhythm, state: 'open', setAt: now })
    .returning()
  if (!row) throw new Error('the reminder was not stored')
  return row
}

/** Open reminders of a person, the next first. */
export const openReminders = (db: Db, setBy: string): Promise<Reminder[]> =>
  db
    .select()
    .from(reminder)
    .where(and(eq(reminder.setBy, setBy), eq(reminder.state, 'open')))
    .orderBy(asc(reminder.at), asc(reminder.id))

/** One of a person's, whether it is open or has been said; null for anybody else's. */
export async function findReminder(db: Db, id: number, setBy: string): Promise<Reminder | null> {
  const [row] = await db
    .select()
    .from(reminder)
    .where(and(eq(reminder.id, id), eq(reminder.setBy, setBy)))
  return row ?? null
}

/** What a person was last reminded of; null for nothing yet. */
export async function lastSaid(db: Db, setBy: string): Promise<Reminder | null> {
  const [row] = await db
    .select()
    .from(reminder)
    .where(and(eq(reminder.setBy, setBy), eq(reminder.state, 'said')))
    .orderBy(desc(reminder.endedAt), desc(reminder.id))
    .limit(1)
  return row ?? null
}

/** Cancels some of a person's open reminders; gives those that were open. */
export const cancelReminders = (
  db: Db,
  setBy: string,
  ids: readonly number[],
  now: Date,
): Promise<Reminder[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .update(reminder)
        .set({ state: 'cancelled', endedAt: now })
        .where(and(eq(reminder.setBy, setBy), inArray(reminder.id, [...ids]), eq(reminder.state, 'open')))
        .returning()

/**
 * Queues every reminder whose moment has come, each once, and sets what comes again for its next moment. What was missed
 * while nothing ran is said once, late. Two processes at once share the work.
 */
export async function sayDueReminders(db: Db, now: Date): Promise<number> {
  const due = await rowsOf<{ id: number }>(
    db,
    sql`select id from reminder where state = 'open' and at <= ${now.toISOString()}::timestamptz
      order by at, id for update skip locked`,
  )
  if (due.length === 0) return 0
  const calendar = await loadCalendar(db)
  const rows = await db
    .select({ row: reminder, by: person.name })
    .from(reminder)
    .leftJoin(person, eq(person.id, reminder.setBy))
    .where(
      inArray(
        reminder.id,
        due.map(({ id }) => id),
      ),
    )
    .orderBy(asc(reminder.at), asc(reminder.id))
  for (const { row, by } of rows) {
    await queueNotices(db, noticesOf(row, by, now))
    await db
      .update(reminder)
      .set(
        row.rhythm ? { at: nextMoment(row.rhythm, calendar, now) } : { state: 'said' as const, endedAt: now },
      )
      .where(eq(reminder.id, row.id))
  }
  return rows.length
}

function noticesOf(row: Reminder, by: string | null, now: Date): Notice[] {
  const late = now.getTime() - row.at.getTime()
  return row.readers.map(reader => {
    const data: ReminderData = {
      reminderId: row.id,
      words: row.words,
      by: reader === `person:${row.setBy}` ? null : by,
      at: row.at.toISOString(),
      lateMinutes: late > ON_TIME_MS ? Math.round(late / 60_000) : 0,
      again: row.rhythm && sayRhythm(row.rhythm),
    }
    return {
      kind: 'reminder',
      to: reader as Address,
      key: `reminder:${row.id}:${row.at.toISOString()}:${reader}`,
      data,
    }
  })
}

/** Says something to others now, within office hours; each once. */
export async function sendReminder(
  db: Db,
  { by, readers, words, key }: { by: string; readers: readonly Address[]; words: string; key: string },
  now: Date,
): Promise<void> {
  const data = { reminderId: 0, words, by, at: now.toISOString(), lateMinutes: 0, again: null }
  await queueNotices(
    db,
    readers.map(to => ({ kind: 'reminder.sent', to, key: `reminder.sent:${key}:${to}`, data })),
  )
}
