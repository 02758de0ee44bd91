import type { Column, Reading } from './headings.ts'
import type { SheetRow } from './read.ts'

/** Where the columns of a sheet stand. */
export interface Layout {
  /** The last row of the headings; 0 when there are none. */
  until: number
  places: ReadonlyMap<string, { index: number; unit: string | null }>
  /** Headings that say something besides what they are. */
  spreads: readonly Spread[]
  /** As they stand in the sheet, two rows of them joined. */
  headings: readonly string[]
  /** 单位：亿元 above the table. */
  unit: string | null
}

interface Spread {
  index: number
  unit: string | null
  heading: string
  says: Readonly<Record<string, string>>
}

/** Rows that headings of some tables stand on: 产值, below it 1-10月, below that 本月 and 同比. */
const HEADING_ROWS = 4

/** The best reading of the first rows of a sheet as headings, on as few rows as will do. */
export function layoutOf(head: readonly SheetRow[], columns: readonly Column[], reading: Reading): Layout {
  const { spread } = reading
  const none: Layout = { until: 0, places: new Map(), spreads: [], headings: [], unit: null }
  const layouts = Array.from({ length: HEADING_ROWS }, (_, above) =>
    head.slice(above).map((row, i) => {
      const rows = head.slice(i, i + above + 1).map(({ cells }) => cells)
      return placed(joined(rows), row.number, columns, spread)
    }),
  ).flat()
  const score = (layout: Layout) =>
    layout.places.size +
    countOnce(layout.spreads) -
    100 * missingOf(layout, columns, spread ? { spread } : {}).length
  const best = layouts.reduce((found, next) => (score(next) > score(found) ? next : found), none)
  const above = head.filter(({ number }) => number <= best.until).flatMap(({ cells }) => cells)
  return { ...best, unit: above.flatMap(unitAbove)[0] ?? null }
}

/** Headings that say the same (10月, over 本月 and over 同比) are not read far enough down: they speak against it. */
const countOnce = (spreads: readonly Spread[]): number =>
  2 * new Set(spreads.map(({ says }) => JSON.stringify(says))).size - spreads.length

/** Required columns that are neither there nor said otherwise. */
export function missingOf(
  { places, spreads }: Layout,
  columns: readonly Column[],
  { given = {}, spread }: { given?: Reading['given'] | undefined; spread?: Reading['spread'] | undefined },
): string[] {
  const has = (title: string) =>
    places.has(title) || title in given || spreads.some(({ says }) => title === spread?.into || title in says)
  return columns
    .filter(({ isRequired, title, unless }) => isRequired && !has(title) && !(unless && has(unless)))
    .map(({ title }) => title)
}

/** A heading in parts, from top to bottom. */
type Heading = readonly string[]

/** Rows of headings as one: a heading that spans several below it is said of each. */
function joined(rows: readonly (readonly string[])[]): Heading[] {
  const over = rows.map(() => '')
  return Array.from({ length: Math.max(...rows.map(row => row.length)) }, (_, i) => {
    const own = rows.map(row => row[i] ?? '')
    for (const [level, cell] of own.entries())
      if (cell !== '') over.fill('', level).fill(cell, level, level + 1)
    const stands = own.findLastIndex(cell => cell !== '')
    const parts = own.map((cell, level) => (level < stands && cell === '' ? (over[level] ?? '') : cell))
    return parts.filter((part, level) => part !== '' && part !== parts[level - 1])
  })
}

interface Word {
  plain: string
  unit: string | null
}

/** A heading without blanks, marks and brackets, and the unit in these. */
function wordOf(cell: string): Word {
  const plain = cell
    .normalize('NFKC')
    .replace(/[\s*:_]/g, '')
    .replace(/[[【]/g, '(')
    .replace(/[\]】]/g, ')')
  const unit =
    /\((?:(?:计量)?单位)?:?([^()]*)\)$/.exec(plain)?.[1] ?? /[,，/](?:单位)?(.+)$/.exec(plain)?.[1] ?? null
  return {
    plain: plain
      .replace(/\([^)]*\)/g, '')
      .replace(/[,，/].*$/, '')
      .replace(/^\d+[.、]/, ''),
    unit,
  }
}

function placed(
  headings: readonly Heading[],
  until: number,
  columns: readonly Column[],
  spread: Reading['spread'],
): Layout {
  const words = headings.map(parts => parts.map(wordOf))
  const places = new Map<string, { index: number; unit: string | null }>()
  const put = (fits: (column: Column, word: string) => boolean) => {
    for (const [index, parts] of words.entries()) {
      const unit = parts.findLast(part => part.unit !== null)?.unit ?? null
      const column = columns.find(one => sayings(parts).some(word => fits(one, word)))
      const isTaken = [...places.values()].some(place => place.index === index)
      if (column && !isTaken && !places.has(column.title)) places.set(column.title, { index, unit })
    }
  }
  put(({ title }, word) => title === word)
  put(({ also }, word) => also?.includes(word) ?? false)
  put(({ title, also = [] }, word) => [title, ...also].some(known => bare(known) === bare(word)))
  const texts = headings.map(parts => parts.filter(part => part !== '').join(' '))
  const isLong = spread !== undefined && places.has(spread.into)
  const spreads = words.flatMap((parts, index): Spread[] => {
    if (!spread || isLong || [...places.values()].some(place => place.index === index)) return []
    const says = parts.every(({ plain }) => plain === '')
      ? null
      : spread.read(parts.map(({ plain }) => plain).join(''))
    const unit = parts.findLast(part => part.unit !== null)?.unit ?? null
    return says ? [{ index, unit, heading: texts[index] ?? '', says }] : []
  })
  return { until, places, spreads, headings: texts, unit: null }
}

/** 开工时间 is 开工日期 to everybody; 2023年度计划 is a 年度计划. */
const bare = (word: string) => word.replace(/时间$/, '日期').replace(/^20\d\d(?=年)/, '')

/** What a heading may be called: its parts together, or the last alone. */
const sayings = (parts: readonly Word[]): string[] =>
  [parts.map(({ plain }) => plain).join(''), parts.at(-1)?.plain ?? ''].filter(word => word !== '')

/** A unit noted above a table; 填报单位 is another thing. */
function unitAbove(cell: string): string[] {
  const found = /(?:^|[\s(])(?:金额|计量)?单位:?\s*(亿元|百万元|千万元|万元|千元|元|万?千瓦时|万?度|人)/.exec(
    cell.normalize('NFKC'),
  )
  return found?.[1] ? [found[1]] : []
}
