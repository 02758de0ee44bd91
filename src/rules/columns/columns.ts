import Big from 'big.js'
import { daysBetween } from '../../lib/time.ts'
import { FACTS, type FactName } from '../fact-table.ts'
import type { Accident, Facts } from '../facts.ts'
import { boundsOf, isRange, type Quantity } from '../range.ts'

/** What one fact is for every enterprise. NaN is "not known"; low and high differ where only a range is known. */
export interface Column {
  low: Float64Array
  high: Float64Array
}

/**
 * Facts of many enterprises, one array a fact, all whole numbers so that comparisons are exact: amounts in
 * ten-thousandths of their unit (元 for 万元), ratios in hundred-millionths, days since 1970, flags 0 and 1, words by
 * their place in `words`, lists by their length.
 */
export interface Columns {
  size: number
  columns: ReadonlyMap<FactName, Column>
  words: ReadonlyMap<string, number>
  /** By row; undefined where nothing is known about accidents. */
  accidents: readonly (readonly Accident[] | undefined)[]
  /** Rows whose facts do not fit into whole numbers of safe size: these are judged one by one. */
  irregular: ReadonlyMap<number, Facts>
  /** A row as facts. */
  factsOf(row: number): Facts
}

export const AMOUNT_SCALE = 10_000
export const RATIO_SCALE = 100_000_000
/** Beyond this a product with a percentage could pass 2^53: 1亿亿元 is no figure of an enterprise. */
export const LARGEST = 1e12

/** Puts facts into columns. */
export function columnsOf(rows: readonly Facts[]): Columns {
  const columns = new Map<FactName, Column>()
  const words = new Map<string, number>()
  const irregular = new Map<number, Facts>()
  const columnOf = (name: FactName): Column => {
    let column = columns.get(name)
    if (!column) {
      const low = new Float64Array(rows.length).fill(Number.NaN)
      column = { low, high: low }
      columns.set(name, column)
    }
    return column
  }
  rows.forEach((facts, row) => {
    for (const key in facts) {
      const name = key as FactName
      const value = facts[name]
      if (value === undefined || name === 'accidents') continue
      const [low, high] = encode(name, value, words)
      const fits = [low, high].every(
        end => Number.isNaN(end) || (Number.isInteger(end) && Math.abs(end) <= LARGEST),
      )
      if (!fits) {
        irregular.set(row, facts)
        continue
      }
      const column = columnOf(name)
      // Two arrays only where they differ: most columns have no ranges.
      if (!Object.is(low, high) && column.high === column.low) column.high = column.low.slice()
      column.low[row] = low
      column.high[row] = high
    }
  })
  return {
    size: rows.length,
    columns,
    words,
    accidents: rows.map(facts => facts.accidents),
    irregular,
    factsOf: row => rows[row] ?? {},
  }
}

function encode(
  name: FactName,
  value: NonNullable<Facts[FactName]>,
  words: Map<string, number>,
): [low: number, high: number] {
  const { type } = FACTS[name]
  if (value instanceof Big || isRange(value)) {
    const scale = type === 'ratio' ? RATIO_SCALE : AMOUNT_SCALE
    const { min, max } = boundsOf(value as Quantity)
    return [scaled(min, scale), scaled(max, scale)]
  }
  const whole = wholeOf(value as boolean | string | readonly unknown[], type, words)
  return [whole, whole]
}

function wholeOf(
  value: boolean | string | readonly unknown[],
  type: string,
  words: Map<string, number>,
): number {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value !== 'string') return value.length
  if (type === 'day') return dayNumber(value)
  const known = words.get(value)
  if (known !== undefined) return known
  words.set(value, words.size)
  return words.size - 1
}

/** Days since 1970. */
export const dayNumber = (day: string): number => daysBetween('1970-01-01', day)

const scaled = (amount: Big | null, scale: number): number =>
  amount === null ? Number.NaN : Number(amount.times(scale).toFixed())
