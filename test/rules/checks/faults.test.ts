import { describe, expect, test } from 'vitest'
import { policies } from '../../../src/policies/index.ts'
import { all, amount, flag, growth, known, manual, oneOf, worked } from '../../../src/rules/author.ts'
import { checkDocuments } from '../../../src/rules/check-documents.ts'
import type { Node, Parameter, PolicyDocument, Rule } from '../../../src/rules/document.ts'
import { documentOf, faultsOf, parameter } from './a-document.ts'

const clause = '第一条'
const output = amount({ id: 'output', fact: 'output_y', atLeast: 'output', clause })
const rising = growth({ id: 'growth', fact: 'output_y_growth', atLeast: 'growth', floor: 'output', clause })
const when: Node = { kind: 'all', of: [output, rising] }
const amountOf = parameter('output', '万元', '10000')
const growthOf = parameter('growth', '%', '30')
const good = documentOf(when, [amountOf, growthOf])

const withGrowth = (...values: Parameters<typeof parameter>[2][]) =>
  documentOf(when, [amountOf, parameter('growth', '%', ...values)])
const withRule = (rule: Partial<Rule>) => documentOf(when, [amountOf, growthOf], { rule })
const withDocument = (document: Partial<PolicyDocument>) =>
  documentOf(when, [amountOf, growthOf], { document })
const withParameters = (...parameters: Parameter[]) => documentOf(when, parameters)
const withLines = (lines: Rule['lines'], ...parameters: Parameter[]) =>
  documentOf(when, [amountOf, growthOf, ...parameters], { rule: { lines } })

test('a good document has no faults, nor have the built-in ones', () => {
  expect(checkDocuments([good])).toEqual([])
  expect(checkDocuments(policies)).toEqual([])
})

test('a fault names document, rule and condition, in Chinese and in English', () => {
  expect(checkDocuments([withParameters(amountOf)])).toEqual([
    {
      document: '2020 《试验》',
      rule: 'R-TEST',
      atom: 'growth',
      zh: '参数 growth 不存在',
      en: 'there is no parameter growth',
    },
  ])
})

describe('parameters', () => {
  test.each<[string, PolicyDocument, string]>([
    ['a threshold that is no number', withGrowth('三成'), '2020 《试验》 growth：“三成”不是%'],
    [
      'a gap between values',
      withGrowth(
        { from: '2020-01-01', to: '2021-12-31', value: '30' },
        { from: '2022-02-01', to: null, value: '20' },
      ),
      '2021-12-31 与 2022-02-01 之间没有值（no value between 2021-12-31 and 2022-02-01）',
    ],
    [
      'two values at once',
      withGrowth('30', { from: '2022-02-01', to: null, value: '20' }),
      '2022-02-01 起的值与前一个重叠',
    ],
    [
      'a value that comes too late',
      withGrowth({ from: '2020-03-01', to: null, value: '30' }),
      '施行之初没有值',
    ],
    [
      'a value that ends too soon',
      withGrowth({ from: '2020-01-01', to: '2022-03-01', value: '30' }),
      '2022-03-01 之后没有值',
    ],
    [
      'a value that ends before it begins',
      withGrowth({ from: '2020-01-01', to: '2019-03-01', value: '30' }),
      '先结束后开始',
    ],
    [
      'a value without a source',
      withParameters(amountOf, {
        ...growthOf,
        values: growthOf.values.map(one => ({ ...one, source: ' ' })),
      }),
      'growth：2020-01-01起的值没有出处',
    ],
    [
      'one that nothing uses',
      withParameters(amountOf, growthOf, parameter('tax', '万元', '500')),
      'tax：没有规则用到这个参数',
    ],
    ['two of one name', withParameters(amountOf, growthOf, growthOf), 'growth：参数编号重复'],
    [
      'a count of one and a half',
      documentOf(amount({ id: 'a', fact: 'contracts_signed', atLeast: 'n', clause }), [
        parameter('n', '个', '1.5'),
      ]),
      '“1.5”不是个',
    ],
    [
      'a word listed twice',
      documentOf(oneOf({ id: 'a', fact: 'case_category', words: 'w', clause }), [
        parameter('w', '类别', '用电、用水、用电'),
      ]),
      '“用电、用水、用电”不是类别',
    ],
  ])('%s', (_, document, words) => {
    expect(faultsOf(document)).toContain(words)
  })

  test.each(['2022-01-01', '上年10-01', '前30天', '前2年'])('%s is a day', day => {
    const since = { kind: 'test', id: 'd', label: '日', clause, fact: 'production_start_date' } as const
    const test = { ...since, operator: '>=', parameter: 'since', unit: '日期' } as const
    expect(faultsOf(documentOf(test, [parameter('since', '日期', day)]))).toBe('')
  })
})

describe('what is named', () => {
  test.each<[string, PolicyDocument, string]>([
    [
      'two conditions of one name',
      withRule({ when: { kind: 'all', of: [output, output, rising] } }),
      '编号 output 重复',
    ],
    [
      'a branch of the name of the whole',
      withRule({ when: all('rule', '全部', [output, rising]) }),
      '编号 rule 重复',
    ],
    [
      'a remark about nothing',
      withRule({ remarks: [{ text: '说明', about: 'C9' }] }),
      '说明所指的 C9 不存在',
    ],
    [
      'a result of nothing',
      withRule({ results: { ok: { kind: 'verdict', of: 'C9' } } }),
      'R-TEST ok：结果所指的 C9 不存在（result is about C9, which does not exist）',
    ],
    [
      'one of the cases of a result',
      withRule({ results: { light: { kind: 'case', cases: [{ of: 'C9', value: '红' }] } } }),
      'R-TEST light：结果所指的 C9 不存在',
    ],
    [
      'a line that is worked out later',
      withLines([
        { id: 'a', label: '甲', unit: '万元', step: 'plus', of: [{ line: 'b' }] },
        { id: 'b', label: '乙', unit: '万元', step: 'plus', of: [{ fact: 'output_y' }] },
      ]),
      'R-TEST a：用到的计算行 b 不存在或尚未算出',
    ],
    [
      'a result that is no line',
      withRule({ results: { sum: { kind: 'line', of: 'x' } } }),
      '计算行 x 不存在',
    ],
    [
      'a parameter a fact implies',
      withRule({
        implied: [
          {
            given: { fact: 'is_above_scale', is: true },
            means: { fact: 'main_revenue_y', atLeast: 'floor' },
            because: '规上',
          },
        ],
      }),
      'R-TEST main_revenue_y：参数 floor 不存在',
    ],
    [
      'a tree beside the verdict without a name',
      withRule({ beside: [{ kind: 'all', of: [flag({ id: 'x', fact: 'in_stats', clause })] }] }),
      '并列判断的分支没有编号',
    ],
    [
      'two rules of one name',
      { ...good, rules: [...good.rules, ...good.rules] },
      '同一文件内规则编号重复（rule id is not unique in its document）',
    ],
  ])('%s', (_, document, words) => {
    expect(faultsOf(document)).toContain(words)
  })
})

describe('units', () => {
  const share = (of: Rule['lines'], ...parameters: Parameter[]) => withLines(of, ...parameters)
  test.each<[string, PolicyDocument, string]>([
    [
      'an amount held against a percentage',
      withParameters(amountOf, parameter('growth', '万元', '30')),
      'R-TEST growth：要%，参数 growth 是万元（wants %, but parameter growth is in 万元）',
    ],
    [
      'the floor of a growth of electricity in money',
      documentOf(growth({ id: 'g', fact: 'power_2m_change', atLeast: 'growth', floor: 'floor', clause }), [
        growthOf,
        parameter('floor', '万元', '1'),
      ]),
      'R-TEST g：要万千瓦时，参数 floor 是万元',
    ],
    [
      'a floor for a share',
      documentOf(growth({ id: 'g', fact: 'mu_tax_index', atLeast: 'growth', floor: 'growth', clause }), [
        growthOf,
      ]),
      '比例没有数额下限可言',
    ],
    [
      'money plus firms',
      share([
        {
          id: 'sum',
          label: '和',
          unit: '万元',
          step: 'plus',
          of: [{ fact: 'output_y' }, { fact: 'entries' }],
        },
      ]),
      'R-TEST sum：这一行算出来的是万元、家，写的是万元',
    ],
    [
      'money by money is a share',
      share([
        { id: 'r', label: '比', unit: '万元', step: 'over', of: [{ fact: 'tax_y' }, { fact: 'output_y' }] },
      ]),
      'R-TEST r：这一行算出来的是%，写的是万元',
    ],
    [
      'money times a share is money',
      share([
        {
          id: 'r',
          label: '息',
          unit: '%',
          step: 'times',
          of: [{ fact: 'loan_principal' }, { fact: 'loan_rate' }],
        },
      ]),
      '这一行算出来的是万元，写的是%',
    ],
    [
      'a calculation with a day',
      share(
        [{ id: 'r', label: '日', unit: '天', step: 'plus', of: [{ parameter: 'day' }] }],
        parameter('day', '日期', '2022-01-01'),
      ),
      'R-TEST r：要数量，参数 day 是日期',
    ],
    [
      'a number in words',
      share([{ id: 'r', label: '数', unit: '家', step: 'plus', of: [{ value: '一百' }] }]),
      '“一百”不是数',
    ],
    [
      'a condition on a line in another unit',
      documentOf(
        worked({ id: 'w', label: '和', line: 'sum', unit: '家', atLeast: 'n', clause }),
        [parameter('n', '家', '1')],
        {
          rule: {
            subject: '县市区',
            lines: [{ id: 'sum', label: '和', unit: '个', step: 'plus', of: [{ fact: 'contracts_signed' }] }],
          },
        },
      ),
      'R-TEST w：条件以家计，所看的数以个计',
    ],
  ])('%s', (_, document, words) => {
    expect(faultsOf(document)).toContain(words)
  })

  test('what cannot be told is let pass: money by area, months by twelve', () => {
    const lines: Rule['lines'] = [
      { id: 'a', label: '亩均', unit: '万元', step: 'over', of: [{ fact: 'tax_y' }, { fact: 'land_mu' }] },
      { id: 'b', label: '序时', unit: '%', step: 'over', of: [{ fact: 'months_elapsed' }, { value: '12' }] },
    ]
    expect(faultsOf(withLines(lines))).toBe('')
  })
})

describe('rules about enterprises are run over the registry', () => {
  test.each<[string, Node]>([
    [
      'a condition on a line',
      worked({ id: 'w', label: '和', line: 'sum', unit: '万元', atLeast: 'output', clause }),
    ],
    ['a line that is known', known({ id: 'w', label: '和', of: { line: 'sum' }, clause })],
    ['a fact that is known', known({ id: 'w', label: '产值', of: { fact: 'output_y' }, clause })],
  ])('their verdict does not hang on %s', (_, leaf) => {
    const lines: Rule['lines'] = [
      {
        id: 'sum',
        label: '和',
        unit: '万元',
        step: 'plus',
        of: [{ fact: 'output_y' }, { parameter: 'output' }],
      },
    ]
    const asked = (subject: Rule['subject']) =>
      faultsOf(documentOf(leaf, [amountOf], { rule: { subject, lines } }))
    expect(asked('企业')).toContain('R-TEST w：企业规则的结论不能取决于')
    expect(asked('项目')).toBe('')
  })
})

describe('versions', () => {
  const old = withDocument({ effectiveTo: '2021-12-31' })
  const next = (document: Partial<PolicyDocument>) =>
    withDocument({ version: '2022', effectiveFrom: '2022-01-01', ...document })

  test.each<[string, PolicyDocument[], string]>([
    [
      'two in force at once',
      [good, next({})],
      '2022 《试验》 R-TEST：与 2020 《试验》 同时有效（in force at the same time as 2020 《试验》）',
    ],
    [
      'a gap nobody explains',
      [old, next({ effectiveFrom: '2022-03-01' })],
      '2021-12-31 之后到 2022-03-01 之前没有版本',
    ],
    ['an end before the beginning', [withDocument({ effectiveTo: '2019-01-01' })], '失效日期早于施行日期'],
    ['the same twice', [old, { ...old, effectiveFrom: '2019-01-01' }], '同一文件同一版本出现两次'],
  ])('%s', (_, documents, words) => {
    expect(faultsOf(...documents)).toContain(words)
  })

  test.each<[string, PolicyDocument[]]>([
    ['one after the other', [old, next({})]],
    [
      'a gap that a remark explains',
      [old, next({ effectiveFrom: '2022-03-01', remarks: ['旧文件2021年12月31日到期。'] })],
    ],
    ['a gap after a repeal', [{ ...old, status: '废止' }, next({ effectiveFrom: '2022-03-01' })]],
    ['a draft beside what is in force', [good, next({ status: '草案' })]],
  ])('nothing is wrong with %s', (_, documents) => {
    expect(faultsOf(...documents)).toBe('')
  })
})

describe('shape', () => {
  const asJson = (change: (text: string) => string): unknown => JSON.parse(change(JSON.stringify(good)))
  test.each<[string, unknown, string, string]>([
    ['not even a document', null, '第1个文件', '(root)'],
    ['a document without a title', { version: '2020' }, '2020：title 不合要求', 'title: Invalid input'],
    [
      'a fact there is none of',
      asJson(text => text.replace('"output_y"', '"output_z"')),
      '2020 《试验》 R-TEST output：rules.0.when.of.0.fact 不合要求',
      'rules.0.when.of.0.fact',
    ],
    [
      'a word too many',
      asJson(text => text.replace('"id":"growth","clause"', '"id":"growth","colour":"red","clause"')),
      '2020 《试验》 R-TEST growth：',
      'colour',
    ],
    [
      'a kind of group there is none of',
      asJson(text => text.replace('"kind":"all"', '"kind":"most"')),
      '2020 《试验》 R-TEST：rules.0.when.kind',
      'rules.0.when.kind',
    ],
    [
      'a day there is none of',
      asJson(text => text.replace('"from":"2020-01-01"', '"from":"2020-02-30"')),
      '2020 《试验》 output：parameters.0.values.0.from 不合要求：应为 YYYY-MM-DD',
      '',
    ],
  ])('%s', (_, input, zh, en) => {
    const told = faultsOf(input)
    expect(told).toContain(zh)
    expect(told).toContain(en)
  })

  test('a deep tree is read in good time', () => {
    let deep: Node = manual({ id: 'm', label: '核定', clause })
    for (let i = 0; i < 200; i++) deep = { kind: i % 2 ? 'any' : 'atLeast', count: 1, of: [deep] } as Node
    expect(checkDocuments([documentOf(deep, [])]).length).toBeGreaterThan(0)
  })
})
