import { addDays, addMonths, type Day, dayOf, instantOf, weekdayOf } from './time.ts'
import { isWorkday, type WorkCalendar } from './working-days.ts'

/**
 * When something comes again: every day, every working day, on a day of the week (1 Monday … 7 Sunday) or of the month
 * (its last one where it has no such day); `at` is `HH:MM`, Shanghai time.
 */
export type Rhythm =
  | { every: 'day' | 'workday'; at: string }
  | { every: 'week' | 'month'; on: number; at: string }

/** Longer than any two moments of a rhythm lie apart, in days. */
const SPAN = 40

function fallsOn(rhythm: Rhythm, day: Day, calendar: WorkCalendar): boolean {
  switch (rhythm.every) {
    case 'day':
      return true
    case 'workday':
      return isWorkday(calendar, day)
    case 'week':
      return (weekdayOf(day) + 6) % 7 === rhythm.on - 1
    case 'month':
      return day === dateOfMonth(day, rhythm.on)
  }
}

function dateOfMonth(day: Day, date: number): Day {
  const first = `${day.slice(0, 7)}-01`
  const last = addDays(addMonths(first, 1), -1)
  const wanted = addDays(first, date - 1)
  return [wanted, last].sort()[0] ?? last
}

/** The first moment of a rhythm after an instant. */
export function nextMoment(rhythm: Rhythm, calendar: WorkCalendar, after: Date): Date {
  const from = dayOf(after)
  for (let n = 0; n <= SPAN; n += 1) {
    const day = addDays(from, n)
    const moment = instantOf(day, rhythm.at)
    if (moment > after && fallsOn(rhythm, day, calendar)) return moment
  }
  throw new Error(`no next moment of ${JSON.stringify(rhythm)}`)
}

/** The last moment of a rhythm up to an instant. */
export function lastMoment(rhythm: Rhythm, calendar: WorkCalendar, now: Date): Date {
  const until = dayOf(now)
  for (let n = 0; n <= SPAN; n += 1) {
    const day = addDays(until, -n)
    const moment = instantOf(day, rhythm.at)
    if (moment <= now && fallsOn(rhythm, day, calendar)) return moment
  }
  throw new Error(`no last moment of ${JSON.stringify(rhythm)}`)
}

const WEEKDAYS = '一二三四五六日'

/** `每周一8:30`, `每月1日8:30`. */
export function sayRhythm(rhythm: Rhythm): string {
  const at = rhythm.at.replace(/^0/, '')
  switch (rhythm.every) {
    case 'day':
      return `每天${at}`
    case 'workday':
      return `每个工作日${at}`
    case 'week':
      return `每周${WEEKDAYS[rhythm.on - 1]}${at}`
    case 'month':
      return `每月${rhythm.on}日${at}`
  }
}
