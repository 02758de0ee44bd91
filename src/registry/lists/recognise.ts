import { type Fit, fitOf } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { List } from './list.ts'

/** A list a table may be of. */
export interface Likely {
  list: List
  /** Columns that are required, missing, and can be said of the whole table. */
  toSay: string[]
}

/** Which lists a table may be of. */
export interface Recognised {
  /** Likeliest first. */
  fitting: Likely[]
  /** The first is meant beyond doubt. */
  isSure: boolean
  /** Nothing fits: the list that comes nearest, and what is missing. */
  nearest: { list: List; missing: string[] } | null
}

/** Being called by its name counts as much as so many headings. */
const NAMED = 3
/** Who understands so many headings less is not meant. */
const CLEARLY = 2

/**
 * Tells by its headings which of some lists a table is of; what the file, the sheet and the lines above the headings are
 * called, and what its sender says, counts too.
 */
export function recognise(table: Table, lists: readonly List[], said = ''): Recognised {
  const judged = lists
    .map(list => {
      const fit = fitOf(table, list.columns, list.reading)
      const sayable = new Set(list.columns.flatMap(one => (one.canBeSaid ? [one.title] : [])))
      const isNamed = namesList(fit.title, list) || namesList(said, list)
      return { list, fit, fits: isFor(fit, sayable, isNamed), points: fit.understood + (isNamed ? NAMED : 0) }
    })
    .sort((a, b) => b.points - a.points || a.fit.missing.length - b.fit.missing.length)
  const [first, ...others] = judged.filter(({ fits }) => fits)
  if (!first) {
    const near = judged
      .filter(({ fit }) => fit.understood >= 2)
      .sort((a, b) => a.fit.missing.length - b.fit.missing.length || b.points - a.points)[0]
    const nearest = near ? { list: near.list, missing: near.fit.missing } : null
    return { fitting: [], isSure: false, nearest }
  }
  const rivals = others.filter(({ points }) => points > first.points - CLEARLY)
  const fitting = [first, ...rivals].map(({ list, fit }) => ({ list, toSay: fit.missing }))
  return { fitting, isSure: rivals.length === 0, nearest: null }
}

/** Nothing is missing, or what is can be said and nothing speaks against it. */
const isFor = ({ missing, foreign }: Fit, sayable: ReadonlySet<string>, isNamed: boolean): boolean =>
  missing.length === 0 || (missing.every(title => sayable.has(title)) && (isNamed || foreign === 0))

/** Whether a text calls a list by one of its names. */
export const namesList = (text: string, { called, title }: List): boolean =>
  called ? called.test(text) : text.includes(title)
