import Big from 'big.js'

/** 增幅 as an exact pair: growth is (current − base) / base, never divided for a test. `base` is above zero. */
export interface Growth {
  current: Big
  base: Big
}

/** Growth from one amount to another; 不可比 (incomparable) when the base is zero or below. */
export function growthOf(current: Big, base: Big): Growth | 'incomparable' {
  return base.gt(0) ? { current, base } : 'incomparable'
}

/** Growth given as a ratio (0.3 = 30%). */
export const growthOfRatio = (ratio: Big): Growth => ({ current: ratio.plus(1), base: new Big(1) })

/** Whether growth is below (−1), at (0) or above (1) a threshold in percent, by cross-multiplication. */
export function compareGrowth({ current, base }: Growth, percent: Big): -1 | 0 | 1 {
  return current.times(100).cmp(base.times(percent.plus(100)))
}

/** Divides to a number of decimals and no further: the usual twenty cost five times as much. Mode 0 cuts, 1 rounds. */
function divide(dividend: Big, divisor: Big, decimals: number, mode: 0 | 1): Big {
  const key = decimals * 2 + mode
  let Short = shorts.get(key)
  if (!Short) {
    Short = Big()
    Short.DP = decimals
    Short.RM = mode
    shorts.set(key, Short)
  }
  return new Big(new Short(dividend).div(divisor))
}
const shorts = new Map<number, ReturnType<typeof Big>>()

/** Growth in percent, for showing only; rounded to `decimals`. */
function percentOf({ current, base }: Growth, decimals: number, mode: 0 | 1 = 1): Big {
  return divide(current.minus(base).times(100), base, decimals, mode)
}

/** Growth in percent to four decimals that never reaches a threshold which the growth itself does not. */
export function percentShort(growth: Growth, threshold: Big): Big {
  let shown = percents.get(growth)
  if (!shown) {
    shown = percentOf(growth, 4)
    percents.set(growth, shown)
  }
  return shown.lt(threshold) || compareGrowth(growth, threshold) >= 0 ? shown : guarded(growth, threshold, 5)
}
/** The same growth is held against several thresholds. */
const percents = new WeakMap<Growth, Big>()

/** Rounds to `decimals`, and to more where rounding would lift the growth to a threshold it is below. */
function guarded(growth: Growth, threshold: Big | null, decimals: number): Big {
  const shown = percentOf(growth, decimals)
  if (threshold === null || compareGrowth(growth, threshold) >= 0 || shown.lt(threshold)) return shown
  return decimals < 8 ? guarded(growth, threshold, decimals + 1) : percentOf(growth, 8, 0)
}

/**
 * Growth in words: `增长30.0%`, `下降2.5%`, `持平`. One decimal, and two or more when one would show the threshold
 * (in percent) although the growth is below it: 29.96%, not 30.0%.
 */
export function sayGrowth(growth: Growth | 'incomparable', threshold: Big | null = null): string {
  if (growth === 'incomparable') return '不可比'
  const shown = guarded(growth, threshold, 1)
  const decimals = Math.max(1, shown.toFixed().split('.')[1]?.length ?? 0)
  if (shown.eq(0)) return '持平'
  return `${shown.gt(0) ? '增长' : '下降'}${shown.abs().toFixed(decimals)}%`
}

/** Growth as a ratio to eight decimals, cut rather than rounded, so that 1 is doubling and less is not. */
export function ratioOf({ current, base }: Growth): number {
  return Number(divide(current.minus(base), base, 8, 0).toFixed())
}

/** Growth in percent as text with four decimals, to be kept and shown later; null of what cannot be compared. */
export const percentText = (growth: Growth | 'incomparable'): string | null =>
  growth === 'incomparable' ? null : percentOf(growth, 4).toFixed()

/** 增长8.4%, 下降2.5% for a narrow column, where a sign tells the direction: `+8.4%`, `-2.5%`. */
export const signed = (words: string): string => words.replace('增长', '+').replace('下降', '-')
