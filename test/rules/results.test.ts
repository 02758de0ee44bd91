import { describe, expect, test } from 'vitest'
import { all, amount, flag } from '../../src/rules/author.ts'
import type { Rule } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const clause = '第一条'
const version = trialVersion(
  {
    when: {
      kind: 'all',
      of: [
        flag({ id: 'in', fact: 'in_stats', clause }),
        all('low', '', [amount({ id: 'revenue', fact: 'revenue_12m', lessThan: 'line', clause })]),
      ],
    },
    results: {
      level: { kind: 'case', only: 'in', cases: [{ of: 'low', value: '红' }] },
      due: { kind: 'day', from: 'proposal_assigned_on', months: 'months' },
      replied: { kind: 'inTime', day: 'proposal_replied_on', from: 'proposal_assigned_on', months: 'months' },
      class: { kind: 'fact', of: 'mu_class' },
      output: { kind: 'fact', of: 'output_y' },
    } satisfies Rule['results'],
  },
  [trialParameter('line', '万元', '2000'), trialParameter('months', '个月', '3')],
)
const resultOf = (facts: object, on = '2024-05-30') => evaluate(version, parseFacts(facts), { on }).result

test.each<[object, string | null]>([
  [{ in_stats: true, revenue_12m: 1999 }, '红'],
  [{ in_stats: true, revenue_12m: 2000 }, null],
  [{ in_stats: false, revenue_12m: 1999 }, null],
  [{ revenue_12m: 1999 }, null],
])('a case only where something else passes: %j is %s', (facts, level) => {
  expect(resultOf(facts).level).toBe(level)
})

describe('a day some months later, and whether another came by then', () => {
  test.each<[string | null, string | null, string, string | null, boolean | null]>([
    ['2024-02-29', '2024-05-29', '2024-06-10', '2024-05-29', true],
    ['2024-02-29', '2024-05-30', '2024-06-10', '2024-05-29', false],
    ['2024-02-29', null, '2024-05-29', '2024-05-29', null],
    ['2024-02-29', null, '2024-05-30', '2024-05-29', false],
    ['2024-01-31', null, '2024-04-30', '2024-04-30', null],
    ['2024-01-31', null, '2024-05-01', '2024-04-30', false],
    [null, '2024-05-30', '2024-06-10', null, null],
  ])('assigned %s, replied %s, asked on %s: due %s, in time %s', (assigned, replied, on, due, inTime) => {
    const facts = { proposal_assigned_on: assigned, proposal_replied_on: replied }
    expect(resultOf(facts, on)).toMatchObject({ due, replied: inTime })
  })
})

test('a fact is shown as it is known, and not where it is only a range', () => {
  expect(resultOf({ mu_class: 'B', output_y: '1000.5' })).toMatchObject({ class: 'B', output: 1000.5 })
  expect(resultOf({ output_y: { min: 1 } })).toMatchObject({ class: null, output: null })
})
