import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { Verdict } from '../../src/rules/evaluation.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { ruleInForce } from '../support/policies.ts'

/** The same rules written by hand a second time, in whole yuan and three-valued: null is not known. */
type Tri = boolean | null
type Yuan = number | null
const and = (...all: Tri[]): Tri => (all.includes(false) ? false : all.includes(null) ? null : true)
const or = (...any: Tri[]): Tri => (any.includes(true) ? true : any.includes(null) ? null : false)
const reaches = (amount: Yuan, wan: number): Tri => (amount === null ? null : amount >= wan * 10_000)
const grew = (now: Yuan, before: Yuan, percent: number): Tri => {
  if (before !== null && before <= 0) return false
  if (now === null || before === null) return null
  return BigInt(now) * 100n >= BigInt(before) * BigInt(100 + percent)
}

interface Firm {
  is_above_scale: Tri
  is_digital: Tri
  first: string | null
  output: Yuan
  output1: Yuan
  tax: Yuan
  tax1: Yuan
  revenue: Yuan
  revenue1: Yuan
  investment: Yuan
}

const industrial = (f: Firm): Tri =>
  and(
    f.is_above_scale,
    or(
      and(
        reaches(f.output, 10_000),
        grew(f.output, f.output1, 30),
        reaches(f.tax, 500),
        grew(f.tax, f.tax1, 30),
      ),
      reaches(f.investment, 10_000),
      and(
        f.first === null ? null : f.first >= '2022-01-01',
        grew(f.output, f.output1, 100),
        grew(f.tax, f.tax1, 100),
      ),
    ),
  )
const digital = (f: Firm): Tri =>
  and(
    f.is_digital,
    reaches(f.revenue, 3000),
    grew(f.revenue, f.revenue1, 30),
    reaches(f.tax, 200),
    grew(f.tax, f.tax1, 30),
  )

const wan = (yuan: Yuan) => (yuan === null ? null : (yuan / 10_000).toFixed(4))
const factsOf = (f: Firm) =>
  parseFacts({
    is_above_scale: f.is_above_scale,
    is_digital: f.is_digital,
    first_above_scale_date: f.first,
    output_y: wan(f.output),
    output_y1: wan(f.output1),
    tax_y: wan(f.tax),
    tax_y1: wan(f.tax1),
    revenue_y: wan(f.revenue),
    revenue_y1: wan(f.revenue1),
    new_investment_y: wan(f.investment),
  })

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 })
/** Amounts crowd around the thresholds and around bases whose growth is exactly 30% or 100%. */
const around = (thresholdWan: number) => {
  const threshold = thresholdWan * 10_000
  return maybe(
    fc.oneof(
      fc.integer({ min: -threshold, max: 3 * threshold }),
      fc.constantFrom(threshold - 1, threshold, threshold + 1, 0, -1),
    ),
  )
}
/** A year and the one before, the pair often at exactly the growth asked for, or a yuan off. */
const pair = (thresholdWan: number) =>
  fc.oneof(
    fc.tuple(around(thresholdWan), around(thresholdWan)),
    fc
      .tuple(
        fc.integer({ min: 1, max: thresholdWan * 200 }),
        fc.constantFrom(130, 200),
        fc.constantFrom(-1, 0, 1),
      )
      .map(([hundreds, percent, off]): [Yuan, Yuan] => [hundreds * percent + off, hundreds * 100]),
  )

const firm: fc.Arbitrary<Firm> = fc
  .record({
    is_above_scale: maybe(fc.boolean()),
    is_digital: maybe(fc.boolean()),
    first: maybe(fc.constantFrom('2015-07-01', '2021-12-31', '2022-01-01', '2022-03-01', '2023-02-01')),
    outputs: pair(10_000),
    taxes: fc.oneof(pair(500), pair(200)),
    revenues: pair(3000),
    investment: around(10_000),
  })
  .map(({ outputs, taxes, revenues, ...rest }) => ({
    ...rest,
    output: outputs[0],
    output1: outputs[1],
    tax: taxes[0],
    tax1: taxes[1],
    revenue: revenues[0],
    revenue1: revenues[1],
  }))

const on = '2024-01-10'
const judge = (rule: string, f: Firm) => evaluate(ruleInForce(rule, on), factsOf(f), { on })
const verdictOf = (tri: Tri): Verdict => (tri === null ? 'unknown' : tri ? 'pass' : 'fail')

const RULES: [string, (f: Firm) => Tri][] = [
  ['R-LIST-IND', industrial],
  ['R-LIST-DIG', digital],
]

test.each(RULES)(
  '%s agrees with a predicate written by hand on any firm, whatever is missing',
  (rule, oracle) => {
    fc.assert(
      fc.property(firm, f => {
        expect(judge(rule, f).verdict).toBe(verdictOf(oracle(f)))
      }),
      { numRuns: 4000 },
    )
  },
)

const FACT_OF: Record<string, keyof Firm> = {
  is_above_scale: 'is_above_scale',
  is_digital: 'is_digital',
  first_above_scale_date: 'first',
  output_y: 'output',
  output_y1: 'output1',
  tax_y: 'tax',
  tax_y1: 'tax1',
  revenue_y: 'revenue',
  revenue_y1: 'revenue1',
  new_investment_y: 'investment',
}

test.each(RULES)('%s: learning a missing fact never turns a decided verdict', rule => {
  fc.assert(
    fc.property(firm, firm, (f, other) => {
      const before = judge(rule, f)
      for (const key of Object.values(FACT_OF)) {
        if (f[key] !== null || before.verdict === 'unknown') continue
        expect(judge(rule, { ...f, [key]: other[key] }).verdict).toBe(before.verdict)
      }
    }),
    { numRuns: 1000 },
  )
})

test.each(RULES)('%s: facts not asked for change nothing, and knowing all that are asked decides', rule => {
  const full = firm.filter(f => Object.values(f).every(value => value !== null))
  fc.assert(
    fc.property(firm, full, (f, known) => {
      const before = judge(rule, f)
      const asked = new Set(before.missing.map(name => FACT_OF[name]))
      const others = { ...f }
      const wanted = { ...f }
      for (const key of Object.values(FACT_OF)) {
        if (f[key] !== null) continue
        Object.assign(asked.has(key) ? wanted : others, { [key]: known[key] })
      }
      expect(judge(rule, others).verdict).toBe(before.verdict)
      expect(judge(rule, wanted).verdict).not.toBe('unknown')
      expect(before.missing.length > 0).toBe(before.verdict === 'unknown')
    }),
    { numRuns: 1000 },
  )
})
