import { sayRhythm } from '../../src/lib/rhythm.ts'
import { dayOf, sayDay, timeOf, weekdayOf } from '../../src/lib/time.ts'
import type { Reminder } from '../../src/reminders/reminders.ts'

const WEEKDAYS = '日一二三四五六'

/** `11月16日（周四）09:00`. */
const sayMoment = (at: Date, now: Date): string => {
  const day = dayOf(at)
  return `${sayDay(day, dayOf(now))}（周${WEEKDAYS[weekdayOf(day)]}）${timeOf(at)}`
}

/** `每周五16:00，下一次11月17日（周五）16:00`. */
export const sayWhen = ({ at, rhythm }: Pick<Reminder, 'at' | 'rhythm'>, now: Date): string =>
  rhythm ? `${sayRhythm(rhythm)}，下一次${sayMoment(at, now)}` : sayMoment(at, now)
