import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDb, rowsOf } from '../../db/client.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { addDays } from '../../src/lib/time.ts'
import { worstAccident } from '../../src/rules/accidents.ts'
import { amount, date, flag, growth, level, manual, oneOf } from '../../src/rules/author.ts'
import { columnsOf } from '../../src/rules/columns/columns.ts'
import { scanOf } from '../../src/rules/columns/scan.ts'
import { STATUSES } from '../../src/rules/columns/tests.ts'
import type { Leaf, Node, PolicyDocument, Rule } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import { type FactsInput, parseFacts } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { sqlVerdict } from '../../src/rules/sql.ts'

/**
 * One tree, three ways of judging it: the interpreter that explains, the scan over columns, the expression in Postgres.
 * Trees and rows are random; amounts crowd around the thresholds; a third of the facts is unknown or only a range.
 */
const on = '2024-01-10'
const operators = ['atLeast', 'moreThan', 'atMost', 'lessThan'] as const
const limit = (kind: (typeof operators)[number], parameter: string) =>
  ({ [kind]: parameter }) as { atLeast: string }

const parameters: PolicyDocument['parameters'] = (
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
).map(([id, unit, value]) => ({
  id,
  label: id,
  unit,
  values: [{ from: '2020-01-01', to: null, value, source: '试验', isConfirmed: true }],
}))

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

const { tree } = fc.letrec<{ tree: Node }>(tie => ({
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

const implied: Rule['implied'] = [
  { given: { fact: 'is_above_scale', is: true }, means: { fact: 'in_stats', is: true }, because: '推定入统' },
  {
    given: { fact: 'is_above_scale', is: true },
    means: { fact: 'main_revenue_y', atLeast: 'money' },
    because: '推定',
  },
]

function versionOf(when: Node): RuleVersion {
  const rule: Rule = {
    id: 'R-TEST',
    title: '试验',
    subject: '企业',
    clause: '第一条',
    quote: null,
    when: numbered(when, { n: 0 }),
    implied,
    results: {},
    remarks: [],
  }
  const document: PolicyDocument = {
    version: '2020',
    title: '试验',
    number: null,
    issued: '2020-01',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    status: '现行',
    remarks: [],
    parameters,
    rules: [rule],
  }
  return { rule, document }
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 })
const money = fc.oneof(
  fc.constantFrom('1000', '999.99', '999.9899', '1000.0001', '0', '-1', '1300', '800', '1125', '769.2308'),
  fc.integer({ min: -50, max: 3000 }).map(String),
  fc.integer({ min: 0, max: 30_000_000 }).map(yuan => (yuan / 10_000).toFixed(4)),
)
/** What the columns cannot hold in whole yuan, and amounts no enterprise has. */
const odd = fc.constantFrom('0.00005', '999.98999999', '123456789012', '1e3'.replace('e3', '000'))
const exact = fc.oneof({ weight: 12, arbitrary: money }, { weight: 1, arbitrary: odd })
const range = fc
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

const rowWith = (quantity: fc.Arbitrary<unknown>) =>
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

const COUNT = 60

function checkColumns(version: RuleVersion, rows: readonly FactsInput[]): string[] {
  const facts = rows.map(parseFacts)
  const judged = facts.map(one => evaluate(version, one, { on }))
  const scan = scanOf(version, columnsOf(facts), on)
  const verdicts = scan.verdicts()
  const explain = scan.explainer()
  judged.forEach(({ verdict, conditions }, row) => {
    expect(STATUSES[verdicts[row] ?? 0], JSON.stringify(rows[row])).toBe(verdict)
    const explained = explain(row)
    expect(explained.verdict).toBe(verdict)
    expect(explained.conditions.map(one => [one.id, one.verdict])).toEqual(
      conditions.map(one => [one.id, one.verdict]),
    )
  })
  return judged.map(({ verdict }) => verdict)
}

test('the scan over columns judges every row and every condition as the interpreter does', () => {
  const seen = new Set<string>()
  const rows = fc.array(rowWith(fc.oneof({ weight: 5, arbitrary: exact }, { weight: 1, arbitrary: range })), {
    minLength: COUNT,
    maxLength: COUNT,
  })
  fc.assert(
    fc.property(tree, rows, (when, some) => {
      for (const verdict of checkColumns(versionOf(when), some)) seen.add(verdict)
    }),
    { numRuns: 150 },
  )
  expect([...seen].sort()).toEqual(['fail', 'manual', 'pass', 'unknown'])
})

test('rows of more than a block are judged alike', () => {
  const [when] = fc.sample(tree, { seed: 5, numRuns: 1 })
  const rows = fc.sample(rowWith(exact), { seed: 6, numRuns: 4500 })
  if (when) checkColumns(versionOf(when), rows)
})

let open: OpenDb
const typeOf: Record<string, string> = {
  flag: 'boolean',
  amount: 'numeric',
  count: 'numeric',
  ratio: 'numeric',
  day: 'date',
  word: 'text',
  words: 'text[]',
}
beforeAll(async () => {
  open = await openEmbedded()
  const columns = Object.entries(FACTS).flatMap(([name, { type }]) =>
    type === 'accidents' ? [] : [`"${name}" ${typeOf[type]}`],
  )
  await open.db.execute(
    sql.raw(
      `create table fact_row (n int, ${columns.join(', ')}, worst_safety_accident_low int, worst_safety_accident_high int)`,
    ),
  )
})
afterAll(() => open.close())

function sqlRow(input: FactsInput, n: number): Record<string, unknown> {
  const { accidents, ...rest } = input
  const known = parseFacts({ accidents }).accidents
  const worst = known && worstAccident(known, '安全生产', on.slice(0, 4))
  return {
    ...rest,
    n,
    worst_safety_accident_low: worst?.low ?? null,
    worst_safety_accident_high: worst?.high ?? null,
  }
}

test('Postgres judges every row as the interpreter does', async () => {
  const rows = fc.array(rowWith(exact), { minLength: COUNT, maxLength: COUNT })
  await fc.assert(
    fc.asyncProperty(tree, rows, async (when, some) => {
      const version = versionOf(when)
      const json = JSON.stringify(some.map(sqlRow))
      const judged = await rowsOf<{ verdict: string }>(
        open.db,
        sql`select ${sql.raw(sqlVerdict(version, on))} as verdict
          from json_populate_recordset(null::fact_row, ${json}::json) order by n`,
      )
      expect(judged.map(({ verdict }) => verdict)).toEqual(
        some.map(row => evaluate(version, parseFacts(row), { on }).verdict),
      )
    }),
    { numRuns: 60 },
  )
})
