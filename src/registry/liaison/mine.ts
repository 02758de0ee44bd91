import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { COUNTS } from './visits.ts'

/** An enterprise somebody looks after, and how it stands. */
export interface LookedAfter {
  uscc: string
  name: string
  unit: string | null
  isDemo: boolean
  /** The last visit by anybody at which somebody was met. */
  visitedOn: Day | null
  /** Cases that are not over, and those of them past their due day. */
  openCases: number
  overdueCases: number
  /** Risk signals nobody has settled. */
  signals: number
  /** On which 名录 and 库 it is today. */
  rosters: string[]
}

/** How enterprises stand, those with trouble first, then the longest unvisited. */
export const lookedAfter = (db: Db, usccs: readonly string[], now: Date): Promise<LookedAfter[]> => {
  const today = dayOf(now)
  if (usccs.length === 0) return Promise.resolve([])
  return rowsOf(
    db,
    sql`select e.uscc, e.short_name as name, u.name as unit, e.is_demo as "isDemo",
        (select max(v.visited_on)::text from visit v where v.uscc = e.uscc and ${COUNTS} and v.outcome <> '联系不上')
          as "visitedOn",
        coalesce(c.open, 0)::int as "openCases", coalesce(c.overdue, 0)::int as "overdueCases",
        (select count(*)::int from risk_signal r where r.uscc = e.uscc and r.settled_at is null) as signals,
        coalesce((select json_agg(distinct m.roster order by m.roster) from roster_member m where m.uscc = e.uscc
          and (m.year = ${Number(today.slice(0, 4))} or m.roster not in ('倍增名录', '县倍增名录'))
          and coalesce(m.from_on, make_date(m.year, 1, 1)) <= ${today}::date
          and (m.to_on is null or m.to_on > ${today}::date)), '[]'::json) as rosters
      from enterprise e
      left join unit u on u.id = coalesce(e.assess_unit_id, e.region_code)
      left join lateral (
        select count(*) as open, count(*) filter (where state in ('assigned', 'handling') and due_on < ${today}::date)
          as overdue
        from case_file where uscc = e.uscc and state not in ('closed', 'declined', 'withdrawn')
      ) c on true
      where e.uscc in ${[...usccs]}
      order by coalesce(c.overdue, 0) desc, signals desc, "visitedOn" nulls first, e.uscc`,
  )
}
