import { describe, expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { checkCase, runCase } from './check-case.ts'
import { digitalCases } from './roster-digital.ts'
import { industrialCases } from './roster-industrial.ts'
import { versionCases } from './versions.ts'
import { doublingCases, vetoCases } from './veto-and-doubling.ts'

describe('工业企业进名录', () => {
  test.each(industrialCases)('$says', one => checkCase(one, policies))
})
describe('数字经济企业进名录', () => {
  test.each(digitalCases)('$says', one => checkCase(one, policies))
})
describe('一票否决', () => {
  test.each(vetoCases)('$says', one => checkCase(one, policies))
})
describe('倍增认定', () => {
  test.each(doublingCases)('$says', one => checkCase(one, policies))
})
describe('版本', () => {
  test.each(versionCases)('$says', one => checkCase(one, policies))
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
  expect(runCase({ says: '', rule: 'R-LIST-IND', facts }, policies).verdict).toBe('fail')
  expect(runCase({ says: '', rule: 'R-LIST-DIG', facts }, policies).via).toEqual(['D1'])
})
