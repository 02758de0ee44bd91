import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { DigestCounts, Owed } from '../../../db/notice.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'
import { daysTable, latestDue } from './days.ts'
import { owedUntil } from './owed.ts'

/** Working days ahead at which the ladder begins. */
const AHEAD = 3
/** Lines a digest carries; its counts are of all. */
const CARRIED = 10
/** What is told of before it is over; of the rest only that it is overdue. */
const TOLD_AHEAD = sql.raw(
  (['finish', 'help', 'answer', 'report'] satisfies Owed[]).map(one => `'${one}'`).join(),
)

/** A line newly to be said to a unit. */
interface NewLine {
  owed: Owed
  caseNo: string
  dueOn: Day
  left: number
  words: string | null
  rung: string
}

/** What is newly to be said to one unit: `counts` of all, `lines` the most pressing of each nearness in turn. */
export interface News {
  unitId: string
  counts: DigestCounts
  lines: NewLine[]
}

/**
 * The rungs of the ladder by working days left: three days ahead, one day ahead, the day itself, and after it every
 * working day, since what is said of it is then no longer the same. A rung that was passed over, because there was no
 * run or the term was shorter, is made up for by the next one reached.
 */
const RUNG: SQL = sql`case when days_left < 0 then '+' || -days_left when days_left = 0 then 'T'
  when days_left = 1 then 'T-1' else 'T-3' end`

/**
 * Climbs every rung that has been reached and tells by unit what is new: each rung once per case, round and due day,
 * however often and by however many it is asked. All in one statement, whatever the number of cases.
 */
export async function climbLadders(db: Db, calendar: WorkCalendar, now: Date): Promise<News[]> {
  const day = dayOf(now)
  const [oldest] = await rowsOf<{ day: Day | null }>(
    db,
    sql`select to_char(min(filed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from case_file`,
  )
  if (!oldest?.day) return []
  const [from = day] = [oldest.day, day].sort()
  const horizon = latestDue(calendar, day, AHEAD)
  const rows = await rowsOf<Row>(
    db,
    sql`with days as materialized (${daysTable(calendar, from, horizon)}),
    ${owedUntil(horizon)},
    reached as (
      select owed.*, case when due_on < ${day}::date then least(-1, days.n - today.n) else days.n - today.n end as days_left
      from owed join days on days.day = greatest(due_on, ${from}::date) cross join days as today
      where today.day = ${day}::date
    ),
    rungs as materialized (
      select *, owed || ':' || part || ${RUNG} as rung from reached where days_left < 0 or owed in (${TOLD_AHEAD})
    ),
    climbed as (
      insert into case_reminder (case_no, round, due_on, rung, at)
      select case_no, round, due_on, rung, ${now.toISOString()}::timestamptz from rungs order by case_no, rung
      on conflict do nothing returning case_no, round, due_on, rung
    ),
    ranked as (
      select rungs.*, row_number() over (
        partition by unit_id, least(greatest(days_left, -1), 2) order by days_left, case_no, rung) as rank
      from rungs join climbed using (case_no, round, due_on, rung)
    ),
    placed as (
      select *, row_number() over (partition by unit_id order by rank, days_left, case_no, rung) as place from ranked
    )
    select unit_id, count(*) filter (where days_left < 0)::int as overdue,
      count(*) filter (where days_left = 0)::int as today, count(*) filter (where days_left = 1)::int as tomorrow,
      count(*) filter (where days_left > 1)::int as soon,
      json_agg(json_build_object('owed', owed, 'caseNo', case_no, 'dueOn', due_on, 'left', days_left, 'words', words,
        'rung', rung) order by days_left, case_no, rung) filter (where place <= ${CARRIED}) as lines
    from placed group by unit_id order by unit_id`,
  )
  return rows.map(({ unit_id, lines, ...counts }) => ({ unitId: unit_id, counts, lines }))
}

interface Row extends DigestCounts {
  unit_id: string
  lines: NewLine[]
}
