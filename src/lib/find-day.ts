import { addDays, addMonths, type Day, daysBetween, isDay, weekdayOf } from './time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from './working-days.ts'

/** A day as it was said: a day of the calendar, or a number of working days from now. */
export type SaidDay = { day: Day } | { workdays: number }

/** Where in a text a day was named, with the words that only say "by then". */
export interface FoundDay {
  said: SaidDay
  start: number
  end: number
}

const DIGITS = '零一二三四五六七八九'
const NUMBER = '(\\d{1,3}|[一二两三四五六七八九十]{1,3}|半)'

/** `3`, `三`, `十五`, `二十四`; 0 for what is no number. */
function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words)
  const digit = (char = '') => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char)))
  const [tens, ones] = words.split('十')
  if (ones === undefined) return digit(words)
  return (tens === '' ? 1 : digit(tens)) * 10 + digit(ones)
}

/** 1 = Monday … 7 = Sunday. */
const weekdayNumber = (word: string) =>
  /[日天]/.test(word) ? 7 : /\d/.test(word) ? Number(word) : DIGITS.indexOf(word)

const mondayOf = (day: Day) => addDays(day, -((weekdayOf(day) + 6) % 7))
const monthEnd = (day: Day, monthsLater: number) =>
  addDays(`${addMonths(`${day.slice(0, 7)}-01`, monthsLater + 1).slice(0, 7)}-01`, -1)
const dated = (year: number, month: number, date: number): Day =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

/** Months after which a day without a year is next year's and not one that has passed. */
const LONG_PAST_DAYS = 180

function inYear(today: Day, month: number, date: number): Day {
  const day = dated(Number(today.slice(0, 4)), month, date)
  const isLongPast = isDay(day) && daysBetween(day, today) > LONG_PAST_DAYS
  return isLongPast ? dated(Number(today.slice(0, 4)) + 1, month, date) : day
}

/** A date of this month, or of the next when it has passed. */
function inMonth(today: Day, date: number): Day {
  const day = `${today.slice(0, 7)}-${String(date).padStart(2, '0')}`
  return day < today ? `${addMonths(`${today.slice(0, 7)}-01`, 1).slice(0, 7)}-${day.slice(8)}` : day
}

/** Friday of the week so many weeks from now: what 本周内 and 下周底 mean in an office. */
const friday = (today: Day, weeks: number) => addDays(mondayOf(today), weeks * 7 + 4)

function weekday(today: Day, prefix: string, word: string): Day {
  const weeks = (prefix.match(/下/g) ?? []).length
  const day = addDays(mondayOf(today), weeks * 7 + weekdayNumber(word) - 1)
  // A bare 周二 said on a Wednesday is the coming one.
  return prefix === '' && day < today ? addDays(day, 7) : day
}

const MONTH = '(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'
const DATE = '(3[01]|[12]\\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])'
const RELATIVE = ['今天', '明天', '后天', '大后天']

/** Ways of naming a day; the longest match at the earliest place counts. */
const FORMS: readonly [pattern: string, read: (parts: string[], today: Day) => SaidDay | Day][] = [
  [
    `(20\\d\\d)[-./年](1[0-2]|0?[1-9])[-./月](3[01]|[12]\\d|0?[1-9])[日号]?`,
    ([year = '', month = '', date = '']) => dated(Number(year), Number(month), Number(date)),
  ],
  [
    `${MONTH}月${DATE}(?![\\d个家万亿元])[日号]?`,
    ([month = '', date = ''], today) => inYear(today, numberOf(month), numberOf(date)),
  ],
  [
    '(?<![\\d.])(1[0-2]|0?[1-9])[./-](3[01]|[12]\\d|0?[1-9])(?![\\d.%万亿元年个倍])',
    ([month = '', date = ''], today) => inYear(today, Number(month), Number(date)),
  ],
  [
    `(?:下个?月)${DATE}[日号]`,
    ([date = ''], today) =>
      `${addMonths(`${today.slice(0, 7)}-01`, 1).slice(0, 7)}-${String(numberOf(date)).padStart(2, '0')}`,
  ],
  [`(?:(?:本|这个?)月|(?<![\\d第月]))${DATE}号`, ([date = ''], today) => inMonth(today, numberOf(date))],
  [
    `${MONTH}月底`,
    ([month = ''], today) => {
      const first = `${inYear(today, numberOf(month), 28).slice(0, 7)}-01`
      return monthEnd(first, 0)
    },
  ],
  ['下个?月底', (_, today) => monthEnd(today, 1)],
  ['(?:本|这个?)?月底', (_, today) => monthEnd(today, 0)],
  ['(?:今年)?年底|年内|年前', (_, today) => `${today.slice(0, 4)}-12-31`],
  [
    '(?<![上每]个?)(下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])',
    ([prefix = '', word = ''], today) => weekday(today, prefix, word),
  ],
  ['(?:本|这个?)周(?:内|底|末)?', (_, today) => friday(today, 0)],
  ['下个?周(?:内|底|末)', (_, today) => friday(today, 1)],
  [`${NUMBER}个?工作日`, ([n = '']) => ({ workdays: numberOf(n) })],
  [
    `${NUMBER}个?(天|日|周|星期|礼拜|月)(?:之?[内后]|为限)`,
    ([n = '', unit = ''], today) => {
      if (unit === '月') return n === '半' ? addDays(today, 15) : addMonths(today, numberOf(n))
      return addDays(today, numberOf(n) * (/[周星礼]/.test(unit) ? 7 : 1))
    },
  ],
  ['大后天|后天|明天|明日|今天|今日', ([word = ''], today) => addDays(today, daysAhead(word))],
]

const daysAhead = (word: string) => Math.max(0, RELATIVE.indexOf(word.replace('日', '天')))

/** What surrounds a day and says no more than "by then": `在`, `到`, `……前`, `之前`. */
const BEFORE = '(?:最迟|务必|要求|限|在|于|到|至)*'
const AFTER = '(?:下班)?(?:之?前|以前|为止|止|内)?'

/**
 * The first day a text names, as people say when something is to be done: `明天`, `下周五前`, `月底`, `3个工作日内`,
 * `11月24号`. Days without a year or month are the coming ones. Null when none is named or there is no such day.
 */
export function findDay(text: string, today: Day): FoundDay | null {
  let best: FoundDay | null = null
  for (const [pattern, read] of FORMS) {
    const match = new RegExp(`${BEFORE}(${pattern})${AFTER}`).exec(text)
    if (!match) continue
    const parts = match.slice(2).map(part => part ?? '')
    const meant = read(parts.length > 0 ? parts : [match[1] ?? ''], today)
    const said = typeof meant === 'string' ? { day: meant } : meant
    if ('day' in said ? !isDay(said.day) : said.workdays === 0) continue
    const found = { said, start: match.index, end: match.index + match[0].length }
    if (!best || found.start < best.start || (found.start === best.start && found.end > best.end))
      best = found
  }
  return best
}

/** The day that was meant, by the calendar. */
export function dayMeant(said: SaidDay, today: Day, calendar: WorkCalendar): Day {
  return 'day' in said ? said.day : addWorkdays(calendar, today, said.workdays).day
}

/** The last working day up to a day: 月底 on a Sunday is the Friday before. */
export function workdayUpTo(calendar: WorkCalendar, day: Day): Day {
  let found = day
  while (!isWorkday(calendar, found)) found = addDays(found, -1)
  return found
}
