import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type Notice, queueNotices } from '../../../db/notice.ts'
import { roleGrant } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'
import type { Role } from '../../people/roles.ts'
import { unitNames } from '../names.ts'
import { OFFICE } from '../notify.ts'
import { factsByNumber } from './digests.ts'

/** A case that has just turned red. */
export interface Reddened {
  no: string
  unitId: string
  dueOn: Day
}

/** Cases a card carries; its total is of all. */
const CARRIED = 10

/**
 * Tells the leaders (分管领导) of the units what has now been overdue for long, and copies it to the office, which also
 * hears of which units nobody is known to tell. Says how many leaders were told.
 */
export async function tellLeaders(
  db: Db,
  calendar: WorkCalendar,
  now: Date,
  red: readonly Reddened[],
): Promise<number> {
  if (red.length === 0) return 0
  const inOrder = [...red].sort((a, b) =>
    a.dueOn === b.dueOn ? (a.no < b.no ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1,
  )
  const chiefs = await db
    .select({ personId: roleGrant.personId, unitId: roleGrant.scopeId })
    .from(roleGrant)
    .where(eq(roleGrant.role, 'chief' satisfies Role))
    .orderBy(asc(roleGrant.id))
  const led = groupBy(chiefs, ({ personId }) => personId)
  const toChiefs = [...led].flatMap(([personId, grants]) => {
    const units = new Set(grants.map(({ unitId }) => unitId))
    const own = inOrder.filter(({ unitId }) => units.has(unitId))
    return own.length > 0 ? [{ to: `person:${personId}` as const, cases: own }] : []
  })
  const known = new Set(chiefs.map(({ unitId }) => unitId))
  const unknown = [...new Set(inOrder.map(({ unitId }) => unitId))].filter(id => !known.has(id)).sort()
  const leaderless = await unitNames(db, unknown)
  const messages = [...toChiefs, { to: OFFICE, cases: inOrder }]
  const carried = messages.flatMap(({ cases }) => cases.slice(0, CARRIED).map(({ no }) => no))
  const facts = await factsByNumber(db, [...new Set(carried)], calendar, now)
  const notices = messages.map(({ to, cases }): Notice => {
    const isCopy = to === OFFICE
    const worst = cases.slice(0, CARRIED).flatMap(({ no }) => facts.get(no) ?? [])
    return {
      kind: 'case.overdue',
      to,
      // A case turns red once by an event of its own, so its version makes a reason to speak that never comes again.
      key: `overdue:${to}:${worst[0]?.no}:${worst[0]?.version}`,
      data: {
        day: dayOf(now),
        isCopy,
        total: cases.length,
        cases: worst,
        leaderless: isCopy ? leaderless : [],
      },
    }
  })
  await queueNotices(db, notices)
  return toChiefs.length
}
