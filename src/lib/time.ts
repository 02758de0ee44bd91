/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Compared as text; never a Date at midnight. */
export type Day = string

/** Where the time comes from. The domain is handed an instant and never reads a clock itself. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** China has kept UTC+8 without summer time since 1991, and no date here is older. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The Shanghai day of an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** Shanghai wall-clock time of an instant, `HH:MM`. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)
}

/** The instant of a wall-clock time on a Shanghai day. */
export function instantOf(day: Day, time = '00:00'): Date {
  return new Date(`${day}T${time}:00+08:00`)
}

/** The day `n` calendar days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10)
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** Whether a text is a real calendar day; 2023-02-30 is not. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** `11月15日`, or `2024年1月3日` when the year differs from the reader's. */
export function sayDay(day: Day, today: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  const short = `${month}月${date}日`
  return day.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`
}

/** The day `n` months later (earlier when negative); the month's last day where it has no such day. */
export function addMonths(day: Day, n: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + n, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return `${first.toISOString().slice(0, 7)}-${String(Math.min(date, last)).padStart(2, '0')}`
}

/** The last day of the month of a day. */
export const endOfMonth = (day: Day): Day => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1)
