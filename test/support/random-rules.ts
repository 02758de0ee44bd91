import fc from 'fast-check'
import { addDays } from '../../src/lib/time.ts'
import { amount, date, flag, growth, level, manual, oneOf } from '../../src/rules/author.ts'
import type { Leaf, Node, Rule } from '../../src/rules/document.ts'
import type { FactName } from '../../src/rules/fact-table.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { trialParameter, trialVersion } from './trial-policy.ts'

/** The day random rules are asked about. */
export const on = '2024-01-10'
const operators = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const
const limit = (kind: (typeof operators)[number], parameter: string) =>
  ({ [kind]: parameter }) as { atLeast: string }

const parameters = (
  [
    ['money', '万元', '1000'],
    ['fine', '万元', '999.99'],
    ['growth', '%', '30'],
    ['fraction', '%', '12.5'],
    ['fall', '%', '-20'],
    ['months', '个月', '2'],
    ['day', '日期', '2022-01-01'],
    ['recent', '日期', '前2年'],
    ['level', '等级', '较大'],
    ['words', '类别', '用电、用水'],
  ] as const
).map(([id, unit, value]) => trialParameter(id, unit, value))

const operator = fc.constantFrom(...operators)
const atom: fc.Arbitrary<Leaf> = fc.oneof(
  fc
    .tuple(fc.constantFrom('is_above_scale', 'in_stats', 'listed'), fc.boolean())
    .map(([fact, is]) => flag({ id: '', clause: '第一条', fact, is })),
  fc
    .tuple(operator, fc.constantFrom('output_y', 'tax_y', 'scale_revenue'), fc.constantFrom('money', 'fine'))
    .map(([kind, fact, limitName]) => amount({ id: '', clause: '第一条', fact, ...limit(kind, limitName) })),
  fc
    .tuple(operator, fc.constantFrom('output_y_growth', 'tax_y_growth', 'revenue_12m_change', 'energy_index'))
    .chain(([kind, fact]) =>
      fc
        .constantFrom('growth', 'fraction', 'fall')
        .map(name => growth({ id: '', clause: '第一条', fact, ...limit(kind, name) })),
    ),
  operator.map(kind =>
    amount({ id: '', clause: '第一条', fact: 'months_without_output', ...limit(kind, 'months') }),
  ),
  fc
    .tuple(operator, fc.constantFrom('day', 'recent'))
    .map(([kind, name]) =>
      date({ id: '', clause: '第一条', fact: 'first_above_scale_date', ...limit(kind, name) }),
    ),
  operator.map(kind =>
    level({ id: '', clause: '第一条', fact: 'worst_safety_accident', ...limit(kind, 'level') }),
  ),
  fc.constant(oneOf({ id: '', clause: '第一条', fact: 'case_category', words: 'words' })),
  fc.constant<Leaf>({
    kind: 'test',
    id: '',
    label: '没有排除情形',
    clause: '第一条',
    fact: 'excluded_flags',
    operator: 'none',
    unit: '类别',
  }),
  fc.constant(manual({ id: '', clause: '第一条', label: '人工' })),
)

/** Trees of every kind of condition and group. */
export const { tree } = fc.letrec<{ tree: Node }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.record({
      kind: fc.constant('all' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('any' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
    fc
      .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 4 }), fc.nat(3))
      .map(([of, count]) => ({ kind: 'atLeast' as const, of, count: 1 + (count % of.length) })),
    tie('tree').map(of => ({ kind: 'not' as const, of })),
  ),
}))

/** Gives every condition a name of its own. */
function numbered(node: Node, next: { n: number }): Node {
  if (node.kind === 'test' || node.kind === 'manual' || node.kind === 'known')
    return { ...node, id: `c${next.n++}` }
  if (node.kind === 'not') return { ...node, of: numbered(node.of, next) }
  return { ...node, of: node.of.map(child => numbered(child, next)) }
}

const IMPLIED: NonNullable<Rule['implied']> = [
  { given: { fact: 'is_above_scale', is: true }, means: { fact: 'in_stats', is: true }, because: '推定入统' },
  {
    given: { fact: 'is_above_scale', is: true },
    means: { fact: 'main_revenue_y', atLeast: 'money' },
    because: '推定',
  },
  // What is implied implies nothing further: these two do not make one.
  { given: { fact: 'in_stats', is: true }, means: { fact: 'listed', is: true }, because: '推定在名录' },
  {
    given: { fact: 'in_stats', is: false },
    means: { fact: 'excluded_flags', none: true },
    because: '推定没有',
  },
]

/** A rule of a tree, in which flags imply other flags, an amount and an empty list. */
export const versionOf = (when: Node): RuleVersion =>
  trialVersion({ when: numbered(when, { n: 0 }), implied: IMPLIED }, parameters)

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 })
/** Amounts that crowd around the thresholds. */
export const money = fc.oneof(
  fc.constantFrom('1000', '999.99', '999.9899', '1000.0001', '0', '-1', '1300', '800', '1125', '769.2308'),
  fc.integer({ min: -50, max: 3000 }).map(String),
  fc.integer({ min: 0, max: 30_000_000 }).map(yuan => (yuan / 10_000).toFixed(4)),
)
/** What the columns cannot hold in whole yuan, and amounts no enterprise has. */
const odd = fc.constantFrom('0.00005', '999.98999999', '123456789012', '1e3'.replace('e3', '000'))
export const exact = fc.oneof({ weight: 12, arbitrary: money }, { weight: 1, arbitrary: odd })
export const range = fc
  .tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 1500 }), fc.boolean(), fc.boolean())
  .map(([min, more, hasMin, hasMax]) => ({
    ...(hasMin || !hasMax ? { min } : {}),
    ...(hasMax ? { max: min + more } : {}),
  }))
const accident = fc.record({
  date: fc.constantFrom('2024-01-02', '2023-05-05', null),
  type: fc.constantFrom('安全生产', '环境污染', null),
  level: fc.constantFrom('一般', '较大', '重大', null),
})

/** Facts of a random rule, a third of them unknown. */
export const rowWith = (quantity: fc.Arbitrary<unknown>) =>
  fc.record({
    is_above_scale: maybe(fc.boolean()),
    in_stats: maybe(fc.boolean()),
    listed: maybe(fc.boolean()),
    output_y: maybe(quantity),
    output_y1: maybe(quantity),
    output_growth: maybe(fc.constantFrom('0.3', '0.125', '0.2999', '-0.2', '-1')),
    tax_y: maybe(quantity),
    tax_y1: maybe(quantity),
    revenue_y: maybe(quantity),
    main_revenue_y: maybe(quantity),
    revenue_12m: maybe(quantity),
    revenue_12m_prev: maybe(quantity),
    energy_index: maybe(fc.constantFrom('0.3', '0.125', '1.1')),
    months_without_output: maybe(fc.integer({ min: 0, max: 4 })),
    first_above_scale_date: maybe(fc.integer({ min: -3, max: 30 }).map(n => addDays('2021-12-31', n))),
    accidents: maybe(fc.array(accident, { maxLength: 2 })),
    case_category: maybe(fc.constantFrom('用电', '用水', '融资', "'引号")),
    excluded_flags: maybe(fc.constantFrom([], ['产能严重过剩'])),
  } satisfies Partial<Record<FactName, unknown>>)
