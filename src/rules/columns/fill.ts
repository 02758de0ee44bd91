import Big from 'big.js'
import { addDays } from '../../lib/time.ts'
import { FACTS, type FactName } from '../fact-table.ts'
import type { Accident, Facts } from '../facts.ts'
import { AMOUNT_SCALE, type Column, type Columns, LARGEST, RATIO_SCALE } from './columns.ts'

/**
 * One fact of every enterprise as a database gives it: numbers as they stand in a column (ten-thousandths of amounts,
 * days since 1970), flags, words; null is unknown.
 */
export type Cells = readonly (number | boolean | string | null)[]

export type CellsByFact = ReadonlyMap<FactName, Cells>

/** Rows with a number that columns cannot hold exactly. */
export function irregularRows(cells: CellsByFact): number[] {
  const rows = new Set<number>()
  for (const list of cells.values())
    for (let row = 0; row < list.length; row++) {
      const value = list[row]
      if (typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) <= LARGEST)) rows.add(row)
    }
  return [...rows].sort((a, b) => a - b)
}

/**
 * Columns straight from cells, without an exact decimal for each of them. `irregular` holds the facts of all
 * `irregularRows`; a row is turned into facts only when somebody asks for it.
 */
export function columnsFromCells(
  size: number,
  cells: CellsByFact,
  accidents: Columns['accidents'],
  irregular: ReadonlyMap<number, Facts>,
): Columns {
  const words = new Map<string, number>()
  const columns = new Map<FactName, Column>()
  for (const [fact, list] of cells) {
    const column = new Float64Array(size).fill(Number.NaN)
    for (let row = 0; row < size; row++) {
      const value = list[row]
      if (value === null || value === undefined || irregular.has(row)) continue
      column[row] = typeof value === 'string' ? placeOf(value, words) : Number(value)
    }
    columns.set(fact, { low: column, high: column })
  }
  const wordList = [...words.keys()]
  return {
    size,
    columns,
    words,
    accidents,
    irregular,
    factsOf: row => irregular.get(row) ?? factsIn(row, columns, wordList, accidents[row]),
  }
}

function placeOf(word: string, words: Map<string, number>): number {
  const known = words.get(word)
  if (known !== undefined) return known
  words.set(word, words.size)
  return words.size - 1
}

function factsIn(
  row: number,
  columns: ReadonlyMap<FactName, Column>,
  words: readonly string[],
  accidents: readonly Accident[] | undefined,
): Facts {
  const facts: Partial<Record<FactName, unknown>> = accidents ? { accidents } : {}
  for (const [fact, { low }] of columns) {
    const value = low[row]
    if (value !== undefined && !Number.isNaN(value)) facts[fact] = decode(FACTS[fact].type, value, words)
  }
  return facts as Facts
}

function decode(type: string, value: number, words: readonly string[]): unknown {
  switch (type) {
    case 'flag':
      return value === 1
    case 'day':
      return addDays('1970-01-01', value)
    case 'word':
      return words[value]
    default:
      return new Big(value).div(type === 'ratio' ? RATIO_SCALE : AMOUNT_SCALE)
  }
}
