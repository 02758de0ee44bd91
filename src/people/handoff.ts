import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { handoff, person } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, timeOf } from '../lib/time.ts'
import { requirePerson, type Speaker } from './roles.ts'

/** 转人工 as it was handed in. */
interface Call {
  platform: string
  openId: string
  who: string
  phone: string | null
  about: string
}

/** Puts before the office that somebody wants to be called. Said again while nobody took it, it changes nothing; answers its number. */
export async function askForPerson(
  db: Db,
  call: Call,
  { now, causeId }: { now: Date; causeId: number | null },
): Promise<number> {
  const { platform, openId, who, phone, about } = call
  const same = and(
    eq(handoff.platform, platform),
    eq(handoff.openId, openId),
    eq(handoff.about, about),
    isNull(handoff.takenBy),
  )
  const [open] = await db.select({ id: handoff.id }).from(handoff).where(same)
  if (open) return open.id
  const [row] = await db
    .insert(handoff)
    .values({ ...call, askedAt: now })
    .returning({ id: handoff.id })
  if (!row) throw new Error('the call for a person was not stored')
  const at = `${dayOf(now)} ${timeOf(now)}`
  const data = { id: row.id, who, phone, about, at }
  await queueNotices(
    db,
    [{ kind: 'handoff.asked', to: 'unit:office', key: `handoff.asked:${row.id}`, data }],
    causeId,
  )
  return row.id
}

/** Somebody of the office says they will call; whoever asked hears who. Only the first takes it. */
export async function takeCall(
  db: Db,
  id: number,
  {
    speaker,
    phone,
    now,
    causeId,
  }: { speaker: Speaker; phone: string | null; now: Date; causeId: number | null },
): Promise<{ who: string; phone: string | null; about: string; askedAt: Date }> {
  const by = requirePerson(speaker)
  const [taken] = await db
    .update(handoff)
    .set({ takenBy: by.id, takenAt: now })
    .where(and(eq(handoff.id, id), isNull(handoff.takenBy)))
    .returning()
  if (!taken) throw new Refusal(await whoTook(db, id))
  await queueNotices(
    db,
    [
      {
        kind: 'handoff.taken',
        to: `open:${taken.platform}:${taken.openId}`,
        key: `handoff.taken:${id}`,
        data: { by: by.name, phone, about: taken.about },
      },
    ],
    causeId,
  )
  return taken
}

/** Takes it back; false when somebody took it already. */
export async function dropCall(db: Db, id: number): Promise<boolean> {
  const dropped = await db
    .delete(handoff)
    .where(and(eq(handoff.id, id), isNull(handoff.takenBy)))
    .returning({ id: handoff.id })
  return dropped.length > 0
}

async function whoTook(db: Db, id: number): Promise<string> {
  const [found] = await db
    .select({ name: person.name })
    .from(handoff)
    .innerJoin(person, eq(person.id, handoff.takenBy))
    .where(eq(handoff.id, id))
  return found ? `${found.name}已经接了，不用再联系。` : '没有找到这一条，可能已经处理过了。'
}

/** Calls nobody took yet, oldest first. */
export const waitingCalls = (db: Db): Promise<{ id: number; who: string; about: string }[]> =>
  db
    .select({ id: handoff.id, who: handoff.who, about: handoff.about })
    .from(handoff)
    .where(isNull(handoff.takenBy))
    .orderBy(handoff.id)
