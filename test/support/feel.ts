import Big from 'big.js'
import type { Day } from '../../src/lib/time.ts'
import { levelNumber } from '../../src/rules/accidents.ts'
import { DERIVED, isDerived, quantityFacts } from '../../src/rules/derived.ts'
import type {
  DayTest,
  GrowthTest,
  Leaf,
  LevelTest,
  LineTest,
  Node,
  PolicyDocument,
  QuantityTest,
  Rule,
} from '../../src/rules/document.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import type { Accident, AccidentLevel, Facts } from '../../src/rules/facts.ts'
import type { Line } from '../../src/rules/line.ts'
import { parameterOn, wordsIn } from '../../src/rules/parameters.ts'
import { isLeaf } from '../../src/rules/truth.ts'

/**
 * A rule's tree as a FEEL expression (DMN's language, three-valued by its standard), for judging it by somebody
 * else's interpreter. FEEL numbers here are floating: amounts are told in hundredths of a yuan and ratios in
 * hundred-millionths, so that every comparison is one of whole numbers. Facts given as ranges are not translated.
 */
const AMOUNT = 1_000_000
const RATIO = 100_000_000

interface Where {
  rule: Rule
  document: PolicyDocument
  on: Day
}

export const feelOf = (where: Where): string => ofNode(where.rule.when, where)

function ofNode(node: Node, where: Where): string {
  if (isLeaf(node)) return ofLeaf(node, where)
  if (node.kind === 'not') return `not(${ofNode(node.of, where)})`
  const parts = node.of.map(child => `(${ofNode(child, where)})`)
  if (node.kind === 'all') return parts.join(' and ')
  if (node.kind === 'any') return parts.join(' or ')
  return choose(parts, node.count)
    .map(chosen => `(${chosen.join(' and ')})`)
    .join(' or ')
}

/** All ways to take so many of a list. */
function choose(list: readonly string[], count: number): string[][] {
  if (count === 0) return [[]]
  return list.flatMap((one, i) => choose(list.slice(i + 1), count - 1).map(rest => [one, ...rest]))
}

function ofLeaf(leaf: Leaf, where: Where): string {
  if (leaf.kind === 'manual') return 'null'
  if (leaf.kind === 'known')
    return ifKnown('line' in leaf.of ? ofLine(leaf.of.line, where) : nameOf(leaf.of.fact, where), 'true')
  if (leaf.operator === '=') return leaf.value ? nameOf(leaf.fact, where) : `not(${nameOf(leaf.fact, where)})`
  if (leaf.operator === 'none') {
    const words = nameOf(leaf.fact, where)
    return ifKnown(words, `count(${words}) = 0`)
  }
  const { value, number } = parameterOn(where.document, leaf.parameter, where.on)
  if (leaf.operator === 'in')
    return ifKnown(leaf.fact, `list contains(${JSON.stringify(wordsIn(value))}, ${leaf.fact})`)
  if (leaf.unit === '等级') return ofLevel(leaf, value as AccidentLevel, where)
  return ofComparison(leaf, value, number, where)
}

const ifKnown = (name: string, then: string) => `if ${name} = null then null else ${then}`

function ofComparison(
  leaf: QuantityTest | GrowthTest | LineTest | DayTest,
  value: string,
  number: Big,
  where: Where,
): string {
  const { operator } = leaf
  if ('line' in leaf) {
    const limit = leaf.unit === '%' ? number.div(100) : number
    return `${ofLine(leaf.line, where)} ${operator} ${limit.toFixed()}`
  }
  if (leaf.unit === '日期') return ifKnown(leaf.fact, `date(${leaf.fact}) ${operator} date("${value}")`)
  if (leaf.unit === '%') {
    const ratio = (name: string) => `${name} ${operator} ${number.times(RATIO / 100).toFixed()}`
    if (!isDerived(leaf.fact)) return ratio(leaf.fact)
    const derived = DERIVED[leaf.fact]
    if (derived.type !== 'growth') throw new Error(`${leaf.fact} is no growth`)
    const { current, base } = derived
    const grown = `${current} * 100 ${operator} ${base} * ${number.plus(100).toFixed()}`
    const given = derived.ratio ? ratio(derived.ratio) : 'null'
    return `if ${base} <= 0 then false else if ${current} != null and ${base} != null then ${grown} else ${given}`
  }
  const limit = (name: FactName) => number.times(scaleOf(name)).toFixed()
  return quantityFacts(leaf.fact).reduceRight<string>(
    (rest, name) =>
      `if ${name} != null then ${name} ${operator} ${limit(name)} else (${ifImplied(name, leaf, number, where, rest)})`,
    'null',
  )
}

/** Where a flag says at least how much an amount is, that decides what any such amount would. */
function ifImplied(
  name: FactName,
  { operator }: QuantityTest,
  limit: Big,
  where: Where,
  rest: string,
): string {
  return (where.rule.implied ?? []).reduce((otherwise, { given, means }) => {
    if (!('atLeast' in means) || means.fact !== name) return otherwise
    const least = parameterOn(where.document, means.atLeast, where.on).number
    const isLower = operator.startsWith('>')
    const decided = isLower
      ? least.gt(limit) || (operator === '>=' && least.eq(limit))
      : least.gt(limit) || (operator === '<' && least.eq(limit))
    return `if ${given.fact} = ${given.is} then ${decided ? isLower : null} else (${otherwise})`
  }, rest)
}

/** Of unknown level an accident is of any; of unknown type or year it may not count at all. */
function ofLevel({ fact, operator }: LevelTest, level: AccidentLevel, { on }: Where): string {
  const [type, year] = [JSON.stringify(DERIVED[fact].of), on.slice(0, 4)]
  const worst = (counts: string, unknown: number) =>
    `max(append(for a in accidents return if ${counts} then (if a.level = null then ${unknown} else a.level) else 0, 0))`
  const low = worst(`a.type = ${type} and a.year = ${year}`, 1)
  const high = worst(`(a.type = null or a.type = ${type}) and (a.year = null or a.year = ${year})`, 4)
  const beyond = (worst: string) => `(${worst} ${operator} ${levelNumber(level)})`
  return ifKnown('accidents', `if ${beyond(low)} = ${beyond(high)} then ${beyond(low)} else null`)
}

/** A fact with what flags imply of it; for an amount that is a range, see `ifImplied`. */
function nameOf(fact: FactName, { rule }: Where): string {
  return (rule.implied ?? []).reduce<string>((name, { given, means }) => {
    if (means.fact !== fact || 'atLeast' in means) return name
    const implied = 'is' in means ? String(means.is) : '[]'
    return `(if ${name} = null and ${given.fact} = ${given.is} then ${implied} else ${name})`
  }, fact)
}

const SIGNS: Partial<Record<Line['step'], string>> = { plus: '+', minus: '-', times: '*', over: '/' }

/** A line in its own unit, rounded as it is written down. */
function ofLine(id: string, where: Where): string {
  const line = where.rule.lines?.find(one => one.id === id)
  if (!line) throw new Error(`no line ${id}`)
  const operands = line.of.map(operand => {
    if ('value' in operand) return operand.value
    if ('line' in operand) return ofLine(operand.line, where)
    if ('fact' in operand) return `(${operand.fact} / ${scaleOf(operand.fact)})`
    const { number, unit } = parameterOn(where.document, operand.parameter, where.on)
    return (unit === '%' ? number.div(100) : number).toFixed()
  })
  return `(round half up(${combined(line.step, operands)}, ${line.unit === '%' ? 8 : 4}))`
}

function combined(step: Line['step'], operands: string[]): string {
  const sign = SIGNS[step]
  if (sign) return operands.join(` ${sign} `)
  if (step === 'first')
    return operands.reduceRight((rest, one) => `(if ${one} != null then ${one} else ${rest})`)
  return `${step === 'least' ? 'min' : 'max'}(${operands.join(', ')})`
}

function scaleOf(name: FactName): number {
  const { type } = FACTS[name]
  return type === 'amount' ? AMOUNT : type === 'ratio' ? RATIO : 1
}

/** Facts as FEEL is given them: all by name, null where not known. */
export function feelFacts(facts: Facts): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(FACTS) as FactName[]) given[name] = feelValue(name, facts[name])
  return given
}

function feelValue(name: FactName, value: Facts[FactName]): unknown {
  if (value === undefined) return null
  if (value instanceof Big) return Number(value.times(scaleOf(name)).toFixed())
  if (name !== 'accidents') return value
  return (value as readonly Accident[]).map(({ type, date, level }) => ({
    type: type ?? null,
    year: date ? Number(date.slice(0, 4)) : null,
    level: level ? levelNumber(level) : null,
  }))
}
