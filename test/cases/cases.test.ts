import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { ruleInForce } from '../../src/policies/index.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { digitalCases } from './roster-digital.ts'
import { industrialCases } from './roster-industrial.ts'
import type { RuleCase } from './rule-case.ts'
import { versionCases } from './versions.ts'
import { doublingCases, vetoCases } from './veto-and-doubling.ts'

function run({ rule = 'R-LIST-IND', on = '2023-11-15', facts }: RuleCase) {
  return evaluate(ruleInForce(rule, on), parseFacts(facts), { on })
}

function check(one: RuleCase) {
  if (one.refused) {
    expect(() => run(one)).toThrow(Refusal)
    expect(() => run(one)).toThrow(one.refused)
    return
  }
  const answer = run(one)
  const byId = (id: string) => {
    const condition = answer.conditions.find(condition => condition.id === id)
    if (!condition) throw new Error(`no condition ${id}`)
    return condition
  }
  const withVerdict = (verdict: string) =>
    answer.conditions.filter(condition => condition.verdict === verdict).map(condition => condition.id)
  if (one.verdict) expect(answer.verdict).toBe(one.verdict)
  if (one.version) expect(answer.version).toBe(one.version)
  if (one.via) expect(answer.via).toEqual(one.via)
  if (one.fails) {
    const branches = new Set(one.fails.map(id => id.split('.')[0]))
    expect(withVerdict('fail').filter(id => branches.has(id.split('.')[0]))).toEqual(one.fails)
  }
  if (one.open) expect(withVerdict('unknown')).toEqual(one.open)
  if (one.missing) expect(answer.missing).toEqual(one.missing)
  for (const [id, actual] of Object.entries(one.actual ?? {})) expect(byId(id).actual).toBe(actual)
  for (const [id, words] of Object.entries(one.shortfall ?? {})) expect(byId(id).shortfall).toBe(words)
  if (one.result) expect(answer.result).toMatchObject(one.result)
  const flags = answer.flags.join('\n')
  for (const words of one.flags ?? []) expect(flags).toContain(words)
  for (const words of one.notFlags ?? []) expect(flags).not.toContain(words)
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
}

describe('工业企业进名录', () => {
  test.each(industrialCases)('$says', check)
})
describe('数字经济企业进名录', () => {
  test.each(digitalCases.map(one => ({ rule: 'R-LIST-DIG', ...one })))('$says', check)
})
describe('一票否决', () => {
  test.each(vetoCases)('$says', check)
})
describe('倍增认定', () => {
  test.each(doublingCases)('$says', check)
})
describe('版本', () => {
  test.each(versionCases)('$says', check)
})

test('a digital manufacturer is judged by both doors and may come in by either', () => {
  const facts = {
    is_above_scale: true,
    is_digital: true,
    output_y: 6000,
    output_y1: 5000,
    new_investment_y: 0,
    first_above_scale_date: '2012-01-01',
    revenue_y: 6500,
    revenue_y1: 5000,
    tax_y: 260,
    tax_y1: 200,
  }
  expect(run({ says: '', rule: 'R-LIST-IND', facts }).verdict).toBe('fail')
  expect(run({ says: '', rule: 'R-LIST-DIG', facts }).via).toEqual(['D1'])
})
