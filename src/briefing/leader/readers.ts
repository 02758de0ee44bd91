import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { lastMoment, type Rhythm } from '../../lib/rhythm.ts'
import { dayOf } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'

/** Of whoever has not chosen: when notices begin to go out. */
const USUAL: Rhythm = { every: 'workday', at: '08:30' }

/**
 * Whose moment has come today: leaders, and officials who have subscribed to 简报, by the rhythm each has chosen for it
 * or for all pushes; who has unsubscribed is left out.
 */
export async function briefingReaders(db: Db, calendar: WorkCalendar, now: Date): Promise<string[]> {
  const rows = await rowsOf<{ personId: string; rhythm: Rhythm | null }>(
    db,
    sql`select r.person_id as "personId", s.rhythm
      from (select person_id from role_grant where role = 'leader'
        union select substr(reader, 8) from push_copy
          where topic = '简报' and source is null and ended_at is null and reader like 'person:%') r
      left join lateral (select is_off, rhythm from subscription
        where reader = 'person:' || r.person_id and topic in ('简报', '*') order by topic = '*' limit 1) s on true
      where not coalesce(s.is_off, false)
      order by r.person_id`,
  )
  return rows
    .filter(({ rhythm }) => dayOf(lastMoment(rhythm ?? USUAL, calendar, now)) === dayOf(now))
    .map(({ personId }) => personId)
}
