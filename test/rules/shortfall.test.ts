import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { ruleInForce } from '../support/policies.ts'

const on = '2024-01-10'
const conditionOf = (facts: object, id: string) =>
  evaluate(ruleInForce('R-LIST-IND', on), parseFacts(facts), { on }).conditions.find(one => one.id === id)
const amountIn = (words: string | null | undefined) => new Big(/([\d.]+)万元/.exec(words ?? '')?.[1] ?? 0)

const yuan = (max: number) => fc.integer({ min: 1, max }).map(amount => new Big(amount).div(10_000))

test('a firm that had made the shortfall more would have passed, and a yuan less would not do', () => {
  fc.assert(
    fc.property(yuan(200_000_000), yuan(200_000_000), (now, before) => {
      const facts = { output_y: now, output_y1: before }
      const growth = conditionOf(facts, 'C1.output_growth')
      if (growth?.verdict !== 'fail') return
      const gap = amountIn(growth.shortfall)
      const made = (extra: Big) => ({ output_y: now.plus(extra), output_y1: before })
      for (const id of ['C1.output', 'C1.output_growth'])
        expect(conditionOf(made(gap), id)?.verdict).toBe('pass')
      const less = made(gap.minus('0.0001'))
      const verdicts = ['C1.output', 'C1.output_growth'].map(id => conditionOf(less, id)?.verdict)
      expect(verdicts).toContain('fail')
    }),
  )
})

test('with the growth given as a ratio the gap is still in money', () => {
  const words = conditionOf({ output_y: 12000, output_growth: 0.25 }, 'C1.output_growth')?.shortfall
  expect(words).toBe('产值还差480万元')
})

test('with nothing but the ratio the gap is in percentage points', () => {
  const words = conditionOf({ output_growth: '0.2996' }, 'C1.output_growth')?.shortfall
  expect(words).toBe('产值增幅还差0.04个百分点')
})

test('an incomparable growth has no gap: no amount would do', () => {
  expect(conditionOf({ output_y: 1, output_y1: 0 }, 'C1.output_growth')).toMatchObject({
    verdict: 'fail',
    actual: null,
    shortfall: null,
  })
})

test('a date cannot be made up for', () => {
  expect(conditionOf({ first_above_scale_date: '2019-01-01' }, 'C3.first_entry')?.shortfall).toBeNull()
})
