import { type Day, instantOf } from '../lib/time.ts'
import { monthPeriod, monthsPeriod, type Period, yearPeriod, yearToDate } from './period.ts'

const YEAR = '(?:(20\\d\\d)年?|(?<!\\d)(\\d\\d)年|(去年|上年度?|上一年)|(前年)|(今年|本年度?|当年))'
const NUMBERS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
}
const MONTH = '(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'

interface Now {
  year: number
  month: number
  today: Day
}

/** Each way of naming a period: its pattern behind an optional year, and what it makes of year and numbers. */
const FORMS: { pattern: string; read(year: number | null, parts: string[], now: Now): Period | null }[] = [
  {
    pattern: `M?${MONTH}月?[-—–~至到]${MONTH}月(?:份)?(?:累计)?`,
    read: (year, [from = '', to = ''], now) => span(year ?? now.year, numberOf(from), numberOf(to)),
  },
  {
    pattern: `M(\\d\\d)-(\\d\\d)`,
    read: (year, [a, b], now) => span(year ?? now.year, Number(a), Number(b)),
  },
  {
    pattern: `前${MONTH}个?月(?:份)?`,
    read: (year, [to = ''], now) => span(year ?? now.year, 1, numberOf(to)),
  },
  {
    pattern: '前([二两三23])个?季度',
    read: (year, [word = ''], now) => span(year ?? now.year, 1, numberOf(word) * 3),
  },
  { pattern: '上半年', read: (year, _, now) => span(year ?? now.year, 1, 6) },
  { pattern: '下半年', read: (year, _, now) => span(year ?? now.year, 7, 12) },
  {
    pattern: '第?([一二三四1-4])季度|Q([1-4])',
    read: (year, [word, digit], now) => {
      const last = numberOf(word ?? digit ?? '') * 3
      return span(year ?? now.year, last - 2, last)
    },
  },
  {
    pattern: `-?${MONTH}月(?!\\d|[一二三四五六七八九十]+[日号])(?:份)?`,
    read: (year, [word = ''], now) => {
      const month = numberOf(word)
      // A month still to come can only be last year's.
      return monthPeriod(year ?? (month > now.month ? now.year - 1 : now.year), month)
    },
  },
  {
    pattern: '-(0[1-9]|1[0-2])(?![-\\d])',
    read: (year, [month]) => (year === null ? null : monthPeriod(year, Number(month))),
  },
]

const RELATIVE: [RegExp, (now: Now) => Period][] = [
  [
    /上个?月(?!\d)/,
    ({ year, month }) => (month === 1 ? monthPeriod(year - 1, 12) : monthPeriod(year, month - 1)),
  ],
  [/本月|这个?月|当月/, ({ year, month }) => monthPeriod(year, month)],
]

/**
 * The first period a text names, read on a day: `去年`, `22年`, `2023年1-10月`, `上个月`, `前9个月`. A year still
 * running means its months so far. Null when none is named.
 */
export function findPeriod(text: string, today: Day): { period: string; start: number; end: number } | null {
  const now: Now = { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)), today }
  const found: { period: Period; start: number; end: number }[] = []
  for (const { pattern, read } of FORMS) {
    const match = new RegExp(`(?<![\\d.])${YEAR}?\\s?的?(?:${pattern})`).exec(text)
    if (!match) continue
    const period = read(
      yearOf(match.slice(1, 6), now),
      match.slice(6).filter(part => part !== undefined),
      now,
    )
    if (period) found.push({ period, start: match.index, end: match.index + match[0].length })
  }
  for (const [pattern, read] of RELATIVE) {
    const match = pattern.exec(text)
    if (match) found.push({ period: read(now), start: match.index, end: match.index + match[0].length })
  }
  const year = new RegExp(`(?<![\\d.-])${YEAR}(?:度|全年|以来)?(?![\\d万亿元-])`).exec(text)
  if (year) {
    const number = yearOf(year.slice(1, 6), now)
    if (number !== null)
      found.push({
        period: number === now.year ? yearToDate(instantOf(now.today)) : yearPeriod(number),
        start: year.index,
        end: year.index + year[0].length,
      })
  }
  // Forms are listed from the most to the least telling: where two cover the same words the longer one is meant.
  const [best] = found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  return best ? { period: best.period.text, start: best.start, end: best.end } : null
}

function yearOf([full, short, last, beforeLast, current]: (string | undefined)[], now: Now): number | null {
  if (full) return Number(full)
  if (short) return 2000 + Number(short)
  if (last) return now.year - 1
  if (beforeLast) return now.year - 2
  return current ? now.year : null
}

const numberOf = (word: string): number => NUMBERS[word] ?? Number(word)

function span(year: number, from: number, to: number): Period | null {
  if (from === 1 && to === 12) return yearPeriod(year)
  return from < to && to <= 12 ? monthsPeriod(year, from, to) : null
}
