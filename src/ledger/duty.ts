import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { duty, person, roleGrant } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { addDays, type Day, dayOf, daysBetween, isDay, timeOf } from '../lib/time.ts'
import { hasRole } from '../people/may.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'

/** Somebody to be told in an emergency. */
export interface OnDuty {
  id: string
  name: string
  phone: string | null
}

/** Whoever is on duty today; with nobody on the list, all of the office. */
export async function onDuty({ db, now }: Pick<Act, 'db' | 'now'>): Promise<OnDuty[]> {
  const today = dayOf(now)
  const listed = await db
    .select({ id: person.id, name: person.name, phone: duty.phone })
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .where(and(lte(duty.from, today), gte(duty.to, today)))
    .orderBy(asc(duty.id))
  if (listed.length > 0) return listed
  const office = await db
    .selectDistinct({ id: person.id, name: person.name })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(eq(roleGrant.role, 'office'))
    .orderBy(asc(person.id))
  return office.map(one => ({ ...one, phone: null }))
}

/** A line of the 值班表. */
export interface DutyLine extends OnDuty {
  line: number
  from: Day
  to: Day
}

/** Who is on duty from a day on, in order. */
export async function dutyFrom(db: Db, day: Day): Promise<DutyLine[]> {
  return db
    .select({
      line: duty.id,
      id: person.id,
      name: person.name,
      phone: duty.phone,
      from: duty.from,
      to: duty.to,
    })
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .where(gte(duty.to, day))
    .orderBy(asc(duty.from), asc(duty.id))
}

/** Officials who can be put on the list, by name. */
export async function dutyPeople(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .selectDistinct({ id: person.id, name: person.name })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(inArray(roleGrant.role, ['office', 'leader', 'department', 'county', 'utility']))
    .orderBy(asc(person.name), asc(person.id))
}

/** The longest a person may be put on duty at once, in days. */
const LONGEST = 31

/** 排班: puts somebody on duty from a day to a day. Throws `Refusal` when the actor may not, or the days are not days. */
export async function setDuty(
  { db, now, actor }: Act,
  { personId, from, to, phone }: { personId: string; from: Day; to: Day; phone: string | null },
): Promise<void> {
  if (!hasRole(actor, 'office')) throw new Refusal('值班表由领导小组办公室排；要换班请告诉办公室。')
  if (!isDay(from) || !isDay(to) || to < from || from < dayOf(now))
    throw new Refusal('值班从哪天到哪天要写清楚，从今天或以后开始，例如 11月20日到11月22日。')
  if (daysBetween(from, to) >= LONGEST) throw new Refusal(`一次最多排 ${LONGEST} 天，请分开排。`)
  if (phone !== null && !/^\d[\d-]{5,19}$/.test(phone))
    throw new Refusal('值班电话只写数字和短横线，例如 0734-8888888 或 13800000000。')
  const known = await dutyPeople(db)
  if (!known.some(({ id }) => id === personId)) throw new Refusal('没有找到这位值班人员，请从名单里选。')
  await db.insert(duty).values({ personId, from, to, phone, setBy: actorId(actor) })
}

/** 撤销排班: what is over stays on the list, what is to come goes. */
export async function endDuty({ db, now, actor }: Act, line: number): Promise<void> {
  if (!hasRole(actor, 'office')) throw new Refusal('值班表由领导小组办公室排；要换班请告诉办公室。')
  const today = dayOf(now)
  await db.delete(duty).where(and(eq(duty.id, line), gte(duty.from, today)))
  await db
    .update(duty)
    .set({ to: addDays(today, -1) })
    .where(and(eq(duty.id, line), gte(duty.to, today)))
}

/** Minutes within which the same person saying it again alerts nobody twice. */
const ALERT_MINUTES = 10

/** Tells everybody on duty that somebody says people are in danger; answers whom. `from` is the sender's open id. */
export async function alertDuty(
  { db, now, causeId }: Pick<Act, 'db' | 'now' | 'causeId'>,
  { said, by, enterprise, from }: { said: string; by: string; enterprise: string | null; from: string },
): Promise<OnDuty[]> {
  const people = await onDuty({ db, now })
  const slot = Math.floor(now.getTime() / (ALERT_MINUTES * 60_000))
  const data = { said: said.slice(0, 200), by, enterprise, at: `${dayOf(now)} ${timeOf(now)}` }
  const to = people.length > 0 ? people.map(({ id }) => `person:${id}` as const) : (['unit:office'] as const)
  await queueNotices(
    db,
    to.map(address => ({
      kind: 'emergency' as const,
      to: address,
      key: `emergency:${from}:${slot}:${address}`,
      data,
    })),
    causeId,
  )
  return people
}
