import type Big from 'big.js'
import { type Growth, growthOf, growthOfRatio } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { worstAccident } from './accidents.ts'
import { DERIVED, type GrowthName, type LevelName } from './derived.ts'
import type { FactName } from './fact-table.ts'
import type { Facts } from './facts.ts'
import { boundsOf, isRange, type Quantity } from './range.ts'

/** Facts that are not there. */
export interface Missing {
  missing: FactName[]
}

/** A growth between two others; null where a side is open. Its base may turn out to be incomparable. */
interface GrowthRange {
  low: Growth | null
  high: Growth | null
  mayBeIncomparable: boolean
  missing: FactName[]
}

/** What is known of a growth. */
export type ReadGrowth = Growth | 'incomparable' | GrowthRange | Missing

export const isMissing = (value: unknown): value is Missing =>
  typeof value === 'object' && value !== null && 'missing' in value && !('low' in value)

/** The amount if it is known exactly. */
export const exactly = (value: Quantity | undefined): Big | undefined => (isRange(value) ? undefined : value)

/**
 * A growth from its two amounts, or from the ratio where they are not both there. A base of zero or below is
 * 不可比 whatever the other amount is; without a base nothing is known.
 */
export function readGrowth(name: GrowthName, facts: Facts): ReadGrowth {
  const { current, base, ratio } = DERIVED[name]
  const [now, before] = [facts[current], facts[base]]
  if (before && boundsOf(before).max?.lte(0)) return 'incomparable'
  if (now && before) {
    if (!isRange(now) && !isRange(before)) return growthOf(now, before)
    return growthBetween(now, before, [current, base])
  }
  const given = ratio && facts[ratio]
  if (given) return growthOfRatio(given)
  return { missing: [...(now ? [] : [current]), ...(before ? [] : [base])] }
}

function growthBetween(now: Quantity, before: Quantity, [current, base]: [FactName, FactName]): GrowthRange {
  const [a, b] = [boundsOf(now), boundsOf(before)]
  const isComparable = b.min?.gt(0) ?? false
  // A negative amount over a larger base shrinks less: the ends change places.
  const under = (amount: Big | null, ifPositive: Big | null, ifNegative: Big | null): Growth | null => {
    const by = amount?.lt(0) ? ifNegative : ifPositive
    return amount && by?.gt(0) ? { current: amount, base: by } : null
  }
  return {
    low: under(a.min, b.max, isComparable ? b.min : null),
    high: isComparable ? under(a.max, b.min, b.max) : null,
    mayBeIncomparable: !isComparable,
    missing: [...(isRange(now) ? [current] : []), ...(isRange(before) ? [base] : [])],
  }
}

/** Both amounts of a growth, the base worked back from the ratio where it is not there; null when it cannot be. */
export function readAmounts(name: GrowthName, facts: Facts): { now: Big; base: Big } | null {
  const { current, base, ratio } = DERIVED[name]
  const now = exactly(facts[current])
  if (!now) return null
  if (facts[base]) {
    const before = exactly(facts[base])
    return before?.gt(0) ? { now, base: before } : null
  }
  const given = ratio && facts[ratio]
  return given?.gt(-1) ? { now, base: now.div(given.plus(1)) } : null
}

/** The worst accident of the year of `on`, as the range it is known to lie in. */
export function readLevel(name: LevelName, facts: Facts, on: Day): { low: number; high: number } | Missing {
  if (!facts.accidents) return { missing: ['accidents'] }
  return worstAccident(facts.accidents, DERIVED[name].of, on.slice(0, 4))
}
