import { expect, describe as group, test } from 'vitest'
import { all, amount, any, date, flag, growth, known, manual, oneOf, worked } from '../../src/rules/author.ts'
import { describe, isTextKnown } from '../../src/rules/describe.ts'
import { differences, sayDifferences } from '../../src/rules/differences.ts'
import type { Node, Parameter, PolicyDocument, Rule } from '../../src/rules/document.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { outlineOf } from '../../src/rules/outline.ts'
import { turnsOf, wordingBefore } from '../../src/rules/rule-history.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const clause = '第一条“试验”'
const ON = '2023-11-15'
const wantedOf = (node: Node, ...parameters: Parameter[]) => {
  const { when } = describe(trialVersion({ when: node }, parameters), ON)
  return when.kind === 'group' ? null : when.wanted
}

group('a condition in words', () => {
  const money = trialParameter('line', '万元', '10000')
  test.each([
    [{ atLeast: 'line' }, '不低于1亿元（包含本数）'],
    [{ moreThan: 'line' }, '超过1亿元（不含本数）'],
    [{ atMost: 'line' }, '不超过1亿元（包含本数）'],
    [{ lessThan: 'line' }, '低于1亿元（不含本数）'],
  ])('%j is %s', (limit, words) => {
    expect(wantedOf(amount({ id: 'a', fact: 'output_y', clause, ...limit }), money)).toBe(words)
  })

  test.each([
    ['9999.99', '不低于9999.99万元（包含本数）'],
    ['12345', '不低于12345万元（包含本数）'],
    ['12500', '不低于1.25亿元（包含本数）'],
  ])('%s万元 loses no digit', (value, words) => {
    const parameter = trialParameter('line', '万元', value)
    expect(wantedOf(amount({ id: 'a', fact: 'output_y', clause, atLeast: 'line' }), parameter)).toBe(words)
  })

  test('growth, days, levels and words have words of their own', () => {
    const percent = trialParameter('line', '%', '-20')
    expect(wantedOf(growth({ id: 'a', fact: 'revenue_12m_change', clause, atMost: 'line' }), percent)).toBe(
      '不超过−20%（包含本数）',
    )
    const day = date({ id: 'a', fact: 'production_start_date', clause, atLeast: 'line' })
    expect(wantedOf(day, trialParameter('line', '日期', '2022-01-01'))).toBe('不早于2022-01-01（含当日）')
    expect(wantedOf(day, trialParameter('line', '日期', '上年10-01'))).toBe('不早于上年10月1日（含当日）')
    expect(wantedOf(day, trialParameter('line', '日期', '前2年'))).toBe('不早于2年前（含当日）')
    const word = oneOf({ id: 'a', fact: 'case_category', clause, words: 'line' })
    expect(wantedOf(word, trialParameter('line', '类别', '用水、用电'))).toBe('为以下之一：用水、用电')
    expect(wantedOf(word, trialParameter('line', '类别', '用水'))).toBe('为用水')
  })

  test('a flag is its label, a judgement is for people', () => {
    expect(wantedOf(flag({ id: 'a', fact: 'listed', clause }))).toBe('')
    expect(wantedOf(flag({ id: 'a', fact: 'in_stats', is: false, clause }))).toBe('')
    expect(wantedOf(flag({ id: 'a', fact: 'in_stats', is: false, clause, label: '入统' }))).toBe('否')
    expect(wantedOf(manual({ id: 'a', label: '择优', clause }))).toBe('由人工核定')
    expect(wantedOf(known({ id: 'a', label: '产值', clause, of: { fact: 'output_y' } }))).toBe('有数据')
  })

  test('its value is told with its source, since when, and the day a relative one comes to', () => {
    const relative = trialParameter('line', '日期', '上年10-01')
    const { values } = describe(
      trialVersion({ when: date({ id: 'a', fact: 'production_start_date', clause, atLeast: 'line' }) }, [
        relative,
      ]),
      ON,
    )
    expect(values).toEqual([
      {
        id: 'line',
        label: 'line',
        text: '上年10-01',
        words: '上年10月1日',
        comesTo: '2022-10-01',
        since: '2020-01-01',
        source: '第一条',
        isConfirmed: true,
      },
    ])
  })
})

const tree: Node = all('whole', '全部', [
  flag({ id: 'gate', fact: 'listed', clause }),
  any('doors', '任一', [
    amount({ id: 'one', fact: 'output_y', clause, atLeast: 'line' }),
    { kind: 'not', of: manual({ id: 'bad', label: '情节严重', clause }) },
  ]),
  {
    kind: 'atLeast',
    count: 2,
    label: '三项中的两项',
    of: (['tax_y', 'revenue_y', 'main_revenue_y'] as const).map(fact =>
      amount({ id: fact, fact, clause, atLeast: 'line' }),
    ),
  },
])

test('a tree is told with how its parts stand together', () => {
  const { when } = describe(trialVersion({ when: tree }, [trialParameter('line', '万元', '500')]), ON)
  expect(outlineOf(when).map(({ depth, words }) => `${'  '.repeat(depth)}${words}`)).toEqual([
    '全部（全部满足）',
    '  在当年倍增名录',
    '  任一（满足其一）',
    '    上年度工业产值：不低于500万元（包含本数）',
    '    不得：',
    '      情节严重：由人工核定',
    '  三项中的两项（至少2项）',
    '    上年度实缴税金：不低于500万元（包含本数）',
    '    上年度营收：不低于500万元（包含本数）',
    '    上年度主营业务收入：不低于500万元（包含本数）',
  ])
})

test('a calculation and what comes of it are told line by line', () => {
  const { lines, outcomes } = describe(
    trialVersion(
      {
        when: worked({ id: 'w', label: '贴息', line: 'amount', unit: '万元', clause, atLeast: 'least' }),
        lines: [
          {
            id: 'base',
            label: '本金',
            unit: '万元',
            step: 'least',
            of: [{ fact: 'loan_principal' }, { fact: 'equipment_spend' }],
          },
          {
            id: 'interest',
            label: '利息',
            unit: '万元',
            step: 'first',
            of: [{ fact: 'interest_paid' }, { line: 'base' }],
          },
          {
            id: 'amount',
            label: '贴息',
            unit: '万元',
            step: 'times',
            of: [{ line: 'interest' }, { parameter: 'cap' }, { value: '1' }],
          },
        ],
        results: {
          level: { kind: 'case', cases: [{ of: 'w', value: '高' }] },
          due: { kind: 'day', from: 'proposal_assigned_on', months: 'months' },
          cap: { kind: 'parameter', of: 'rule', parameter: 'cap' },
        },
      },
      [
        trialParameter('least', '万元', '1'),
        trialParameter('cap', '万元', '100'),
        trialParameter('months', '个月', '3'),
      ],
    ),
    ON,
  )
  expect(lines).toEqual([
    '本金 ＝ 购置设备贷款本金与设备购置支出中较小者',
    '利息 ＝ 十二个月内实付利息；没有时用本金',
    '贴息 ＝ 利息 × cap（100万元） × 1',
  ])
  expect(outcomes).toEqual(['贴息 → 高', '期限：提案交办日期之后3个月', 'cap：100万元'])
})

/** The same document in two versions, the first ending where the second begins. */
function twoVersions(
  older: Partial<Rule>,
  olderValues: Parameter[],
  newer: Partial<Rule>,
  newerValues: Parameter[],
) {
  const [first, second] = [trialVersion(older, olderValues), trialVersion(newer, newerValues)]
  const ended: PolicyDocument = { ...first.document, effectiveTo: '2022-12-31' }
  const begun: PolicyDocument = { ...second.document, version: '2023', effectiveFrom: '2023-01-01' }
  return [ended, begun]
}
const withDocument = ({ rule }: RuleVersion, document: PolicyDocument): RuleVersion => ({ rule, document })

function changesOf(older: Partial<Rule>, newer: Partial<Rule>, from: Parameter[], to: Parameter[]): string[] {
  const [before, after] = [trialVersion(older, from), trialVersion(newer, to)]
  return sayDifferences(differences(describe(before, ON), describe(after, ON)))
}

group('what changed', () => {
  const line = (value: string, isConfirmed = true): Parameter => {
    const parameter = trialParameter('line', '万元', value)
    return { ...parameter, values: parameter.values.map(one => ({ ...one, isConfirmed })) }
  }
  const one = amount({ id: 'one', fact: 'output_y', clause, atLeast: 'line' })
  const two = flag({ id: 'two', fact: 'listed', clause })
  const and = (...of: Node[]): Node => ({ kind: 'all', of })
  const or = (...of: Node[]): Node => ({ kind: 'any', of })

  test('a threshold', () => {
    expect(changesOf({ when: one }, { when: one }, [line('10000')], [line('8000')])).toEqual([
      '调整：上年度工业产值，由“不低于1亿元（包含本数）”改为“不低于8000万元（包含本数）”',
    ])
  })
  test('以上 into 超过', () => {
    const more = amount({ id: 'one', fact: 'output_y', clause, moreThan: 'line' })
    expect(changesOf({ when: one }, { when: more }, [line('10000')], [line('10000')])).toEqual([
      '调整：上年度工业产值，由“不低于1亿元（包含本数）”改为“超过1亿元（不含本数）”',
    ])
  })
  test('a condition more and a condition less', () => {
    expect(changesOf({ when: one }, { when: two }, [line('10000')], [line('10000')])).toEqual([
      '新增：在当年倍增名录',
      '取消：上年度工业产值，不低于1亿元（包含本数）',
    ])
  })
  test('both into either', () => {
    expect(changesOf({ when: and(one, two) }, { when: or(one, two) }, [line('1')], [line('1')])).toEqual([
      '调整：条件之间的组合方式，见全文。',
    ])
  })
  test('a value of the calculation', () => {
    const lines: Rule['lines'] = [
      {
        id: 'x',
        label: '余额',
        unit: '万元',
        step: 'minus',
        of: [{ parameter: 'cap' }, { fact: 'already_granted' }],
      },
    ]
    const cap = (value: string) => trialParameter('cap', '万元', value)
    expect(changesOf({ when: two, lines }, { when: two, lines }, [cap('100')], [cap('200')])).toEqual([
      '调整：cap，由“100万元”改为“200万元”',
    ])
  })
  test('a value that has been confirmed since', () => {
    expect(changesOf({ when: one }, { when: one }, [line('5', false)], [line('5')])[0]).toContain(
      '（待确认）”改为',
    )
  })
  test('nothing', () => {
    expect(changesOf({ when: one }, { when: one }, [line('5')], [line('5')])).toEqual([
      '条件和数值没有变化。',
    ])
  })
  test('an older text nobody has cannot be compared', () => {
    const untold: Partial<Rule> = { when: manual({ id: 'text', label: '条件', clause: '原文未载' }) }
    expect(changesOf(untold, { when: one }, [], [line('5')])).toEqual(['旧版条件原文未载，无法逐条比较。'])
    expect(isTextKnown(describe(trialVersion(untold, []), ON))).toBe(false)
  })
  test('a clause left to people whose words are quoted is known', () => {
    const quoted: Partial<Rule> = { quote: '一事一议', when: manual({ id: 'text', label: '奖励', clause }) }
    expect(isTextKnown(describe(trialVersion(quoted, []), ON))).toBe(true)
  })

  test('the wording before is found across documents and within one', () => {
    const changed: Parameter = {
      ...line('8000'),
      values: [
        { from: '2020-01-01', to: '2023-06-30', value: '8000', source: '第一条', isConfirmed: true },
        { from: '2023-07-01', to: null, value: '6000', source: '补充通知', isConfirmed: true },
      ],
    }
    const documents = twoVersions({ when: one }, [line('10000')], { when: one }, [changed])
    expect(turnsOf(documents, 'R-TEST')).toEqual(['2020-01-01', '2023-01-01', '2023-07-01'])
    const before = (on: string) => wordingBefore(documents, 'R-TEST', on)?.values[0]?.words ?? null
    expect(before('2022-06-01')).toBeNull()
    expect(before('2023-06-30')).toBe('1亿元')
    expect(before('2023-07-01')).toBe('8000万元')
  })

  test('a draft changes nothing', () => {
    const draft: PolicyDocument = { ...trialVersion({ when: one }, [line('1')]).document, status: '草案' }
    expect(turnsOf([draft], 'R-TEST')).toEqual([])
    expect(wordingBefore([draft], 'R-TEST', ON)).toBeNull()
    const version = withDocument(trialVersion({ when: one }, [line('1')]), draft)
    expect(describe(version, '2019-01-01').document.status).toBe('草案')
  })
})
