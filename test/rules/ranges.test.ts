import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { amount, growth } from '../../src/rules/author.ts'
import type { Node } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { factsToJson, parseFacts } from '../../src/rules/facts.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const on = '2024-01-10'
const parameters = [trialParameter('amount', '万元', '1000'), trialParameter('growth', '%', '30')]
const limits = [{ atLeast: 'amount' }, { moreThan: 'amount' }, { atMost: 'amount' }, { lessThan: 'amount' }]
const grown = limits.map(limit =>
  Object.fromEntries(Object.keys(limit).map(key => [key, 'growth'])),
) as typeof limits

const judge = (when: Node, facts: object) =>
  evaluate(trialVersion({ when }, parameters), parseFacts(facts), { on })
const output = (limit: (typeof limits)[number]) =>
  amount({ id: 'output', fact: 'output_y', clause: '第一条', ...limit })
const outputGrowth = (limit: (typeof limits)[number]) =>
  growth({ id: 'growth', fact: 'output_y_growth', clause: '第一条', ...limit })

describe('a range decides what both of its ends agree on', () => {
  test.each<[object, string, string | number | null]>([
    [{ min: 1000, max: 2000 }, 'pass', '1000至2000'],
    [{ min: 999.9999, max: 2000 }, 'unknown', '999.9999至2000'],
    [{ max: 999.9999 }, 'fail', '不超过999.9999'],
    [{ max: 1000 }, 'unknown', '不超过1000'],
    [{ min: 1000 }, 'pass', '不低于1000'],
    [{ min: 1000, max: null }, 'pass', '不低于1000'],
    [{ min: -5, max: 5 }, 'fail', '-5至5'],
  ])('%j against 1000以上 is %s, shown as %s', (output_y, verdict, actual) => {
    const [condition] = judge(output({ atLeast: 'amount' }), { output_y }).conditions
    expect(condition).toMatchObject({ verdict, actual })
  })

  test('an undecided one is asked for, a decided one is not', () => {
    const of = (output_y: object) => judge(output({ atLeast: 'amount' }), { output_y }).missing
    expect(of({ min: 900 })).toEqual(['output_y'])
    expect(of({ min: 1900 })).toEqual([])
  })

  test('a range has no shortfall: how much is missing is not known', () => {
    expect(
      judge(output({ atLeast: 'amount' }), { output_y: { max: 10 } }).conditions[0]?.shortfall,
    ).toBeNull()
  })
})

describe('what is no range is refused with the name of the fact', () => {
  test.each([
    [{}],
    [{ min: null }],
    [{ min: 2, max: 1 }],
    [{ min: '一' }],
    [{ low: 1 }],
    [{ min: 1, max: 2, unit: '元' }],
    [[1, 2]],
    ['1000-2000'],
  ])('%j', output_y => {
    expect(() => parseFacts({ output_y })).toThrow(Refusal)
    expect(() => parseFacts({ output_y })).toThrow('output_y（上年度工业产值）应为以万元为单位的数字')
  })

  test('counts have whole ends of zero and more, and ratios no ranges', () => {
    expect(() => parseFacts({ months_without_output: { min: 1.5 } })).toThrow('连续无产值月数')
    expect(() => parseFacts({ months_without_output: { min: -1 } })).toThrow('连续无产值月数')
    expect(() => parseFacts({ tax_growth: { min: 0.3 } })).toThrow('tax_growth')
    expect(parseFacts({ months_without_output: { min: 1 } })).toEqual({
      months_without_output: { min: new Big(1), max: null },
    })
  })

  test('a range whose ends meet is that amount', () => {
    expect(parseFacts({ output_y: { min: 5, max: '5.0' } })).toEqual({ output_y: new Big(5) })
  })

  test('a good one survives a trip through JSON, and parsing twice', () => {
    const facts = parseFacts({ output_y: { min: '0.1', max: 2 }, tax_y: { max: 3 } })
    expect(parseFacts(factsToJson(facts))).toEqual(facts)
    expect(parseFacts(facts)).toEqual(facts)
  })
})

const yuan = (min: number, max: number) => fc.integer({ min, max }).map(n => new Big(n).div(10_000))
const near = fc.oneof(yuan(-20_000_000, 40_000_000), yuan(9_999_990, 10_000_010), fc.constant(new Big(0)))
/** A range and an amount in it. */
const within = (end: fc.Arbitrary<Big>) =>
  fc
    .tuple(end, end, end, fc.boolean(), fc.boolean())
    .map(ends => {
      const [a, b, c] = [ends[0], ends[1], ends[2]].sort((x, y) => x.cmp(y)) as [Big, Big, Big]
      return { range: { min: ends[3] && ends[4] ? null : a, max: ends[3] ? null : c }, inside: b }
    })
    .filter(({ range }) => range.min !== null || range.max !== null)

describe('whatever a range has decided stays so for every amount in it', () => {
  test.each(limits)('amounts, %j', limit => {
    fc.assert(
      fc.property(within(near), ({ range, inside }) => {
        const { verdict } = judge(output(limit), { output_y: range })
        if (verdict !== 'unknown') expect(judge(output(limit), { output_y: inside }).verdict).toBe(verdict)
        else if (range.min && range.max) {
          const ends = [range.min, range.max].map(output_y => judge(output(limit), { output_y }).verdict)
          expect(new Set(ends)).toEqual(new Set(['pass', 'fail']))
        }
      }),
    )
  })

  test.each(grown)('growth, %j: both years may be ranges', limit => {
    const base = fc.oneof(yuan(1, 40_000_000), near)
    fc.assert(
      fc.property(within(near), within(base), fc.boolean(), fc.boolean(), (now, before, isNow, isBefore) => {
        const known = {
          output_y: isNow ? now.inside : now.range,
          output_y1: isBefore ? before.inside : before.range,
        }
        const { verdict } = judge(outputGrowth(limit), known)
        const whole = judge(outputGrowth(limit), { output_y: now.inside, output_y1: before.inside })
        expect(whole.verdict).not.toBe('unknown')
        if (verdict !== 'unknown') expect(whole.verdict).toBe(verdict)
        else expect(isNow && isBefore).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test.each(grown)('growth, %j: where the four corners agree it is decided', limit => {
    const positive = fc
      .tuple(yuan(1, 40_000_000), yuan(0, 20_000_000))
      .map(([a, more]) => ({ min: a, max: a.plus(more) }))
    const any = fc.tuple(near, yuan(0, 20_000_000)).map(([a, more]) => ({ min: a, max: a.plus(more) }))
    fc.assert(
      fc.property(any, positive, (now, before) => {
        const corners = [now.min, now.max].flatMap(output_y =>
          [before.min, before.max].map(
            output_y1 => judge(outputGrowth(limit), { output_y, output_y1 }).verdict,
          ),
        )
        const [first = 'unknown'] = corners
        const { verdict } = judge(outputGrowth(limit), { output_y: now, output_y1: before })
        expect(verdict).toBe(corners.every(one => one === first) ? first : 'unknown')
      }),
      { numRuns: 500 },
    )
  })
})
