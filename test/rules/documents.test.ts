import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { amount, growth } from '../../src/rules/author.ts'
import type { PolicyDocument, Rule } from '../../src/rules/document.ts'
import { findRule } from '../../src/rules/find-rule.ts'

const rule: Rule = {
  id: 'R-TEST',
  title: '试验规则',
  subject: '企业',
  clause: '第一条',
  quote: null,
  when: {
    kind: 'all',
    of: [
      amount({ id: 'output', fact: 'output_y', atLeast: 'output', clause: '第一条' }),
      growth({ id: 'growth', fact: 'output_y_growth', atLeast: 'growth', clause: '第一条' }),
    ],
  },
  results: {},
  remarks: [],
}
const value = { from: '2020-01-01', to: null, value: '30', source: '第一条', isConfirmed: true }
const document: PolicyDocument = {
  version: '2020',
  title: '试验文件',
  number: '试〔2020〕1号',
  issued: '2020-01',
  effectiveFrom: '2020-01-01',
  effectiveTo: null,
  status: '现行',
  remarks: [],
  parameters: [
    { id: 'output', label: '产值', unit: '万元', values: [{ ...value, value: '10000' }] },
    { id: 'growth', label: '增幅', unit: '%', values: [value] },
  ],
  rules: [rule],
}

describe('which version answers', () => {
  const old = { ...document, effectiveTo: '2021-12-31' }
  const young = { ...document, version: '2023', effectiveFrom: '2023-01-01', effectiveTo: '2023-12-31' }
  const draft: PolicyDocument = { ...document, version: '2024', effectiveFrom: '2024-01-01', status: '草案' }
  const documents = [draft, young, old]

  test.each([
    ['2020-01-01', '2020'],
    ['2021-12-31', '2020'],
    ['2023-01-01', '2023'],
    ['2023-12-31', '2023'],
  ])('on %s it is %s, whatever the order of the list', (on, version) => {
    expect(findRule(documents, 'R-TEST', on).document.version).toBe(version)
  })

  test.each([
    ['2019-12-31', '未施行'],
    ['2022-06-01', '没有现行政策'],
    ['2024-01-01', '没有现行政策'],
  ])('on %s there is none and the answer says so: %s', (on, words) => {
    expect(() => findRule(documents, 'R-TEST', on)).toThrow(Refusal)
    expect(() => findRule(documents, 'R-TEST', on)).toThrow(words)
  })

  test('an unknown rule is refused with the known ones named', () => {
    expect(() => findRule(documents, 'R-NONE', '2020-01-01')).toThrow(
      '没有编号为“R-NONE”的规则，现有：R-TEST',
    )
  })
})
