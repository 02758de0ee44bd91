import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
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
