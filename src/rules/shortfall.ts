import Big from 'big.js'
import { exactWan } from '../lib/money.ts'
import type { Circumstances } from './condition.ts'
import type { Test } from './document.ts'
import { parameterOn } from './parameters.ts'
import { isMissing, readAmounts, readGrowth } from './reading.ts'

/**
 * What is missing to pass a failed condition, in what the firm can act on: money also where growth failed
 * (`产值还差1200万元`: what the year would have needed beyond what it was). Null when nothing can be said or done.
 */
export function shortfallOf(test: Test, where: Circumstances): string | null {
  if (test.unit === '万元' || test.unit === '%') {
    const gap = gapOf(test, where)
    if (gap) return sayGap(test.noun, gap, test.operator)
    return test.remedy ?? (test.unit === '%' ? percentGap(test, where) : null)
  }
  return test.remedy ?? null
}

/**
 * The amount of 万元 by which a failed condition is missed, always positive. For growth it also covers the amount the
 * clause asks for beside it: max(threshold, base × 1.3) − actual.
 */
function gapOf(
  test: Extract<Test, { unit: '万元' | '%' }>,
  { facts, document, on }: Circumstances,
): Big | null {
  const limit = new Big(parameterOn(document, test.parameter, on).value)
  if (test.unit === '万元') {
    const value = facts[test.fact]
    return value ? limit.minus(value).abs() : null
  }
  const amounts = readAmounts(test.fact, facts)
  if (!amounts) return null
  const wanted = amounts.base.times(limit.plus(100)).div(100)
  const floor = test.floor ? new Big(parameterOn(document, test.floor, on).value) : wanted
  const isLowerBound = test.operator === '>=' || test.operator === '>'
  const target = isLowerBound && floor.gt(wanted) ? floor : wanted
  return target.minus(amounts.now).abs()
}

/** Rounded up to a yuan, so that what is named is enough. */
function sayGap(noun: string, gap: Big, operator: string): string {
  const amount = exactWan(gap.round(4, 3))
  if (operator === '>=') return `${noun}还差${amount}`
  if (operator === '>') return `${noun}须再增加${amount}以上`
  return `${noun}超出${amount}`
}

/** Where no amount is known the gap of a growth is in percentage points. */
function percentGap(
  test: Extract<Test, { unit: '%' }>,
  { facts, document, on }: Circumstances,
): string | null {
  const growth = readGrowth(test.fact, facts)
  if (growth === 'incomparable' || isMissing(growth)) return null
  const percent = growth.current.minus(growth.base).times(100).div(growth.base)
  const gap = percent.minus(parameterOn(document, test.parameter, on).value).abs()
  return `${test.noun}增幅${test.operator.startsWith('>') ? '还差' : '超出'}${gap.round(4, 3).toFixed()}个百分点`
}
