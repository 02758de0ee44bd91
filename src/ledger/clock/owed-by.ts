import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Owed } from '../../../db/notice.ts'
import { addDays, type Day, dayOf } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'
import { daysTable } from './days.ts'
import { owedUntil } from './owed.ts'

/** Something a unit owes on a case by a day. */
export interface OwedLine {
  owed: Owed
  unitId: string
  caseNo: string
  dueOn: Day
  category: string
  enterprise: string
  /** The task of who helps, the word of a leader. */
  words: string | null
}

/** Days ahead within which what is owed is listed; a term is shorter. */
const AHEAD_DAYS = 120

/** Everything some units owe now, what is due first. */
export async function owedBy(
  db: Db,
  calendar: WorkCalendar,
  unitIds: readonly string[],
  now: Date,
): Promise<OwedLine[]> {
  if (unitIds.length === 0) return []
  const day = dayOf(now)
  const horizon = addDays(day, AHEAD_DAYS)
  const [oldest] = await rowsOf<{ day: Day | null }>(
    db,
    sql`select to_char(min(filed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from case_file`,
  )
  const [from = day] = [oldest?.day ?? day, day].sort()
  return rowsOf<OwedLine>(
    db,
    sql`with days as materialized (${daysTable(calendar, from, horizon)}),
      ${owedUntil(horizon)}
      select owed.owed, owed.unit_id as "unitId", owed.case_no as "caseNo", owed.due_on::text as "dueOn",
        c.category, e.short_name as enterprise, owed.words
      from owed join case_file c on c.no = owed.case_no join enterprise e on e.uscc = c.uscc
      where owed.unit_id in ${[...unitIds]}
      order by owed.due_on, owed.case_no, owed.owed`,
  )
}
