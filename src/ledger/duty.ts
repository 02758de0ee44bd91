import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { queueNotices } from '../../db/notice.ts'
import { duty, person, roleGrant } from '../../db/schema/index.ts'
import { dayOf, timeOf } from '../lib/time.ts'
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
