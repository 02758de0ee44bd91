import type { Db } from '../../db/client.ts'
import { calendarYear, workdayOverride } from '../../db/schema/index.ts'
import { type Day, dayOf, timeOf } from '../lib/time.ts'
import {
  addWorkdays,
  type CountedDay,
  countWorkdays,
  isWorkday,
  type WorkCalendar,
} from '../lib/working-days.ts'

/** Office hours end; what comes in later counts as received on the next working day. */
export const OFFICE_CLOSES = '17:30'

/** The calendar as it stands in the database. */
export async function loadCalendar(db: Db): Promise<WorkCalendar> {
  const days = await db.select({ day: workdayOverride.day, kind: workdayOverride.kind }).from(workdayOverride)
  const years = await db.select({ year: calendarYear.year }).from(calendarYear)
  return {
    overrides: new Map(days.map(({ day, kind }) => [day, kind])),
    officialYears: new Set(years.map(({ year }) => year)),
  }
}

/** The day on which something that arrives at an instant counts as received. */
function receivedOn(calendar: WorkCalendar, from: Date): CountedDay {
  const day = dayOf(from)
  const isLate = !isWorkday(calendar, day) || timeOf(from) > OFFICE_CLOSES
  return isLate ? addWorkdays(calendar, day, 1) : { day, provisional: false }
}

/** The working days of a term that starts at an instant and ends on a day; negative when that day is over by then. */
export function daysUntil(calendar: WorkCalendar, from: Date, day: Day): number {
  return countWorkdays(calendar, receivedOn(calendar, from).day, day)
}

/** The last day of a term of `days` working days that starts at an instant; the day it starts on is not counted. */
export function dueAfter(calendar: WorkCalendar, from: Date, days: number): CountedDay {
  const received = receivedOn(calendar, from)
  const due = addWorkdays(calendar, received.day, days)
  return { day: due.day, provisional: received.provisional || due.provisional }
}

/**
 * Working days left until a due day: 0 on the day itself, negative once it is over. A due day that has passed without
 * a working day since counts as one day overdue: its last day has ended.
 */
export function workdaysLeft(calendar: WorkCalendar, today: Day, dueOn: Day): number {
  return dueOn < today
    ? Math.min(-1, countWorkdays(calendar, today, dueOn))
    : countWorkdays(calendar, today, dueOn)
}
