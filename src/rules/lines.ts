import Big from 'big.js'
import type { Day } from '../lib/time.ts'
import type { PolicyDocument } from './document.ts'
import { FACTS, type FactName } from './fact-table.ts'
import type { Facts } from './facts.ts'
import type { Line, Operand } from './line.ts'
import { parameterOn } from './parameters.ts'
import { boundsOf, fromBounds, isRange, type Quantity, type Range, sayQuantity } from './range.ts'

/** A line worked out: what it came to and how, in words. Shares (`%`) are ratios. */
export interface Worked {
  line: Line
  value: Quantity
  words: string
  /** What was assumed for it. */
  notes: string[]
  /** Facts of its own that are not known. */
  unknown: FactName[]
}

interface Given {
  facts: Facts
  document: PolicyDocument
  on: Day
}

interface Entry {
  value: Quantity
  words: string
  note: string | undefined
}

/** Works a rule's lines out in order. Amounts and counts not known are at least zero; so bounds can be told. */
export function workOut(lines: readonly Line[], given: Given): Map<string, Worked> {
  const worked = new Map<string, Worked>()
  for (const line of lines) {
    const entries = line.of.map(operand => enter(operand, worked, given))
    const taken = line.step === 'first' ? firstOf(entries) : combined(line.step, entries)
    const value = rounded(taken.value, line.unit)
    const said = sayAmount(value, line.unit)
    const words = taken.words === '' ? `${line.label} = ${said}` : `${line.label} = ${taken.words} = ${said}`
    const unknown = line.of.flatMap(operand =>
      'fact' in operand && isUnknown(given.facts[operand.fact]) ? [operand.fact] : [],
    )
    worked.set(line.id, { line, value, words, notes: taken.note ? [taken.note] : [], unknown })
  }
  return worked
}

const isUnknown = (value: Facts[FactName]) => value === undefined || isRange(value)

/** Whether anything is known of a line: what is not known at all is no step of a calculation. */
export const isTold = ({ value, line }: Worked): boolean => sayAmount(value, line.unit) !== UNKNOWN

const UNKNOWN = '未知'

/** An amount or share with its unit; `未知` where nothing at all is known. */
export function sayAmount(value: Quantity, unit: string): string {
  const { min, max } = boundsOf(value)
  if (!max && (!min || min.lte(0))) return UNKNOWN
  const shown = (amount: Big) => (unit === '%' ? amount.times(100).round(2) : amount)
  const said = isRange(value) ? fromBounds(min?.gt(0) ? shown(min) : null, max && shown(max)) : shown(value)
  return `${sayQuantity(said)}${unit}`
}

function enter(operand: Operand, worked: Map<string, Worked>, { facts, document, on }: Given): Entry {
  const note = 'note' in operand ? operand.note : undefined
  if ('value' in operand) return { value: new Big(operand.value), words: operand.value, note }
  if ('line' in operand) {
    const found = worked.get(operand.line)
    if (!found) throw new Error(`${document.version}: line ${operand.line} is used before it is worked out`)
    return {
      value: found.value,
      words: `${found.line.label}${sayAmount(found.value, found.line.unit)}`,
      note,
    }
  }
  if ('parameter' in operand) {
    const { label, unit, value, number } = parameterOn(document, operand.parameter, on)
    return {
      value: unit === '%' ? number.div(100) : number,
      words: `${label}${value}${unit}`,
      note: undefined,
    }
  }
  const { type, label, unit } = FACTS[operand.fact] as { type: string; label: string; unit: string }
  const value = facts[operand.fact] as Quantity | undefined
  const known = value ?? { min: type === 'ratio' ? null : new Big(0), max: null }
  return { value: known, words: `${label}${sayAmount(known, unit)}`, note }
}

type Combining = Exclude<Line['step'], 'first'>

/** How each step is written. */
export const SIGNS: Record<Combining, (words: string[]) => string> = {
  plus: words => words.join(' + '),
  minus: words => words.join(' − '),
  times: words => words.join(' × '),
  over: words => words.join(' ÷ '),
  least: words => `${words.join('与')}中较小者`,
  most: words => `${words.join('与')}中较大者`,
}

/** The first that is known exactly; else the last, with the bounds it has. */
function firstOf(entries: Entry[]): Entry {
  const taken = entries.find(({ value }) => !isRange(value)) ?? entries.at(-1)
  // A mere number is not told twice.
  if (taken && /^\d+$/.test(taken.words)) return { ...taken, words: '' }
  return taken ?? { value: { min: null, max: null }, words: '', note: undefined }
}

function combined(step: Combining, entries: Entry[]): Entry {
  const [first = { min: null, max: null }, ...rest] = entries.map(({ value }) => boundsOf(value))
  const { min, max } = rest.reduce(STEPS[step], first)
  return {
    value: fromBounds(min, max),
    words: SIGNS[step](entries.map(entry => entry.words)),
    note: undefined,
  }
}

type Both = (a: Big, b: Big) => Big
const end = (a: Big | null, b: Big | null, both: Both) => (a && b ? both(a, b) : null)
const isPositive = ({ min }: Range) => min?.gte(0) ?? false
const known = (ends: (Big | null)[]) => ends.filter(one => one !== null)
const lowest = (ends: Big[]) => ends.reduce<Big | null>((a, b) => (a?.lt(b) ? a : b), null)
const highest = (ends: Big[]) => ends.reduce<Big | null>((a, b) => (a?.gt(b) ? a : b), null)

const STEPS: Record<Combining, (a: Range, b: Range) => Range> = {
  plus: (a, b) => ({
    min: end(a.min, b.min, (x, y) => x.plus(y)),
    max: end(a.max, b.max, (x, y) => x.plus(y)),
  }),
  minus: (a, b) => ({
    min: end(a.min, b.max, (x, y) => x.minus(y)),
    max: end(a.max, b.min, (x, y) => x.minus(y)),
  }),
  times: (a, b) => {
    const ends = [
      end(a.min, b.min, (x, y) => x.times(y)),
      end(a.min, b.max, (x, y) => x.times(y)),
      end(a.max, b.min, (x, y) => x.times(y)),
      end(a.max, b.max, (x, y) => x.times(y)),
    ]
    const closed = known(ends)
    if (closed.length === ends.length) return { min: lowest(closed), max: highest(closed) }
    return { min: isPositive(a) && isPositive(b) ? (ends[0] ?? null) : null, max: null }
  },
  over: (a, b) => {
    if (!isPositive(a) || !b.min?.gt(0)) {
      // Only exact sides can be divided with a sign; by nothing, nothing.
      const exact = a.min && b.min && a.max?.eq(a.min) && b.max?.eq(b.min) && !b.min.eq(0)
      return exact && a.min && b.min
        ? { min: a.min.div(b.min), max: a.min.div(b.min) }
        : { min: null, max: null }
    }
    const floor = end(a.min, b.max, (x, y) => x.div(y)) ?? new Big(0)
    return { min: floor, max: end(a.max, b.min, (x, y) => x.div(y)) }
  },
  least: (a, b) => ({
    min: end(a.min, b.min, (x, y) => (x.lt(y) ? x : y)),
    max: lowest(known([a.max, b.max])),
  }),
  most: (a, b) => ({
    min: highest(known([a.min, b.min])),
    max: end(a.max, b.max, (x, y) => (x.gt(y) ? x : y)),
  }),
}

/** To the yuan for money, to eight decimals for shares: what division leaves beyond is no information. */
function rounded(value: Quantity, unit: Line['unit']): Quantity {
  const decimals = unit === '%' ? 8 : 4
  if (!isRange(value)) return value.round(decimals)
  const { min, max } = value
  // Outwards, so that whatever it turns out to be stays within: 0 is towards zero, 3 away from it.
  return {
    min: min?.round(decimals, min.lt(0) ? 3 : 0) ?? null,
    max: max?.round(decimals, max.lt(0) ? 0 : 3) ?? null,
  }
}
