import { and, asc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import type { Address } from '../../../db/notice.ts'
import { pushCopy, pushHours, subscription } from '../../../db/schema/index.ts'
import type { Rhythm } from '../../lib/rhythm.ts'
import type { Day } from '../../lib/time.ts'
import type { Topic } from '../notices/topic.ts'

/** Who sets something of a reader's pushes, and when. */
export interface Setting {
  db: Db
  reader: Address
  by: string
  now: Date
}

/** How a reader wants a topic, or all (`*`), from now on. */
export async function setTopic(
  { db, reader, by, now }: Setting,
  topic: Topic | '*',
  { isOff, rhythm }: { isOff: boolean; rhythm: Rhythm | null },
): Promise<void> {
  const set = { isOff, rhythm, setBy: by, setAt: now }
  // What is said of all goes for each.
  if (topic === '*') await db.delete(subscription).where(eq(subscription.reader, reader))
  await db
    .insert(subscription)
    .values({ reader, topic, ...set })
    .onConflictDoUpdate({ target: [subscription.reader, subscription.topic], set })
}

/** Everything of it comes again as it comes. */
export async function clearTopic({ db, reader }: Setting, topic: Topic | '*'): Promise<void> {
  await db
    .delete(subscription)
    .where(and(eq(subscription.reader, reader), topic === '*' ? undefined : eq(subscription.topic, topic)))
}

/** 免打扰时段; null for none. */
export async function setQuiet(
  { db, reader, by, now }: Setting,
  quiet: { from: string; to: string } | null,
): Promise<void> {
  const set = { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null, setBy: by, setAt: now }
  await db
    .insert(pushHours)
    .values({ reader, ...set })
    .onConflictDoUpdate({ target: pushHours.reader, set })
}

/** 暂停 from one day to another; null goes on. */
export async function setPause(
  { db, reader, by, now }: Setting,
  pause: { from: Day; to: Day } | null,
): Promise<void> {
  const set = { pausedFrom: pause?.from ?? null, pausedTo: pause?.to ?? null, setBy: by, setAt: now }
  await db
    .insert(pushHours)
    .values({ reader, ...set })
    .onConflictDoUpdate({ target: pushHours.reader, set })
}

/** 抄送 of a topic to somebody, of one source or of all; false when they get it already. */
export async function addCopy(
  { db, reader, by, now }: Setting,
  topic: Topic,
  source: Address | null,
): Promise<boolean> {
  const known = await db.$count(
    pushCopy,
    and(
      eq(pushCopy.reader, reader),
      eq(pushCopy.topic, topic),
      isNull(pushCopy.endedAt),
      source ? sql`(${pushCopy.source} is null or ${pushCopy.source} = ${source})` : isNull(pushCopy.source),
    ),
  )
  if (known > 0) return false
  await db.insert(pushCopy).values({ topic, source, reader, setBy: by, setAt: now })
  return true
}

/** Ends copies of a topic, or of all; says how many. */
export async function endCopies({ db, reader, now }: Setting, topic: Topic | '*'): Promise<number> {
  const ended = await db
    .update(pushCopy)
    .set({ endedAt: now })
    .where(
      and(
        eq(pushCopy.reader, reader),
        isNull(pushCopy.endedAt),
        topic === '*' ? undefined : eq(pushCopy.topic, topic),
      ),
    )
    .returning({ id: pushCopy.id })
  return ended.length
}

/** All that a reader has set. */
export async function settingsOf(db: Db, reader: Address) {
  const [hours] = await db.select().from(pushHours).where(eq(pushHours.reader, reader))
  const topics = await db
    .select()
    .from(subscription)
    .where(eq(subscription.reader, reader))
    .orderBy(asc(subscription.topic))
  const copies = await db
    .select()
    .from(pushCopy)
    .where(and(eq(pushCopy.reader, reader), isNull(pushCopy.endedAt)))
    .orderBy(asc(pushCopy.id))
  return { hours: hours ?? null, topics, copies }
}

/** What of a reader's settings is needed to have them again as they were. */
export interface KeptSettings {
  hours: Pick<typeof pushHours.$inferSelect, 'quietFrom' | 'quietTo' | 'pausedFrom' | 'pausedTo'> | null
  topics: Pick<typeof subscription.$inferSelect, 'topic' | 'isOff' | 'rhythm'>[]
  /** Copies that are sent, by id. */
  copies: number[]
}

export async function keepSettings(db: Db, reader: Address): Promise<KeptSettings> {
  const { hours, topics, copies } = await settingsOf(db, reader)
  return {
    hours: hours && {
      quietFrom: hours.quietFrom,
      quietTo: hours.quietTo,
      pausedFrom: hours.pausedFrom,
      pausedTo: hours.pausedTo,
    },
    topics: topics.map(({ topic, isOff, rhythm }) => ({ topic, isOff, rhythm })),
    copies: copies.map(({ id }) => id),
  }
}

/** Settings as they were before. */
export async function restoreSettings(
  { db, reader, by, now }: Setting,
  { hours, topics, copies }: KeptSettings,
): Promise<void> {
  const set = { reader, setBy: by, setAt: now }
  await db.delete(pushHours).where(eq(pushHours.reader, reader))
  if (hours) await db.insert(pushHours).values({ ...hours, ...set })
  await db.delete(subscription).where(eq(subscription.reader, reader))
  if (topics.length > 0) await db.insert(subscription).values(topics.map(one => ({ ...one, ...set })))
  const own = eq(pushCopy.reader, reader)
  await db
    .update(pushCopy)
    .set({ endedAt: now })
    .where(and(own, isNull(pushCopy.endedAt), notInArray(pushCopy.id, copies)))
  await db
    .update(pushCopy)
    .set({ endedAt: null })
    .where(and(own, inArray(pushCopy.id, copies)))
}
