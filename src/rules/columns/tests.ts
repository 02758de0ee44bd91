import type Big from 'big.js'
import { levelNumber, worstAccident } from '../accidents.ts'
import type { Circumstances } from '../condition.ts'
import { DERIVED, isDerived, quantityFacts } from '../derived.ts'
import type { GrowthTest, Leaf, LevelTest, QuantityTest } from '../document.ts'
import type { Verdict } from '../evaluation.ts'
import type { FactName } from '../fact-table.ts'
import type { AccidentLevel } from '../facts.ts'
import { parameterOn, wordsIn } from '../parameters.ts'
import { AMOUNT_SCALE, type Column, type Columns, dayNumber, RATIO_SCALE } from './columns.ts'

/**
 * A condition over columns. `amount`: sign × value >= limit. `growth`: current × per >= base × factor + margin, never
 * where the base is zero or below. Both ends of a range must agree. `among`: the value is in the set. `manual`: left
 * to people for every row.
 */
export type ColumnTest =
  | { kind: 'amount'; low: Float64Array; high: Float64Array; sign: 1 | -1; limit: number }
  | {
      kind: 'growth'
      /** The amount itself; `current` may stand for it where only the ratio is known. */
      amounts: Float64Array
      current: Float64Array
      base: Float64Array
      per: number
      factor: number
      margin: 0 | 1
    }
  | { kind: 'among'; column: Float64Array; members: ReadonlySet<number> }
  | { kind: 'manual' }

export const FAIL = 0
export const UNKNOWN = 1
export const MANUAL = 2
export const PASS = 3
/** What the numbers say. */
export const STATUSES: readonly Verdict[] = ['fail', 'unknown', 'manual', 'pass']

/** What a condition is over columns; null where it cannot be one (what is worked out line by line). */
export function columnTestOf(
  leaf: Leaf,
  columns: Columns,
  where: Pick<Circumstances, 'document' | 'on'>,
): ColumnTest | null {
  if (leaf.kind === 'manual') return { kind: 'manual' }
  if (leaf.kind === 'known' || 'line' in leaf) return null
  if (leaf.unit === '是否')
    return amountTest(columnOf(columns, leaf.fact), leaf.value ? '>=' : '<=', leaf.value ? 1 : 0)
  if (leaf.operator === 'none') return amountTest(columnOf(columns, leaf.fact), '<=', 0)
  const { value, number } = parameterOn(where.document, leaf.parameter, where.on)
  if (leaf.unit === '类别') {
    const members = wordsIn(value).flatMap(word => columns.words.get(word) ?? [])
    return { kind: 'among', column: columnOf(columns, leaf.fact).low, members: new Set(members) }
  }
  if (leaf.unit === '日期') return amountTest(columnOf(columns, leaf.fact), leaf.operator, dayNumber(value))
  if (leaf.unit === '等级')
    return amountTest(
      levelColumn(leaf.fact, columns, where.on),
      leaf.operator,
      levelNumber(value as AccidentLevel),
    )
  return leaf.unit === '%' ? growthTest(leaf, number, columns) : quantityTest(leaf, number, columns)
}

type Operator = QuantityTest['operator']

/** Whole numbers: `> t` is `>= t + 1`, and an upper bound is a lower one of the other sign. */
function amountTest({ low, high }: Column, operator: Operator, threshold: number): ColumnTest {
  const sign = operator === '>=' || operator === '>' ? 1 : -1
  const isStrict = operator === '>' || operator === '<'
  const limit = isStrict ? Math.floor(sign * threshold) + 1 : sign * threshold
  if (sign === 1) return { kind: 'amount', low, high, sign, limit }
  const turned = low.map(value => -value)
  return {
    kind: 'amount',
    low: high === low ? turned : high.map(value => -value),
    high: turned,
    sign,
    limit,
  }
}

function quantityTest(test: QuantityTest, limit: Big, columns: Columns): ColumnTest {
  const [first, ...others] = quantityFacts(test.fact).map(name => columnOf(columns, name))
  const column = others.reduce((one, other) => firstKnown(one, other), first ?? nothing(columns))
  return amountTest(column, test.operator, Number(limit.times(AMOUNT_SCALE).toFixed()))
}

function growthTest(test: GrowthTest, percent: Big, columns: Columns): ColumnTest | null {
  const { operator } = test
  if (!isDerived(test.fact)) {
    const limit = Number(percent.times(RATIO_SCALE).div(100).toFixed())
    return amountTest(columnOf(columns, test.fact), operator, limit)
  }
  const { current, base, amounts } = growthColumns(test.fact, columns)
  // Whole numbers on both sides: 30.5% is 1305 against 1000.
  const decimals = 10 ** (percent.toFixed().split('.')[1]?.length ?? 0)
  const sign = operator === '>=' || operator === '>' ? 1 : -1
  const [per, factor] = [100 * decimals, Number(percent.plus(100).times(decimals).toFixed())]
  if (Math.max(per, Math.abs(factor)) > LARGEST_FACTOR) return null
  const margin = operator === '>' || operator === '<' ? 1 : 0
  return { kind: 'growth', amounts, current, base, per: sign * per, factor: sign * factor, margin }
}

/** Times the largest figure a column holds this still stays below 2^53. */
const LARGEST_FACTOR = 9000

/** The two amounts of a growth; where they are not both there, the ratio as a pair of its own. */
function growthColumns(name: GrowthTest['fact'] & keyof typeof DERIVED, columns: Columns) {
  const { current, base, ratio } = DERIVED[name]
  const [now, before] = [columnOf(columns, current).low, columnOf(columns, base).low]
  const given = ratio && columns.columns.get(ratio)?.low
  if (!given) return { current: now, base: before, amounts: now }
  const [pairNow, pairBefore] = [now.slice(), before.slice()]
  for (let row = 0; row < columns.size; row++) {
    const [a = Number.NaN, b = Number.NaN, r = Number.NaN] = [now[row], before[row], given[row]]
    if ((Number.isNaN(a) || Number.isNaN(b)) && !(b <= 0) && !Number.isNaN(r)) {
      pairNow[row] = RATIO_SCALE + r
      pairBefore[row] = RATIO_SCALE
    }
  }
  return { current: pairNow, base: pairBefore, amounts: now }
}

function levelColumn(name: LevelTest['fact'], { accidents, size }: Columns, on: string): Column {
  const low = new Float64Array(size).fill(Number.NaN)
  const high = low.slice()
  accidents.forEach((list, row) => {
    if (!list) return
    const worst = worstAccident(list, DERIVED[name].of, on.slice(0, 4))
    low[row] = worst.low
    high[row] = worst.high
  })
  return { low, high }
}

function firstKnown(one: Column, other: Column): Column {
  const pick = (ends: Float64Array, others: Float64Array) =>
    ends.map((end, row) => (isOpen(one, row) ? (others[row] ?? Number.NaN) : end))
  return { low: pick(one.low, other.low), high: pick(one.high, other.high) }
}

/** Nothing known, not even one end of a range. */
const isOpen = ({ low, high }: Column, row: number) =>
  Number.isNaN(low[row] ?? Number.NaN) && Number.isNaN(high[row] ?? Number.NaN)

function columnOf(columns: Columns, name: FactName): Column {
  return columns.columns.get(name) ?? nothing(columns)
}

function nothing({ size }: Columns): Column {
  const open = new Float64Array(size).fill(Number.NaN)
  return { low: open, high: open }
}

/** Facts that a growth over columns reads exactly: a range in one of them makes a row irregular for the rule. */
export function exactFactsOf(leaves: readonly Leaf[]): FactName[] {
  return leaves.flatMap(leaf => {
    if (leaf.kind !== 'test' || leaf.unit !== '%' || !('fact' in leaf) || !isDerived(leaf.fact)) return []
    const { current, base } = DERIVED[leaf.fact]
    return [current, base]
  })
}
