import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Notice, queueNotices } from '../../../db/notice.ts'
import { groupBy } from '../../lib/group.ts'
import { addDays, addMonths, type Day, dayOf } from '../../lib/time.ts'
import { countWorkdays, isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { liaisonsOn } from '../../people/delegated.ts'
import { COUNTS } from './visits.ts'

/** An enterprise nobody has visited yet this month. */
export interface Unvisited {
  uscc: string
  name: string
  /** The last visit before, at which somebody was met. */
  lastOn: Day | null
}

/** 联点走访每月一次 (常态化; the month is our reading): of some enterprises those not visited yet in the month of a day. */
export const unvisited = (db: Db, usccs: readonly string[], on: Day): Promise<Unvisited[]> =>
  usccs.length === 0
    ? Promise.resolve([])
    : rowsOf(
        db,
        sql`select e.uscc, e.short_name as name, max(v.visited_on)::text as "lastOn" from enterprise e
          left join visit v on v.uscc = e.uscc and ${COUNTS} and v.outcome <> '联系不上' and v.visited_on <= ${on}::date
          where e.uscc in ${[...usccs]}
          group by e.uscc having coalesce(max(v.visited_on), '-infinity') < ${`${on.slice(0, 7)}-01`}::date
          order by max(v.visited_on) nulls first, e.uscc`,
      )

/** Working days before the end of a month at which liaisons are told. */
const RUNGS = [7, 2] as const
/** Firms a card names; its total is of all. */
const NAMED = 15

/** The last day of the month of a day. */
const monthEnd = (day: Day): Day => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1)

/**
 * 走访提醒: seven and two working days before the month ends every liaison, or whoever stands in for them, hears which of
 * their enterprises nobody has visited yet. Null on other days.
 */
export async function remindVisits(
  db: Db,
  now: Date,
  calendar: WorkCalendar,
): Promise<{ liaisons: number; firms: number } | null> {
  const today = dayOf(now)
  const left = countWorkdays(calendar, today, monthEnd(today))
  if (!isWorkday(calendar, today) || !RUNGS.some(rung => rung === left)) return null
  const firms = await rowsOf<{ uscc: string }>(
    db,
    sql`select distinct scope_id as uscc from role_grant where role = 'liaison'`,
  )
  const due = await unvisited(
    db,
    firms.map(({ uscc }) => uscc),
    today,
  )
  const byCode = new Map(due.map(one => [one.uscc, one]))
  const told = groupBy(await liaisonsOn(db, [...byCode.keys()], today), ({ personId }) => personId)
  const month = today.slice(0, 7)
  const notices = [...told].map(([personId, theirs]): Notice => {
    const named = theirs.flatMap(({ uscc }) => byCode.get(uscc) ?? [])
    return {
      kind: 'visit.due',
      to: `person:${personId}`,
      key: `visit.due:${month}:${left}:${personId}`,
      data: { month, total: named.length, firms: named.slice(0, NAMED), left },
    }
  })
  await queueNotices(db, notices)
  return { liaisons: notices.length, firms: due.length }
}
