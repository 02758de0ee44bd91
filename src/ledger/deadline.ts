import { type Day, dayOf } from '../lib/time.ts'
import { addWorkdays, countWorkdays, type WorkCalendar } from '../lib/working-days.ts'
import { dueAfter } from './calendar.ts'
import type { LedgerEvent } from './event.ts'
import { standing } from './standing.ts'

/** By when a case is to be finished. */
export interface Deadline {
  dueOn: Day
  /** Counting touched a year whose holiday notice is not out (暂定). */
  dueIsProvisional: boolean
}

/** What a deadline is counted from. */
interface Clock {
  due: Deadline | null
  /** The day the clock was stopped, while it stands. */
  stoppedOn: Day | null
}

/**
 * The deadline of a case by its whole history and a calendar: nothing else decides it. A term starts with the first
 * assignment of a round and is not started anew by handing the case on; a dispute does not stop it. While a case is
 * held or shelved the clock stands: the term grows by the working days in between. An extension sets the day it was
 * granted to.
 */
export function deadlineOf(history: readonly LedgerEvent[], calendar: WorkCalendar): Deadline | null {
  return standing(history).reduce<Clock>((clock, event) => tick(clock, event, calendar), {
    due: null,
    stoppedOn: null,
  }).due
}

function tick({ due, stoppedOn }: Clock, event: LedgerEvent, calendar: WorkCalendar): Clock {
  switch (event.type) {
    case 'assign':
      return { due: due ?? termFrom(event.at, event.data.dueDays, calendar), stoppedOn: null }
    case 'reject':
    case 'reopen':
      return { due: termFrom(event.at, event.data.dueDays, calendar), stoppedOn: null }
    case 'extend': {
      const { dueOn } = event.data
      const isOfficial = calendar.officialYears.has(Number(dueOn.slice(0, 4)))
      return { due: { dueOn, dueIsProvisional: event.data.dueIsProvisional && !isOfficial }, stoppedOn }
    }
    case 'redate': {
      const { dueOn, dueIsProvisional } = event.data
      return { due: { dueOn, dueIsProvisional }, stoppedOn }
    }
    case 'hold':
    case 'shelve':
      return { due, stoppedOn: dayOf(event.at) }
    case 'resume':
    case 'transfer':
      return {
        due: due && stoppedOn ? resumed(due, stoppedOn, dayOf(event.at), calendar).due : due,
        stoppedOn: null,
      }
    default:
      return { due, stoppedOn }
  }
}

/** A term of working days from a moment. */
export function termFrom(at: Date, days: number, calendar: WorkCalendar): Deadline {
  const { day, provisional } = dueAfter(calendar, at, days)
  return { dueOn: day, dueIsProvisional: provisional }
}

/** A deadline after the clock stood from one day to another; what was overdue by then stays so. */
export function resumed(
  { dueOn, dueIsProvisional }: Deadline,
  stoppedOn: Day,
  on: Day,
  calendar: WorkCalendar,
): { due: Deadline; pausedDays: number } {
  const pausedDays = Math.max(0, countWorkdays(calendar, stoppedOn, on))
  if (pausedDays === 0 || dueOn < stoppedOn) return { due: { dueOn, dueIsProvisional }, pausedDays }
  const { day, provisional } = addWorkdays(calendar, dueOn, pausedDays)
  return { due: { dueOn: day, dueIsProvisional: dueIsProvisional || provisional }, pausedDays }
}

/** A deadline after a new calendar, and the day that calendar alone would give. */
export interface Redated extends Deadline {
  countedOn: Day
}

/**
 * What a new calendar makes of a deadline: the later of the two days, because a due day never silently moves earlier.
 * Counted anew from the beginning, past what earlier calendars changed. Null when nothing changes.
 */
export function redated(
  now: Deadline,
  history: readonly LedgerEvent[],
  calendar: WorkCalendar,
): Redated | null {
  const counted = deadlineOf(
    history.filter(({ type }) => type !== 'redate'),
    calendar,
  )
  if (!counted) return null
  const { dueOn: countedOn, dueIsProvisional } = counted
  const isLater = countedOn > now.dueOn
  if (!isLater && dueIsProvisional === now.dueIsProvisional) return null
  return { dueOn: isLater ? countedOn : now.dueOn, dueIsProvisional, countedOn }
}
