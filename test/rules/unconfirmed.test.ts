import { expect, test } from 'vitest'
import { amount, worked } from '../../src/rules/author.ts'
import type { Rule } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const clause = '第一条'
const own = ['limit', 'beside', 'factor', 'net', 'months', 'text']
const parameters = [
  trialParameter('limit', '万元', '1000'),
  trialParameter('beside', '万元', '500'),
  trialParameter('factor', '家', '3'),
  trialParameter('net', '家', '5'),
  trialParameter('months', '个月', '3'),
  trialParameter('text', '文字', '7个工作日'),
]
const rule: Partial<Rule> = {
  when: amount({ id: 'output', fact: 'output_y', atLeast: 'limit', clause }),
  beside: [
    { kind: 'all', id: 'more', of: [amount({ id: 'tax', fact: 'tax_y', atLeast: 'beside', clause })] },
    worked({ id: 'net', line: 'net', unit: '家', label: '净增', atLeast: 'net', clause }),
  ],
  lines: [
    {
      id: 'net',
      label: '净增',
      unit: '家',
      step: 'minus',
      of: [{ fact: 'entries' }, { parameter: 'factor' }],
    },
  ],
  results: {
    due: { kind: 'day', from: 'proposal_assigned_on', months: 'months' },
    within: { kind: 'parameter', of: 'rule', parameter: 'text' },
  },
}

/** Wherever a value stands that no document gives, the answer says so: in conditions, lines and results. */
test.each(own)('a value of ours is told to be confirmed: %s', id => {
  const ours = parameters.map(parameter => ({
    ...parameter,
    values: parameter.values.map(value => ({ ...value, isConfirmed: parameter.id !== id })),
  }))
  const { flags } = evaluate(trialVersion(rule, ours), {}, { on: '2024-01-10' })
  expect(flags).toEqual([`${id}文件未载，为本系统默认值，待主管部门确认。`])
})
