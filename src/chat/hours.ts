import { type Day, dayOf, instantOf, timeOf } from '../lib/time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../lib/working-days.ts'

/** 推送时段: what nobody asked for goes out between these, on working days. */
const OPENS = '08:30'
const CLOSES = '18:00'

/** Milliseconds until notices may go out; 0 when they may. */
export function msUntilOpen(calendar: WorkCalendar, now: Date): number {
  const day = dayOf(now)
  const time = timeOf(now)
  const isOpen = isWorkday(calendar, day) && time >= OPENS && time < CLOSES
  if (isOpen) return 0
  const opensOn: Day = isWorkday(calendar, day) && time < OPENS ? day : addWorkdays(calendar, day, 1).day
  return instantOf(opensOn, OPENS).getTime() - now.getTime()
}
