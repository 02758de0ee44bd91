import { dayOf } from '../lib/time.ts'

/** What a figure covers: a year, one month, or January to a month together. `text` is how the database keys it. */
export type Period =
  | { kind: 'year'; year: number; text: string }
  | { kind: 'month'; year: number; month: number; text: string }
  | { kind: 'months'; year: number; from: number; to: number; text: string }

const two = (n: number) => String(n).padStart(2, '0')
const isMonth = (n: number) => n >= 1 && n <= 12

export const yearPeriod = (year: number): Period => ({ kind: 'year', year, text: String(year) })
export const monthPeriod = (year: number, month: number): Period => ({
  kind: 'month',
  year,
  month,
  text: `${year}-${two(month)}`,
})
export const monthsPeriod = (year: number, from: number, to: number): Period => ({
  kind: 'months',
  year,
  from,
  to,
  text: `${year}M${two(from)}-${two(to)}`,
})

const DIGITS = '1234一二三四'

/**
 * Reads `2022`, `2023-10`, `2023M01-10`, and what people put into spreadsheets for them: `2022年`, `2023年10月`,
 * `2023.10`, `2023年1-10月`, `2023Q3`, `2023年三季度`, `2023年上半年`. Null when it is none of these or no real month.
 */
export function parsePeriod(raw: string): Period | null {
  const text = raw.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const year = /^((?:19|20)\d{2})(?:年度?|全年|年全年)?$/.exec(text)
  if (year) return yearPeriod(Number(year[1]))
  const quarter = /^((?:19|20)\d{2})年?(?:Q|第)?([1-4一二三四])(?:季度)?$/.exec(text)
  if (quarter && /[Q季]/.test(text)) {
    const last = (DIGITS.indexOf(quarter[2] ?? '') % 4) * 3 + 3
    return monthsPeriod(Number(quarter[1]), last - 2, last)
  }
  const part = /^((?:19|20)\d{2})年?(上半年|前三季度)(?:累计)?$/.exec(text)
  if (part) return monthsPeriod(Number(part[1]), 1, part[2] === '上半年' ? 6 : 9)
  const several = /^((?:19|20)\d{2})(?:M|年|-|\.)(\d{1,2})月?[-—–~至到](\d{1,2})月?(?:累计)?$/.exec(text)
  if (several) {
    const [y, from, to] = several.slice(1).map(Number) as [number, number, number]
    return isMonth(from) && isMonth(to) && from < to ? monthsPeriod(y, from, to) : null
  }
  const month = /^((?:19|20)\d{2})[-/.年M]?(\d{1,2})月?(?:份)?$/.exec(text)
  if (month && isMonth(Number(month[2]))) return monthPeriod(Number(month[1]), Number(month[2]))
  return null
}

/** How a period is said: `2022年`, `2023年10月`, `2023年1—10月`. */
export function sayPeriod(text: string): string {
  const period = parsePeriod(text)
  if (!period) return text
  if (period.kind === 'year') return `${period.year}年`
  if (period.kind === 'month') return `${period.year}年${period.month}月`
  return `${period.year}年${period.from}—${period.to}月`
}

/** The same months of another year. */
export function inYear(period: Period, year: number): Period {
  if (period.kind === 'year') return yearPeriod(year)
  return period.kind === 'month'
    ? monthPeriod(year, period.month)
    : monthsPeriod(year, period.from, period.to)
}

/** 上年度: the last closed calendar year of a day; its figures may not be in yet. */
export function closedYear(day: string): number {
  return Number(day.slice(0, 4)) - 1
}

/** This year up to last month; in January, the whole of last year. */
export function yearToDate(now: Date): Period {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  if (month === 1) return yearPeriod(year - 1)
  return month === 2 ? monthPeriod(year, 1) : monthsPeriod(year, 1, month - 1)
}

/** The last month a period covers, as a number that sorts. */
export function endOfPeriod(period: Period): number {
  const month = period.kind === 'year' ? 12 : period.kind === 'month' ? period.month : period.to
  return period.year * 12 + month
}

/** Whether a period has only just begun or is yet to come at this moment: nobody can have figures of it. */
export function isFuture(period: Period, now: Date): boolean {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  return endOfPeriod(period) > year * 12 + month
}

/** Whether a period is over at a moment: only then can it be reported whole. */
export function hasEnded(period: Period, now: Date): boolean {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  return endOfPeriod(period) < year * 12 + month
}

/** What firms report at a moment: last month; January is merged into February, so in March it is both together. */
export function dueNow(now: Date): Period {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  if (month <= 2) return monthPeriod(year - 1, 12)
  return month === 3 ? monthsPeriod(year, 1, 2) : monthPeriod(year, month - 1)
}
