import { describe, expect, test } from 'vitest'
import { amount, date, flag, growth, level, oneOf, worked } from '../../src/rules/author.ts'
import type { Node, Parameter, Rule } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { leavesOf } from '../../src/rules/truth.ts'
import { pointsAround } from '../support/around-threshold.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

/** Every kind of condition there can be, with every operator, whether or not a policy of today has it. */
const on = '2024-02-29'
const limits = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const
const clause = '第一条'
const words = { id: 'it', clause }

const parameters: Parameter[] = [
  trialParameter('money', '万元', '2000'),
  trialParameter('cents', '万元', '999.99'),
  trialParameter('growth', '%', '30'),
  trialParameter('fraction', '%', '12.5'),
  trialParameter('fall', '%', '-20'),
  trialParameter('land', '亩', '33.3'),
  trialParameter('power', '万千瓦时', '50'),
  trialParameter('firms', '家', '150'),
  trialParameter('months', '个月', '2'),
  trialParameter('none', '件', '0'),
  trialParameter('halves', '天', '7.5'),
  trialParameter('day', '日期', '2022-01-01'),
  trialParameter('days-ago', '日期', '前30天'),
  trialParameter('years-ago', '日期', '前2年'),
  trialParameter('last-year', '日期', '上年10-01'),
  trialParameter('level', '等级', '较大'),
  trialParameter('lowest', '等级', '一般'),
  trialParameter('words', '类别', '用水、用电、用气'),
]
const lines: NonNullable<Rule['lines']> = [
  { id: 'net', label: '净增', unit: '家', step: 'minus', of: [{ fact: 'entries' }, { fact: 'exits' }] },
  { id: 'done', label: '完成率', unit: '%', step: 'over', of: [{ line: 'net' }, { fact: 'target_net' }] },
  {
    id: 'counted',
    label: '计入本金',
    unit: '万元',
    step: 'least',
    of: [{ fact: 'loan_principal' }, { fact: 'equipment_spend' }],
  },
  {
    id: 'interest',
    label: '利息',
    unit: '万元',
    step: 'times',
    of: [{ line: 'counted' }, { fact: 'loan_rate' }],
  },
]

const limited = (limit: (typeof limits)[number], parameter: string) =>
  ({ [limit]: parameter }) as { atLeast: string }
const kinds: [string, (limit: (typeof limits)[number]) => Node][] = [
  ['万元', limit => amount({ ...words, fact: 'output_y', ...limited(limit, 'money') })],
  ['万元 with cents', limit => amount({ ...words, fact: 'tax_y', ...limited(limit, 'cents') })],
  [
    'the first known of two amounts',
    limit => amount({ ...words, fact: 'scale_revenue', ...limited(limit, 'money') }),
  ],
  ['亩', limit => amount({ ...words, fact: 'land_mu', ...limited(limit, 'land') })],
  ['万千瓦时', limit => amount({ ...words, fact: 'power_2m', ...limited(limit, 'power') })],
  ['家', limit => amount({ ...words, fact: 'entries', ...limited(limit, 'firms') })],
  ['个月', limit => amount({ ...words, fact: 'months_without_output', ...limited(limit, 'months') })],
  ['a count of none', limit => amount({ ...words, fact: 'similar_cases', ...limited(limit, 'none') })],
  [
    'a count against a half',
    limit => amount({ ...words, fact: 'days_at_risk', ...limited(limit, 'halves') }),
  ],
  ['growth', limit => growth({ ...words, fact: 'output_y_growth', ...limited(limit, 'growth') })],
  [
    'growth by a fraction',
    limit => growth({ ...words, fact: 'tax_y_growth', ...limited(limit, 'fraction') }),
  ],
  ['shrinking', limit => growth({ ...words, fact: 'revenue_12m_change', ...limited(limit, 'fall') })],
  [
    'growth without a ratio',
    limit => growth({ ...words, fact: 'output_over_base', ...limited(limit, 'growth') }),
  ],
  ['growth of power', limit => growth({ ...words, fact: 'power_2m_change', ...limited(limit, 'fall') })],
  ['a share', limit => growth({ ...words, fact: 'project_progress', ...limited(limit, 'fraction') })],
  ['a day', limit => date({ ...words, fact: 'first_above_scale_date', ...limited(limit, 'day') })],
  ['some days ago', limit => date({ ...words, fact: 'goals_updated_on', ...limited(limit, 'days-ago') })],
  ['some years ago', limit => date({ ...words, fact: 'approval_date', ...limited(limit, 'years-ago') })],
  [
    'a day of last year',
    limit => date({ ...words, fact: 'production_start_date', ...limited(limit, 'last-year') }),
  ],
  ['a level', limit => level({ ...words, fact: 'worst_safety_accident', ...limited(limit, 'level') })],
  [
    'the lowest level',
    limit => level({ ...words, fact: 'worst_pollution_accident', ...limited(limit, 'lowest') }),
  ],
  [
    'a line of counts',
    limit => worked({ ...words, line: 'net', label: '', unit: '家', ...limited(limit, 'firms') }),
  ],
  [
    'a line that is a share',
    limit => worked({ ...words, line: 'done', label: '', unit: '%', ...limited(limit, 'fraction') }),
  ],
  [
    'a line of money',
    limit => worked({ ...words, line: 'interest', label: '', unit: '万元', ...limited(limit, 'cents') }),
  ],
]
const single: [string, Node][] = [
  ['a flag', flag({ ...words, fact: 'is_industrial' })],
  ['a flag that must not be', flag({ ...words, fact: 'in_stats', is: false })],
  ['one of some words', oneOf({ ...words, fact: 'case_category', words: 'words' })],
  [
    'none of the words there are',
    { kind: 'test', ...words, label: '', fact: 'excluded_flags', operator: 'none', unit: '类别' },
  ],
]

function check(when: Node): number {
  const version = trialVersion({ when, lines }, parameters)
  const [leaf] = leavesOf(when)
  if (leaf?.kind !== 'test') throw new Error('no test')
  const points = pointsAround(leaf, version.rule, version.document, on)
  for (const { where, facts, verdict } of points)
    expect(evaluate(version, parseFacts(facts), { on }).verdict, `${where}: ${JSON.stringify(facts)}`).toBe(
      verdict,
    )
  expect(evaluate(version, {}, { on }).verdict).toBe('unknown')
  return points.length
}

describe.each(kinds)('%s', (_, make) => {
  test.each(limits)('%s: decided on each side of its limit, open when nothing is known', limit => {
    expect(check(make(limit))).toBeGreaterThanOrEqual(2)
  })
})

test.each(single)('%s: decided by every value, open when nothing is known', (_, when) => {
  expect(check(when)).toBeGreaterThanOrEqual(2)
})
