import Big from 'big.js'
import { exactWan } from '../lib/money.ts'
import type { Circumstances } from './condition.ts'
import { DERIVED, isDerived, quantityFacts } from './derived.ts'
import type { GrowthTest, QuantityTest, Test } from './document.ts'
import { FACTS, type FactName } from './fact-table.ts'
import { parameterOn } from './parameters.ts'
import type { Quantity } from './range.ts'
import { exactly, isMissing, readAmounts, readGrowth } from './reading.ts'

/** Multiplying is quicker than dividing by a hundred, and as exact. */
const PERCENT = new Big('0.01')

/** How much of which fact is missing to pass a condition, or by how much it is over; always positive. */
export interface Gap {
  fact: FactName
  amount: Big
  unit: string
  /** The value that passes: at least this, or at most where the condition is an upper bound. */
  target: Big
}

/**
 * What is missing to pass a failed condition, in what the firm can act on: money also where growth failed
 * (`产值还差1200万元`: what the year would have needed beyond what it was). Null when nothing can be said or done.
 */
export function shortfallOf(test: Test, gap: Gap | null, where: Circumstances): string | null {
  if (gap) return sayGap(gap, test.operator)
  if (test.remedy) return test.remedy
  return test.unit === '%' && 'fact' in test ? percentGap(test, where) : null
}

/**
 * The gap of a failed condition; null where it is not one of amounts. For growth it also covers the amount the clause
 * asks for beside it: max(threshold, base × 1.3) − actual.
 */
export function gapOf(test: Test, where: Circumstances): Gap | null {
  if ('line' in test) return null
  if (test.unit === '%') return isDerived(test.fact) ? growthGap(test, where) : null
  if (test.unit === '日期' || test.unit === '等级' || test.unit === '类别' || test.unit === '是否')
    return null
  return quantityGap(test, where)
}

function quantityGap(test: QuantityTest, { facts, document, on }: Circumstances): Gap | null {
  const fact = quantityFacts(test.fact).find(name => facts[name] !== undefined)
  const value = fact && exactly(facts[fact] as Quantity)
  if (!fact || !value) return null
  const target = parameterOn(document, test.parameter, on).number
  return { fact, amount: target.minus(value).abs(), unit: test.unit, target }
}

function growthGap(test: GrowthTest, { facts, document, on }: Circumstances): Gap | null {
  if (!isDerived(test.fact)) return null
  const amounts = readAmounts(test.fact, facts)
  if (!amounts) return null
  const limit = parameterOn(document, test.parameter, on).number
  const wanted = amounts.base.times(limit.plus(100)).times(PERCENT)
  const floor = test.floor ? parameterOn(document, test.floor, on).number : wanted
  const isLowerBound = test.operator === '>=' || test.operator === '>'
  const target = isLowerBound && floor.gt(wanted) ? floor : wanted
  const fact = DERIVED[test.fact].current
  return { fact, amount: target.minus(amounts.now).abs(), unit: FACTS[fact].unit, target }
}

/** Rounded up to a yuan (a whole one where things are counted), so that what is named is enough. */
function sayGap({ fact, amount, unit }: Gap, operator: string): string {
  const found = FACTS[fact]
  const noun = 'noun' in found ? found.noun : found.label
  const up = amount.round(found.type === 'count' ? 0 : 4, 3)
  const said = unit === '万元' ? exactWan(up) : `${up.toFixed()}${unit}`
  if (operator === '>=') return `${noun}还差${said}`
  if (operator === '>') return `${noun}须再增加${said}以上`
  return `${noun}超出${said}`
}

/** Where no amount is known the gap of a growth is in percentage points. */
function percentGap(test: GrowthTest, { facts, document, on }: Circumstances): string | null {
  if (!isDerived(test.fact)) return null
  const growth = readGrowth(test.fact, facts)
  if (growth === 'incomparable' || 'low' in growth || isMissing(growth)) return null
  const percent = growth.current.minus(growth.base).times(100).div(growth.base)
  const gap = percent.minus(parameterOn(document, test.parameter, on).value).abs()
  const current = FACTS[DERIVED[test.fact].current]
  return `${current.noun}增幅${test.operator.startsWith('>') ? '还差' : '超出'}${gap.round(4, 3).toFixed()}个百分点`
}
