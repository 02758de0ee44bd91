import { addDays, addMonths, type Day, isDay, weekdayOf } from './time.ts'

/** Days from one to another, both counted. */
export interface DayRange {
  from: Day
  to: Day
}

const DIGITS = '零一二三四五六七八九'
const MONTH = '(1[0-2]|0?[1-9])月(?:份)?'
const NUMBER = '(\\d{1,3}|[一二两三四五六七八九十]{1,3}|半)'

function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words)
  const digit = (char = '') => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char)))
  const [tens, ones] = words.split('十')
  if (ones === undefined) return digit(words)
  return (tens === '' ? 1 : digit(tens)) * 10 + digit(ones)
}

const mondayOf = (day: Day) => addDays(day, -((weekdayOf(day) + 6) % 7))
const two = (text: string) => text.padStart(2, '0')
const DATE = '(?:(20\\d\\d)[-./年])?(1[0-2]|0?[1-9])[-./月](3[01]|[12]\\d|0?[1-9])[日号]?'

function dated(year: string | undefined, month: string, date: string, today: Day): Day {
  const day = `${year ?? today.slice(0, 4)}-${two(month)}-${two(date)}`
  // Without a year a day still to come is last year's: what is asked about has happened.
  return year === undefined && day > today ? `${Number(day.slice(0, 4)) - 1}${day.slice(4)}` : day
}

const weeksBack = (weeks: number) => (_: string[], today: Day) => {
  const from = addDays(mondayOf(today), -7 * weeks)
  return { from, to: addDays(from, 6) }
}
const oneDay = (day: Day): DayRange => ({ from: day, to: day })
const daysBack = (days: number) => (_: string[], today: Day) => oneDay(addDays(today, -days))

const FORMS: readonly [pattern: string, read: (parts: string[], today: Day) => DayRange][] = [
  [
    `${DATE}\\s*(?:到|至|[-—–~])\\s*${DATE}`,
    ([y1, m1 = '', d1 = '', y2, m2 = '', d2 = ''], today) => ({
      from: dated(y1 || undefined, m1, d1, today),
      to: dated(y2 || y1 || undefined, m2, d2, today),
    }),
  ],
  ['上上个?(?:周|星期|礼拜)', weeksBack(2)],
  ['上个?(?:周|星期|礼拜)', weeksBack(1)],
  ['(?:本|这个?)(?:周|星期|礼拜)', weeksBack(0)],
  [
    `(?:最?近|过去)${NUMBER}个?(天|日|周|星期|礼拜|月)`,
    ([n = '', unit = ''], today) => {
      const count = n === '半' ? 0 : numberOf(n)
      const from =
        unit === '月'
          ? n === '半'
            ? addDays(today, -14)
            : addDays(addMonths(today, -count), 1)
          : addDays(today, 1 - count * (/[周星礼]/.test(unit) ? 7 : 1))
      return { from, to: today }
    },
  ],
  ['前天', daysBack(2)],
  ['昨天|昨日', daysBack(1)],
  ['今天|今日|当天', daysBack(0)],
  [
    `${DATE}(?:以来|之后|以后|起)`,
    ([year, month = '', date = ''], today) => ({
      from: dated(year || undefined, month, date, today),
      to: today,
    }),
  ],
  [
    `(?:(20\\d\\d)年)?${MONTH}(?:以来|之后|以后|起|到现在|至今)`,
    ([year, month = ''], today) => ({ from: dated(year || undefined, month, '1', today), to: today }),
  ],
  // The year so far, today included; a month, a quarter or a half of it is a period.
  [
    '(?:今年|本年度?)(?!.{0,5}(?:月|季度|半年))',
    (_, today) => ({ from: `${today.slice(0, 4)}-01-01`, to: today }),
  ],
  [
    '(?:(20\\d\\d)年)?(1[0-2]|0?[1-9])月(3[01]|[12]\\d|0?[1-9])[日号]',
    ([year, month = '', date = ''], today) => oneDay(dated(year || undefined, month, date, today)),
  ],
  ['(20\\d\\d-\\d\\d-\\d\\d)', ([day = '']) => oneDay(day)],
]

/**
 * The days a text asks about, as people say when they look back: `上周`, `最近三天`, `11月6日到11月12日`. Whole months
 * and years are periods and found elsewhere. Null when none is named or there are no such days.
 */
export function findRange(text: string, today: Day): DayRange | null {
  for (const [pattern, read] of FORMS) {
    const match = new RegExp(pattern).exec(text)
    if (!match) continue
    const range = read(
      match.slice(1).map(part => part ?? ''),
      today,
    )
    if (isDay(range.from) && isDay(range.to) && range.from <= range.to) return range
  }
  return null
}
