import { dayOf, daysBetween, sayDay, timeOf, weekdayOf } from '../../lib/time.ts'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** `2023年11月15日 周三`. */
export function longDay(instant: Date): string {
  const day = dayOf(instant)
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日 ${WEEKDAYS[weekdayOf(day)]}`
}

/** `11月15日`. */
export function shortDay(instant: Date): string {
  return longDay(instant)
    .replace(/^\d+年/, '')
    .replace(/ .*/, '')
}

/** A moment as a chat list says it, from `now`: a time today, 昨天, else the day. */
export function listTime(at: number, now: Date): string {
  const day = dayOf(new Date(at))
  const ago = daysBetween(day, dayOf(now))
  if (ago === 0) return timeOf(new Date(at))
  return ago === 1 ? '昨天' : sayDay(day, dayOf(now))
}

/** A day as a divider in a conversation says it. */
export function dividerDay(at: number, now: Date): string {
  const day = dayOf(new Date(at))
  const ago = daysBetween(day, dayOf(now))
  if (ago === 0) return '今天'
  return ago === 1 ? '昨天' : `${sayDay(day, dayOf(now))} ${WEEKDAYS[weekdayOf(day)]}`
}

/** What an `<input type="datetime-local">` wants: Shanghai wall-clock time. */
export const inputTime = (instant: Date): string => `${dayOf(instant)}T${timeOf(instant)}`
