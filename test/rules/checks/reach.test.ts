import { describe, expect, test } from 'vitest'
import { all, amount, any, date, flag, growth, level, manual, oneOf } from '../../../src/rules/author.ts'
import type { Node, Parameter, Rule } from '../../../src/rules/document.ts'
import { documentOf, faultsOf, parameter } from './a-document.ts'

const clause = '第一条'
const revenue = (id: string, limit: object) =>
  amount({ id, fact: 'revenue_y', clause, ...limit } as Parameters<typeof amount>[0])
const parameters: Parameter[] = [parameter('low', '万元', '1000'), parameter('high', '万元', '2000')]
const check = (when: Node, own: Parameter[] = parameters, rule: Partial<Rule> = {}) =>
  faultsOf(documentOf(when, own, { rule }))

describe('a branch that can never pass is told', () => {
  const inOffice = flag({ id: 'in', fact: 'in_stats', clause })
  test.each<[string, Node, Parameter[], string]>([
    [
      'an amount between limits that have changed places',
      all('C1', '区间', [revenue('from', { atLeast: 'high' }), revenue('to', { lessThan: 'low' })]),
      parameters,
      'R-TEST C1：互相矛盾，永远不会成立（按2020-01-01的参数）',
    ],
    [
      'a flag both ways',
      all('C1', '是与否', [inOffice, flag({ id: 'out', fact: 'in_stats', is: false, clause })]),
      [],
      'R-TEST C1：互相矛盾',
    ],
    [
      'one way in of several',
      {
        kind: 'all',
        of: [
          inOffice,
          any('C', '之一', [
            manual({ id: 'C.other', label: '核定', clause }),
            flag({ id: 'C.out', fact: 'in_stats', is: false, clause }),
          ]),
        ],
      },
      [],
      'R-TEST C.out：互相矛盾，永远不会成立',
    ],
    [
      'fewer than no firms',
      amount({ id: 'a', fact: 'contracts_signed', lessThan: 'none', clause }),
      [parameter('none', '个', '0')],
      'R-TEST a：互相矛盾',
    ],
    [
      'worse than the worst accident',
      level({ id: 'a', fact: 'worst_safety_accident', moreThan: 'worst', clause }),
      [parameter('worst', '等级', '特别重大')],
      'R-TEST a：互相矛盾',
    ],
    [
      'a day between two neighbours',
      all('C', '日', [
        date({ id: 'a', fact: 'approval_date', moreThan: 'one', clause }),
        date({ id: 'b', fact: 'approval_date', lessThan: 'two', clause }),
      ]),
      [parameter('one', '日期', '2022-01-01'), parameter('two', '日期', '2022-01-02')],
      'R-TEST C：互相矛盾',
    ],
    [
      'one of no common words',
      all('C', '类', [
        oneOf({ id: 'a', fact: 'case_category', words: 'one', clause }),
        oneOf({ id: 'b', fact: 'case_category', words: 'two', clause }),
      ]),
      [parameter('one', '类别', '用电、用水'), parameter('two', '类别', '用气')],
      'R-TEST C：互相矛盾',
    ],
    [
      'more than there are to choose from',
      {
        kind: 'atLeast',
        id: 'C',
        label: '三选',
        count: 3,
        of: [inOffice, manual({ id: 'm', label: '核定', clause })],
      },
      [],
      'R-TEST C：互相矛盾',
    ],
  ])('%s', (_, when, own, words) => {
    expect(check(when, own)).toContain(words)
  })

  test('from the day on which a parameter makes it so', () => {
    const moved = parameter(
      'high',
      '万元',
      { from: '2020-01-01', to: '2021-12-31', value: '2000' },
      { from: '2022-01-01', to: null, value: '900' },
    )
    const between = all('C1', '区间', [
      revenue('from', { atLeast: 'low' }),
      revenue('to', { lessThan: 'high' }),
    ])
    expect(check(between, [parameter('low', '万元', '1000'), moved])).toBe(
      '2020 《试验》 R-TEST C1：互相矛盾，永远不会成立（按2022-01-01的参数）（contradicts itself or what must hold with it: can never pass (by the parameters of 2022-01-01)）',
    )
  })
})

describe('a condition that can never matter is told', () => {
  test.each<[string, Node, Parameter[], string]>([
    [
      'the wider of two limits',
      all('C1', '双重', [revenue('strict', { atLeast: 'high' }), revenue('wide', { atLeast: 'low' })]),
      parameters,
      'R-TEST wide：不论是否满足都不影响结论',
    ],
    [
      'the narrower of two ways in',
      any('C1', '两可', [revenue('strict', { atLeast: 'high' }), revenue('wide', { atLeast: 'low' })]),
      parameters,
      'R-TEST strict：不论是否满足都不影响结论',
    ],
    [
      'the same growth twice',
      all('C1', '增幅', [
        growth({ id: 'a', fact: 'tax_y_growth', atLeast: 'g', clause }),
        growth({ id: 'b', fact: 'tax_y_growth', atLeast: 'g', clause }),
      ]),
      [parameter('g', '%', '30')],
      'R-TEST a：不论是否满足都不影响结论',
    ],
  ])('%s', (_, when, own, words) => {
    expect(check(when, own)).toContain(words)
  })

  test('but not one that a result is worked out from', () => {
    const when = all('C1', '双重', [
      revenue('strict', { atLeast: 'high' }),
      revenue('wide', { atLeast: 'low' }),
    ])
    expect(check(when, parameters, { results: { is_wide: { kind: 'verdict', of: 'wide' } } })).toBe('')
  })

  test('nor a growth under a limit that is not above it: without a base it is neither', () => {
    const under = growth({ id: 'under', fact: 'tax_y_growth', lessThan: 'g', clause })
    const over = growth({ id: 'over', fact: 'tax_y_growth', atLeast: 'g', clause })
    const neither: Node = {
      kind: 'all',
      of: [
        { kind: 'not', of: under },
        { kind: 'not', of: over },
      ],
    }
    expect(check(neither, [parameter('g', '%', '30')])).toBe('')
  })
})

test('nothing is said of a rule in which everything counts, nor of one too tangled to tell', () => {
  const pair = (i: number) =>
    all(`P${i}`, '对', [
      flag({ id: `P${i}.a`, fact: 'in_stats', clause }),
      revenue(`P${i}.b`, { atLeast: `p${i}` }),
      manual({ id: `P${i}.c`, label: '核定', clause }),
    ])
  const many = Array.from({ length: 24 }, (_, i) => i)
  const tangled: Node = { kind: 'atLeast', count: 12, of: many.map(pair) }
  expect(
    check(
      tangled,
      many.map(i => parameter(`p${i}`, '万元', String(1000 + i))),
    ),
  ).toBe('')
})
