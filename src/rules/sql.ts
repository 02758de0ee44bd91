import type { Day } from '../lib/time.ts'
import { levelNumber } from './accidents.ts'
import { DERIVED, isDerived, quantityFacts } from './derived.ts'
import type { Leaf, Node, PolicyDocument, Rule, Test } from './document.ts'
import type { FactName } from './fact-table.ts'
import type { AccidentLevel } from './facts.ts'
import type { RuleVersion } from './find-rule.ts'
import { parameterOn, wordsIn } from './parameters.ts'
import { isLeaf, leavesOf } from './truth.ts'

interface Setting {
  rule: Rule
  document: PolicyDocument
  on: Day
}

/**
 * A rule as a Postgres expression of type text, `pass`, `fail`, `unknown` or `manual`, over a relation with a column
 * for each fact under its own name: amounts as numeric in their unit, ratios as numeric, days as date, flags as boolean,
 * words as text, lists as text[]; for accidents `<derived>_low` and `<derived>_high`, the level numbers of the worst one
 * (0 none). Null is unknown, with the same meaning as everywhere else. Made of our own names and checked numbers; words
 * are quoted.
 * @throws {Error} for a rule with conditions on lines it works out
 */
export function sqlVerdict({ rule, document }: RuleVersion, on: Day): string {
  const setting = { rule, document, on }
  const holds = sqlOf(rule.when, setting)
  const hasManual = leavesOf(rule.when).some(leaf => leaf.kind === 'manual')
  const open = hasManual
    ? `case when ${opensOnFact(rule.when, setting)} then 'unknown' else 'manual' end`
    : `'unknown'`
  return `case when ${holds} then 'pass' when not ${holds} then 'fail' else ${open} end`
}

/** The columns a rule reads. */
export function sqlColumns({ rule }: RuleVersion): string[] {
  const own = leavesOf(rule.when).flatMap(leaf => {
    if (leaf.kind !== 'test' || !('fact' in leaf)) return []
    if (leaf.unit === '等级') return [`${leaf.fact}_low`, `${leaf.fact}_high`]
    if (!isDerived(leaf.fact)) return [leaf.fact]
    const derived = DERIVED[leaf.fact]
    if (derived.type === 'first') return [...derived.of]
    return derived.type === 'growth'
      ? [derived.current, derived.base, ...(derived.ratio ? [derived.ratio] : [])]
      : []
  })
  const implied = (rule.implied ?? []).flatMap(({ given, means }) => [given.fact, means.fact])
  return [...new Set([...own, ...implied])]
}

/** A tree as a boolean that is null where it is undecided. */
function sqlOf(node: Node, setting: Setting): string {
  if (isLeaf(node)) return sqlOfLeaf(node, setting)
  if (node.kind === 'not') return `(not ${sqlOf(node.of, setting)})`
  const parts = node.of.map(child => sqlOf(child, setting))
  if (node.kind !== 'atLeast') return `(${parts.join(node.kind === 'all' ? ' and ' : ' or ')})`
  const passed = parts.map(part => `(${part} is true)::int`).join(' + ')
  const possible = parts.map(part => `(${part} is not false)::int`).join(' + ')
  return `(case when ${passed} >= ${node.count} then true when ${possible} < ${node.count} then false end)`
}

/** Whether an undecided tree waits for a fact, and not only for people. */
function opensOnFact(node: Node, setting: Setting): string {
  if (isLeaf(node)) return node.kind === 'manual' ? 'false' : `${sqlOf(node, setting)} is null`
  if (node.kind === 'not') return opensOnFact(node.of, setting)
  const parts = node.of.map(child => opensOnFact(child, setting))
  return `(${sqlOf(node, setting)} is null and (${parts.join(' or ')}))`
}

function sqlOfLeaf(leaf: Leaf, setting: Setting): string {
  if (leaf.kind === 'manual') return 'null::boolean'
  if (leaf.kind === 'known' || 'line' in leaf)
    throw new Error(`${setting.rule.id} ${leaf.id}: cannot be judged in the database`)
  return sqlOfTest(leaf, setting)
}

function sqlOfTest(test: Exclude<Test, { line: string }>, setting: Setting): string {
  if (test.unit === '是否') return `(${flagColumn(test.fact, setting)} = ${test.value})`
  if (test.operator === 'none') return `(${listLength(test.fact, setting)} = 0)`
  const { value, number } = parameterOn(setting.document, test.parameter, setting.on)
  if (test.operator === 'in') return `("${test.fact}" in (${wordsIn(value).map(quoted).join(', ')}))`
  if (test.unit === '日期') return `("${test.fact}" ${test.operator} date ${quoted(value)})`
  if (test.unit === '等级') {
    const bounds = { low: `"${test.fact}_low"`, high: `"${test.fact}_high"` }
    return between(bounds, test.operator, String(levelNumber(value as AccidentLevel)))
  }
  const limit = number.toFixed()
  if (test.unit !== '%') return between(boundsOf(quantityFacts(test.fact), setting), test.operator, limit)
  if (!isDerived(test.fact)) return `("${test.fact}" * 100 ${test.operator} ${limit})`
  const { current, base, ratio } = DERIVED[test.fact]
  const both = `"${current}" * 100 ${test.operator} "${base}" * ${number.plus(100).toFixed()}`
  const given = ratio ? ` when "${ratio}" is not null then "${ratio}" * 100 ${test.operator} ${limit}` : ''
  return `(case when "${base}" <= 0 then false when "${current}" is not null and "${base}" is not null then ${both}${given} end)`
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** A flag, with what other flags say about it where it is not known. */
function flagColumn(fact: FactName, { rule }: Setting): string {
  const implied = (rule.implied ?? []).flatMap(({ given, means }) =>
    'is' in means && means.fact === fact
      ? [`case when "${given.fact}" = ${given.is} then ${means.is} end`]
      : [],
  )
  return implied.length === 0 ? `"${fact}"` : `coalesce("${fact}", ${implied.join(', ')})`
}

/** How many words a list has; none where another fact says that nothing is on record. */
function listLength(fact: FactName, { rule }: Setting): string {
  const implied = (rule.implied ?? []).flatMap(({ given, means }) =>
    'none' in means && means.fact === fact ? [`case when "${given.fact}" = ${given.is} then 0 end`] : [],
  )
  return `coalesce(${[`cardinality("${fact}")`, ...implied, 'null'].join(', ')})`
}

interface Bounds {
  low: string
  high: string
}

/** The lowest and highest an amount can be: the same, but where another fact says at least how much it is. */
function boundsOf([fact, ...others]: readonly FactName[], setting: Setting): Bounds {
  if (fact === undefined) return { low: 'null', high: 'null' }
  const { rule, document, on } = setting
  const implied = (rule.implied ?? []).flatMap(({ given, means }) =>
    'atLeast' in means && means.fact === fact
      ? [
          `case when "${given.fact}" = ${given.is} then ${parameterOn(document, means.atLeast, on).number.toFixed()} end`,
        ]
      : [],
  )
  const column = `"${fact}"`
  const own = {
    low: implied.length === 0 ? column : `coalesce(${[column, ...implied].join(', ')})`,
    high: column,
  }
  if (others.length === 0) return own
  const next = boundsOf(others, setting)
  if (own.low === own.high && next.low === next.high) {
    const first = `coalesce(${own.low}, ${next.low})`
    return { low: first, high: first }
  }
  const isOpen = `${own.low} is null and ${own.high} is null`
  return {
    low: `(case when ${isOpen} then ${next.low} else ${own.low} end)`,
    high: `(case when ${isOpen} then ${next.high} else ${own.high} end)`,
  }
}

/** What both ends agree on; null where they do not. */
function between({ low, high }: Bounds, operator: '>=' | '>' | '<=' | '<', limit: string): string {
  if (low === high) return `(${low} ${operator} ${limit})`
  const isLower = operator === '>=' || operator === '>'
  const [worst, best] = isLower ? [low, high] : [high, low]
  const opposite = { '>=': '<', '>': '<=', '<=': '>', '<': '>=' }[operator]
  return `(case when ${worst} ${operator} ${limit} then true when ${best} ${opposite} ${limit} then false end)`
}
