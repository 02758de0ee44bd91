import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareGrowth,
  type Growth,
  growthOf,
  growthOfRatio,
  percentShort,
  ratioOf,
  sayGrowth,
} from '../../src/lib/rates.ts'

const growth = (current: string, base: string): Growth => ({ current: new Big(current), base: new Big(base) })
const THIRTY = new Big(30)

test('growth of exactly 30% counts, on any amount, and a yuan less does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), cents => {
      const base = new Big(cents).div(100)
      const current = base.times('1.3')
      expect(compareGrowth({ current, base }, THIRTY)).toBe(0)
      expect(compareGrowth({ current: current.minus('0.0001'), base }, THIRTY)).toBe(-1)
      expect(compareGrowth({ current: current.plus('0.0001'), base }, THIRTY)).toBe(1)
    }),
    { numRuns: 5000 },
  )
})

test('what is shown never reaches a threshold that the growth does not', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000 }).map(cents => new Big(cents).div(100))
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 400_000 }), (base, short) => {
      const current = base.times('1.3').minus(new Big(short).div(1_000_000))
      const shown = Number(/[\d.]+/.exec(sayGrowth({ current, base }, THIRTY))?.[0])
      if (current.gt(base)) expect(shown).toBeLessThan(30)
      expect(percentShort({ current, base }, THIRTY).lt(30)).toBe(true)
    }),
  )
})

test.each([
  ['12996', '10000', '增长29.96%'],
  ['12999.6', '10000', '增长29.996%'],
  ['12994', '10000', '增长29.9%'],
  ['13000', '10000', '增长30.0%'],
  ['13004', '10000', '增长30.0%'],
  ['10840', '10000', '增长8.4%'],
  ['9750', '10000', '下降2.5%'],
  ['10000', '10000', '持平'],
  ['0', '10000', '下降100.0%'],
])('%s after %s is “%s” against 30%%', (current, base, words) => {
  expect(sayGrowth(growth(current, base), THIRTY)).toBe(words)
})

test('a base of zero or below cannot be compared with', () => {
  for (const base of ['0', '-5']) expect(growthOf(new Big(15_000), new Big(base))).toBe('incomparable')
  expect(sayGrowth('incomparable')).toBe('不可比')
})

test('a growth given as a ratio is compared as exactly as one of two amounts', () => {
  expect(compareGrowth(growthOfRatio(new Big('0.3')), THIRTY)).toBe(0)
  expect(compareGrowth(growthOfRatio(new Big('0.29999999')), THIRTY)).toBe(-1)
})

test('the ratio of just under double stays under 1', () => {
  expect(ratioOf(growth('10000', '5000'))).toBe(1)
  expect(ratioOf(growth('9999', '5000'))).toBe(0.9998)
  expect(ratioOf(growth('1999999999.9999', '1000000000'))).toBeLessThan(1)
  expect(ratioOf(growth('7000', '10000'))).toBe(-0.3)
})
