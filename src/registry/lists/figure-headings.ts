import { INDICATORS, type Indicator, indicatorOf } from '../indicators.ts'
import { parsePeriod } from '../period.ts'

const WORDS = (Object.values(INDICATORS) as { title: string; heading: string; aliases: readonly string[] }[])
  .flatMap(({ title, heading, aliases }) => [title, heading, ...aliases])
  .sort((a, b) => b.length - a.length)

/** Words around an indicator and a period that say nothing more. */
const EMPTY = /累计|完成|实际|实绩|本年|当月|本月|合计|金额|情况|其中|数$|额$|^的|的$|值$/g

/**
 * What a heading says of the figures below it: `2022年产值`, `产值2023年1-10月`, `10月税金`, `税金`, and `10月` where the
 * title says of what. Null when it says neither, or something else besides.
 */
export function readFigureHeading(heading: string): Readonly<Record<string, string>> | null {
  const word = WORDS.find(one => heading.startsWith(one)) ?? WORDS.find(one => heading.endsWith(one))
  if (!word) return isPeriod(heading) ? { 期间: heading } : null
  const rest = heading.startsWith(word) ? heading.slice(word.length) : heading.slice(0, -word.length)
  const when = rest.replace(EMPTY, '')
  if (when === '') return { 指标: word }
  return isPeriod(when) ? { 指标: word, 期间: when } : null
}

/** A month that Excel holds as its first day is one too. */
const isPeriod = (text: string): boolean =>
  parsePeriod(text) !== null || MONTHS.test(text) || /^20\d\d-\d{2}-01$/.test(text)

/** Months without a year: `10月`, `1-10月`. */
const MONTHS = /^(\d{1,2})(?:月?[-—–~至到](\d{1,2}))?月份?$/

/** A period as a table writes it; the year of months may stand above the table. */
export function periodText(text: string, year: string): string {
  return year !== '' && MONTHS.test(text.normalize('NFKC')) ? `${year}年${text}` : text
}

/** What the title of a table says of all of it: one period, one indicator, whose figures they are. */
export function readFigureTitle(title: string): Readonly<Record<string, string>> {
  const plain = title.normalize('NFKC')
  const periods = new Set(
    [...plain.matchAll(/(?:20\d\d)[年.-]\d{1,2}(?:月?[-—–~至到]\d{1,2})?月|20\d\d年(?!\d)/g)].map(
      ([words]) => words,
    ),
  )
  const [period] = [...periods].sort((a, b) => b.length - a.length)
  const isOne =
    period !== undefined && [...periods].every(other => period.startsWith(other.replace(/年$/, '')))
  const indicators = new Set<Indicator>(
    WORDS.filter(word => word.length >= 2 && plain.includes(word)).flatMap(word => indicatorOf(word) ?? []),
  )
  const [word] = WORDS.filter(one => plain.includes(one))
  const source = /税务/.test(plain) ? '税务' : /统计局|统计部门/.test(plain) ? '统计' : undefined
  return {
    ...(isOne && { 期间: period }),
    ...(indicators.size === 1 && word && { 指标: word }),
    ...(source && { 来源: source }),
  }
}
