import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import { all, amount, any, flag } from '../../src/rules/author.ts'
import type { Rule } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const on = '2024-01-10'
const BECAUSE = '规上企业主营业务收入不低于2000万元。'
const rule: Partial<Rule> = {
  when: any('rule-of-two', '两种情形', [
    all('small', '小', [
      amount({ id: 'small.revenue', fact: 'main_revenue_y', lessThan: 'floor', clause: '第一条' }),
    ]),
    all('out', '未入统', [flag({ id: 'out.stats', fact: 'in_stats', is: false, clause: '第一条' })]),
  ]),
  implied: [
    {
      given: { fact: 'is_above_scale', is: true },
      means: { fact: 'main_revenue_y', atLeast: 'floor' },
      because: BECAUSE,
    },
    {
      given: { fact: 'is_above_scale', is: true },
      means: { fact: 'in_stats', is: true },
      because: '规上企业已入统。',
    },
  ],
}
const judge = (facts: object) =>
  evaluate(trialVersion(rule, [trialParameter('floor', '万元', '2000')]), parseFacts(facts), { on })
const conditionsOf = (facts: object) =>
  judge(facts).conditions.map(({ verdict, actual }) => [verdict, actual])

describe('what a known fact says about an unknown one', () => {
  test('decides it, and the answer says why', () => {
    const answer = judge({ is_above_scale: true })
    expect(answer.verdict).toBe('fail')
    expect(answer.flags).toEqual([BECAUSE, '规上企业已入统。'])
    expect(answer.missing).toEqual([])
    expect(conditionsOf({ is_above_scale: true })).toEqual([
      ['fail', '不低于2000'],
      ['fail', true],
    ])
  })

  test.each([[{}], [{ is_above_scale: false }]])('says nothing where it is not so: %j', facts => {
    expect(judge(facts)).toMatchObject({
      verdict: 'unknown',
      flags: [],
      missing: ['main_revenue_y', 'in_stats'],
    })
  })

  test('gives way to what is known, which is then not excused', () => {
    const answer = judge({ is_above_scale: true, main_revenue_y: 1900, in_stats: false })
    expect(answer).toMatchObject({ verdict: 'pass', via: ['rule-of-two', 'small', 'out'], flags: [] })
  })

  test('gives a range known only from above its lower end', () => {
    expect(conditionsOf({ is_above_scale: true, main_revenue_y: { max: 3000 } })[0]).toEqual([
      'fail',
      '2000至3000',
    ])
  })

  test('leaves a range alone that has a lower end of its own', () => {
    expect(conditionsOf({ is_above_scale: true, main_revenue_y: { min: 1000 } })[0]).toEqual([
      'unknown',
      '不低于1000',
    ])
  })

  test('leaves a range alone that contradicts it', () => {
    expect(conditionsOf({ is_above_scale: true, main_revenue_y: { max: 1000 } })[0]).toEqual([
      'pass',
      '不超过1000',
    ])
  })

  test('implies nothing further', () => {
    const chained: Rule['implied'] = [
      { given: { fact: 'is_above_scale', is: true }, means: { fact: 'in_stats', is: true }, because: '一' },
      { given: { fact: 'in_stats', is: true }, means: { fact: 'listed', is: true }, because: '二' },
    ]
    const when = flag({ id: 'listed', fact: 'listed', clause: '第一条' })
    const verdictOf = (facts: object) =>
      evaluate(trialVersion({ when, implied: chained }, []), parseFacts(facts), { on }).verdict
    expect(verdictOf({ is_above_scale: true })).toBe('unknown')
    expect(verdictOf({ in_stats: true })).toBe('pass')
  })

  test('does not change the facts it was given', () => {
    const facts = parseFacts({ is_above_scale: true, tax_y: 1 })
    evaluate(trialVersion(rule, [trialParameter('floor', '万元', '2000')]), facts, { on })
    expect(facts).toEqual({ is_above_scale: true, tax_y: new Big(1) })
  })
})
