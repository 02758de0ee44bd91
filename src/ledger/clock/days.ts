import { type SQL, sql } from 'drizzle-orm'
import { addDays, type Day } from '../../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { OFFICE_CLOSES, workdaysLeft } from '../calendar.ts'

/**
 * The days of a span as rows of a query: `n` numbers the working days, so that the difference of two numbers is what
 * `countWorkdays` says of the days.
 */
export function daysTable(calendar: WorkCalendar, from: Day, to: Day): SQL {
  const days: { day: Day; n: number; works: boolean }[] = []
  let n = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const works = isWorkday(calendar, day)
    if (works) n += 1
    days.push({ day, n, works })
  }
  return sql`select * from json_to_recordset(${JSON.stringify(days)}::text::json) as line(day date, n int, works boolean)`
}

/** The Shanghai day of an instant of the database. */
export const dayIn = (instant: SQL): SQL => sql`(${instant} at time zone 'Asia/Shanghai')::date`

/** Whether an instant of the database lies after office hours; the next working day is then its first. */
export const isAfterHours = (instant: SQL): SQL =>
  sql`to_char(${instant} at time zone 'Asia/Shanghai', 'HH24:MI') > ${OFFICE_CLOSES}`

/** The latest due day of which no more than `left` working days are left on a day; `left` may be negative. */
export function latestDue(calendar: WorkCalendar, day: Day, left: number): Day {
  const step = left < 0 ? -1 : 1
  let due = day
  if (step > 0) {
    while (workdaysLeft(calendar, day, addDays(due, 1)) <= left) due = addDays(due, 1)
    return due
  }
  while (workdaysLeft(calendar, day, due) > left) due = addDays(due, -1)
  return due
}
