import { addDays, type Day, weekdayOf } from './time.ts'

/** The State Council's calendar as data; how a day is judged is here, which days are special is not. */
export interface WorkCalendar {
  /** Weekdays that are off and weekend days that are worked (调休). */
  overrides: ReadonlyMap<Day, 'off' | 'work'>
  /** Years whose holiday notice has been taken over; any other year is 暂定. */
  officialYears: ReadonlySet<number>
}

/** A day counted in working days; `provisional` when counting touched a year whose notice is not out. */
export interface CountedDay {
  day: Day
  provisional: boolean
}

/** Whether people work on a day: as the notice says, else Monday to Friday. */
export function isWorkday(calendar: WorkCalendar, day: Day): boolean {
  const override = calendar.overrides.get(day)
  if (override) return override === 'work'
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6
}

/**
 * The `n`th working day after `day`, which is itself not counted (民法典 art. 201). With `n` 0 it is `day`, or the
 * next working day when `day` is off. `n` is a whole number, not negative.
 */
export function addWorkdays(calendar: WorkCalendar, day: Day, n: number): CountedDay {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`addWorkdays: ${n} is not a number of days`)
  let current = day
  let provisional = !isOfficial(calendar, current)
  let left = n
  while (left > 0 || !isWorkday(calendar, current)) {
    current = addDays(current, 1)
    provisional ||= !isOfficial(calendar, current)
    if (left > 0 && isWorkday(calendar, current)) left -= 1
  }
  return { day: current, provisional }
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier, 0 on the same day. */
export function countWorkdays(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -countWorkdays(calendar, to, from)
  let count = 0
  for (let day = from; day < to; ) {
    day = addDays(day, 1)
    if (isWorkday(calendar, day)) count += 1
  }
  return count
}

/** The first working day after `day`. */
export function nextWorkday(calendar: WorkCalendar, day: Day): CountedDay {
  return addWorkdays(calendar, day, 1)
}

function isOfficial(calendar: WorkCalendar, day: Day): boolean {
  return calendar.officialYears.has(Number(day.slice(0, 4)))
}
