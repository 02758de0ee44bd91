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

export interface Spread {
  index: number
  unit: string | null
  heading: string
  says: Readonly<Record<string, string>>
}

/** The best reading of the first rows of a sheet as headings, on one row or two. */
export function layoutOf(head: readonly SheetRow[], columns: readonly Column[], { spread }: Reading): Layout {
  const none: Layout = { until: 0, places: new Map(), spreads: [], headings: [], unit: null }
  const ones = head.map(row =>
    placed(
      row.cells.map(cell => [cell]),
      row.number,
      columns,
      spread,
    ),
  )
  const twos = head.slice(1).map((row, i) => {
    const headings = joined(head[i]?.cells ?? [], row.cells)
    return placed(headings, row.number, columns, spread)
  })
  const score = (layout: Layout) =>
    layout.places.size + layout.spreads.length - 100 * missingOf(layout, columns, spread ? { spread } : {}).length
  const best = [...ones, ...twos].reduce((found, next) => (score(next) > score(found) ? next : found), none)
  const above = head.filter(({ number }) => number <= best.until).flatMap(({ cells }) => cells)
  return { ...best, unit: above.flatMap(unitAbove)[0] ?? null }
}

/** Required columns that are neither there nor said otherwise. */
export function missingOf(
  { places, spreads }: Layout,
  columns: readonly Column[],
  { given = {}, spread }: Pick<Reading, 'given' | 'spread'>,
): string[] {
  const has = (title: string) =>
    places.has(title) ||
    title in given ||
    spreads.some(({ says }) => title === spread?.into || title in says)
  return columns
    .filter(({ isRequired, title, unless }) => isRequired && !has(title) && !(unless && has(unless)))
    .map(({ title }) => title)
}

/** A heading in parts, from top to bottom. */
type Heading = readonly string[]

/** Two rows of headings as one: a heading that spans several below it is said of each. */
function joined(top: readonly string[], bottom: readonly string[]): Heading[] {
  let over = ''
  return Array.from({ length: Math.max(top.length, bottom.length) }, (_, i) => {
    const [above = '', below = ''] = [top[i], bottom[i]]
    if (above !== '') over = above
    if (below === '' || below === above) return [above]
    return above === '' && below !== '' ? [over, below] : [above, below]
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

/** What a heading may be called: its parts together, or the last alone. */
const sayings = (parts: readonly Word[]): string[] =>
  [parts.map(({ plain }) => plain).join(''), parts.at(-1)?.plain ?? ''].filter(word => word !== '')

/** A unit noted above a table; 填报单位 is another thing. */
function unitAbove(cell: string): string[] {
  const found = /(?:^|[\s(])(?:金额|计量)?单位:?\s*(亿元|百万元|千万元|万元|千元|元)/.exec(
    cell.normalize('NFKC'),
  )
  return found?.[1] ? [found[1]] : []
}
