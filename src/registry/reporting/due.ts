import { type SQL, sql } from 'drizzle-orm'
import { type Day, instantOf } from '../../lib/time.ts'
import { addWorkdays, type WorkCalendar } from '../../lib/working-days.ts'
import { listedUpTo } from '../fact-year.ts'
import type { Indicator } from '../indicators.ts'
import { dueNow } from '../period.ts'
import { stands } from '../retract.ts'

/** 报数窗口: the day of the month by which last month is to be in; ours, no document names it (待主管部门确认). */
export const CLOSES_ON = 15
/** What listed firms report every month. */
const WANTED: readonly Indicator[] = ['output', 'tax']

/** The day the window of last month closes: the 15th, or the next working day. */
export const closingDay = (day: Day, calendar: WorkCalendar): Day =>
  addWorkdays(calendar, `${day.slice(0, 7)}-${CLOSES_ON}`, 0).day

/** What listed firms have not reported themselves of the month that is due on a day: rows of `uscc` and `indicator`. */
export function lackingOn(day: Day): SQL {
  const period = dueNow(instantOf(day))
  const periods = period.kind === 'months' ? [period.text, `${period.year}-0${period.to}`] : [period.text]
  const wanted = sql.join(
    WANTED.map(indicator => sql`(${indicator}::text)`),
    sql`, `,
  )
  return sql`select l.uscc, w.indicator from (${listedUpTo(day)}) l cross join (values ${wanted}) as w(indicator)
    where not exists (select from figure f where f.uscc = l.uscc and f.indicator = w.indicator
      and f.source = '企业自报' and f.period in ${periods} and ${stands('figure', sql`f.id`)})`
}
