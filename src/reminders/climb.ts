import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { DutyLine, DutySource } from '../../db/notice.ts'
import { daysTable } from '../ledger/clock/days.ts'
import { addDays, type Day, dayOf } from '../lib/time.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { REACHABLE } from './address.ts'
import { farthest, GIVEN_UP_AFTER, rungAt } from './ladder.ts'
import { owedBy } from './owed.ts'
import type { Moment, Source } from './source.ts'

/** Lines a digest carries of one source; its counts are of all. */
const CARRIED = 8

/** What is newly to be said to a reader of one source, the most pressing first. */
export interface News {
  reader: string
  source: DutySource
  total: number
  overdue: number
  /** Of the first line, which is said once: a reason to speak that never comes again. */
  key: string
  lines: DutyLine[]
}

/**
 * Climbs every rung that has been reached and tells by reader and source what is new: each rung once per thing owed,
 * reader and due day, however often and by however many it is asked. What nobody can be told goes to the office. All in
 * one statement, whatever the number of sources and things.
 */
export async function climbDuties(
  db: Db,
  sources: readonly Source[],
  { calendar, policies, now }: { calendar: WorkCalendar; policies: PolicySet; now: Date },
): Promise<News[]> {
  const day = dayOf(now)
  const from = addDays(day, -GIVEN_UP_AFTER)
  const parts = sources.flatMap(source => partOf(source, { day, calendar, policies, from }))
  if (parts.length === 0) return []
  const horizon = addDays(day, Math.max(...sources.map(({ ladder }) => farthest(ladder))))
  const rows = await rowsOf<Omit<News, 'lines'> & { lines: DutyLine[] }>(
    db,
    sql`with days as materialized (${daysTable(calendar, from, horizon)}),
    today as (select n from days where day = ${day}::date),
    reachable as materialized (${REACHABLE}),
    rungs as materialized (${sql.join(parts, sql` union all `)}),
    addressed as (
      select source, item, case when a.address is null then 'unit:office' else reader end as told, reader, due_on, what, ref, days_left, rung
      from rungs left join reachable a on a.address = rungs.reader where rung is not null
    ),
    climbed as (
      insert into duty_said (source, item, reader, due_on, rung, said_at)
      select distinct source, item, reader, due_on, rung, ${now.toISOString()}::timestamptz from addressed
      order by source, item, reader
      on conflict do nothing returning source, item, reader, due_on, rung
    ),
    placed as (
      select addressed.*, row_number() over (partition by told, source order by days_left, item) as place
      from addressed join climbed using (source, item, reader, due_on, rung)
    )
    select told as reader, source, count(*)::int as total, count(*) filter (where days_left < 0)::int as overdue,
      min(item || ':' || due_on || ':' || rung || ':' || reader) filter (where place = 1) as key,
      json_agg(json_build_object('item', item, 'what', what, 'ref', ref, 'dueOn', due_on, 'left', days_left,
        'for', case when told <> placed.reader then placed.reader end) order by place) filter (where place <= ${CARRIED}) as lines
    from placed group by told, source order by told, min(days_left), source`,
  )
  return rows
}

/** What a source owes, with the days left and the rung reached. */
function partOf(source: Source, moment: Omit<Moment, 'until'>): SQL[] {
  const { ladder } = source
  const owed = owedBy(source, { ...moment, until: addDays(moment.day, farthest(ladder)) })
  if (!owed) return []
  const { day }: { day: Day } = moment
  const left =
    ladder.unit === 'days'
      ? sql`(o.due_on - ${day}::date)`
      : sql`(case when o.due_on < ${day}::date then least(-1, d.n - today.n) else d.n - today.n end)`
  return [
    sql`select o.*, ${left} as days_left, ${rungAt(ladder, left)} as rung
    from (${owed}) as o join days d on d.day = o.due_on cross join today`,
  ]
}
