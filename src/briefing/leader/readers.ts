import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { lastMoment, type Rhythm } from '../../lib/rhythm.ts'
import { dayOf } from '../../lib/time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../../lib/working-days.ts'

/** Of whoever has not chosen: when notices begin to go out. */
const USUAL: Rhythm = { every: 'workday', at: '08:30' }

/**
 * Leaders whose moment has come today: by the rhythm they chose for briefings (简报), or for all pushes. One that falls
 * on a day off is the next working day's; of a pause and before anything was chosen nothing is made up for.
 */
export async function briefingReaders(db: Db, calendar: WorkCalendar, now: Date): Promise<string[]> {
  const today = dayOf(now)
  if (!isWorkday(calendar, today)) return []
  const rows = await rowsOf<{ personId: string; rhythm: Rhythm | null; chosenAt: string | null }>(
    db,
    sql`select distinct g.person_id as "personId", s.rhythm, to_jsonb(s.set_at) as "chosenAt"
      from role_grant g
      left join push_hours h on h.reader = 'person:' || g.person_id
      left join lateral (
        select is_off, rhythm, set_at from subscription where reader = 'person:' || g.person_id and topic in ('简报', '*')
        order by topic = '*' limit 1) s on true
      where g.role = 'leader' and s.is_off is not true
        and (${today}::date between h.paused_from and h.paused_to) is not true
      order by g.person_id`,
  )
  return rows
    .filter(({ rhythm, chosenAt }) => {
      const moment = lastMoment(rhythm ?? USUAL, calendar, now)
      const day = dayOf(moment)
      const toldOn = isWorkday(calendar, day) ? day : addWorkdays(calendar, day, 1).day
      return toldOn === today && (rhythm === null || chosenAt === null || moment > new Date(chosenAt))
    })
    .map(({ personId }) => personId)
}
