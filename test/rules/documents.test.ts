import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { amount, growth } from '../../src/rules/author.ts'
import { checkDocuments } from '../../src/rules/check-documents.ts'
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
const withRule = (change: Partial<Rule>) => [{ ...document, rules: [{ ...rule, ...change }] }]
const [output, growthParameter] = document.parameters as [
  PolicyDocument['parameters'][0],
  PolicyDocument['parameters'][0],
]
const withValues = (...values: object[]) => [
  {
    ...document,
    parameters: [output, { ...growthParameter, values: values.map(one => ({ ...value, ...one })) }],
  },
]

describe('a fault in a policy file is told by file, rule and condition', () => {
  test.each<[string, unknown[], string]>([
    [
      'a parameter that is not there',
      [{ ...document, parameters: [output] }],
      '2020 R-TEST：条件 growth 的参数 growth 不存在',
    ],
    [
      'an amount held against a percentage',
      [{ ...document, parameters: [output, { ...output, id: 'growth' }] }],
      '条件 growth 要%，参数 growth 是万元',
    ],
    ['a threshold that is no number', withValues({ value: '三成' }), '“三成”不是%'],
    [
      'a gap between values',
      withValues({ to: '2021-12-31' }, { from: '2022-02-01' }),
      '2021-12-31 与 2022-02-01 之间没有值',
    ],
    ['two values at once', withValues({}, { from: '2022-02-01' }), '2022-02-01 起的值与前一个重叠'],
    ['a value that comes too late', withValues({ from: '2020-03-01' }), '文件施行之初没有值'],
    ['a value that ends too soon', withValues({ to: '2022-03-01' }), '2022-03-01 之后没有值'],
    [
      'two conditions of one name',
      withRule({ when: { kind: 'all', of: [rule.when, rule.when] } }),
      '编号 output 重复',
    ],
    [
      'a remark about nothing',
      withRule({ remarks: [{ text: '说明', about: 'C9' }] }),
      '说明所指的 C9 不存在',
    ],
    [
      'a result of nothing',
      withRule({ results: { ok: { kind: 'verdict', of: 'C9' } } }),
      '结果 ok 所指的 C9 不存在',
    ],
    [
      'two versions in force at once',
      [document, { ...document, version: '2022', effectiveFrom: '2022-01-01' }],
      'R-TEST：2020 与 2022 同时有效',
    ],
    ['an end before the beginning', [{ ...document, effectiveTo: '2019-01-01' }], '失效日期早于施行日期'],
    ['a shape that is none', [{ version: '2020' }], '2020：title 不合要求'],
    [
      'an unknown fact',
      [JSON.parse(JSON.stringify(document).replace('"output_y"', '"output_z"'))],
      '2020：rules.0.when',
    ],
    ['not even a document', [null], '第1个文件'],
  ])('%s', (_, documents, words) => {
    expect(checkDocuments(documents).join('\n')).toContain(words)
  })

  test('and a good one has none', () => {
    expect(checkDocuments([document])).toEqual([])
  })
})

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
