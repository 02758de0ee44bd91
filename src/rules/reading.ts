import type Big from 'big.js'
import { type Growth, growthOf, growthOfRatio } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { worstAccident } from './accidents.ts'
import { DERIVED, type GrowthName, type LevelName } from './derived.ts'
import type { FactName, Facts } from './facts.ts'

/** Facts that are not there. */
export interface Missing {
  missing: FactName[]
}

export const isMissing = (value: unknown): value is Missing =>
  typeof value === 'object' && value !== null && 'missing' in value

/**
 * A growth from its two amounts, or from the ratio where they are not both there. A base of zero or below is
 * 不可比 whatever the other amount is; without a base nothing is known.
 */
export function readGrowth(name: GrowthName, facts: Facts): Growth | 'incomparable' | Missing {
  const { current, base, ratio } = DERIVED[name]
  const [now, before] = [facts[current], facts[base]]
  if (before && !before.gt(0)) return 'incomparable'
  if (now && before) return growthOf(now, before)
  const given = ratio && facts[ratio]
  if (given) return growthOfRatio(given)
  return { missing: [...(now ? [] : [current]), ...(before ? [] : [base])] }
}

/** Both amounts of a growth, the base worked back from the ratio where it is not there; null when it cannot be. */
export function readAmounts(name: GrowthName, facts: Facts): { now: Big; base: Big } | null {
  const { current, base, ratio } = DERIVED[name]
  const now = facts[current]
  if (!now) return null
  const before = facts[base]
  if (before) return before.gt(0) ? { now, base: before } : null
  const given = ratio && facts[ratio]
  return given?.gt(-1) ? { now, base: now.div(given.plus(1)) } : null
}

/** The worst accident of the year of `on`, as the range it is known to lie in. */
export function readLevel(name: LevelName, facts: Facts, on: Day): { low: number; high: number } | Missing {
  if (!facts.accidents) return { missing: ['accidents'] }
  return worstAccident(facts.accidents, DERIVED[name].of, on.slice(0, 4))
}
