import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type BriefingRhythm, briefingHour, roleGrant } from '../../../db/schema/index.ts'
import { type Day, weekdayOf } from '../../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../../lib/working-days.ts'

/** Of whoever has not chosen: when notices begin to go out. */
const USUAL: BriefingRhythm = { every: 'workday', at: '08:30' }

/** Somebody to be briefed on a day, and from what time on. */
export interface BriefingReader {
  personId: string
  rhythm: BriefingRhythm
}

/** Leaders whose day it is, by the hour each has chosen. */
export async function briefingReaders(db: Db, day: Day, calendar: WorkCalendar): Promise<BriefingReader[]> {
  const rows = await db
    .selectDistinct({ personId: roleGrant.personId, rhythm: briefingHour.rhythm })
    .from(roleGrant)
    .leftJoin(briefingHour, eq(briefingHour.personId, roleGrant.personId))
    .where(eq(roleGrant.role, 'leader'))
    .orderBy(roleGrant.personId)
  return rows
    .map(({ personId, rhythm }) => ({ personId, rhythm: rhythm ?? USUAL }))
    .filter(({ rhythm }) =>
      rhythm.every === 'week' ? weekdayOf(day) === rhythm.on : isWorkday(calendar, day),
    )
}
