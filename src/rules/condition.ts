import type Big from 'big.js'
import { compareGrowth, type Growth, growthOfRatio, percentShort } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { levelName, levelNumber } from './accidents.ts'
import { type GrowthName, isDerived, quantityFacts } from './derived.ts'
import type { GrowthTest, Leaf, PolicyDocument, QuantityTest, Test } from './document.ts'
import type { Condition, Verdict } from './evaluation.ts'
import type { FactName } from './fact-table.ts'
import type { AccidentLevel, Facts } from './facts.ts'
import type { Worked } from './lines.ts'
import { parameterOn, wordsIn } from './parameters.ts'
import { boundsOf, isRange, type Quantity, type Range, sayQuantity } from './range.ts'
import { isMissing, type ReadGrowth, readGrowth, readLevel } from './reading.ts'
import { type Gap, gapOf, shortfallOf } from './shortfall.ts'

/** What conditions are judged against. */
export interface Circumstances {
  facts: Facts
  document: PolicyDocument
  on: Day
  lines: ReadonlyMap<string, Worked>
  /** Growths already worked out: several conditions ask for the same. */
  growths: Map<GrowthName, ReadGrowth>
}

/** A condition as it came out, with the facts it would still need. */
export interface Judged {
  condition: Condition
  missing: FactName[]
  isIncomparable: boolean
  /** Of a failed condition of amounts: how much is wanting. */
  gap: Gap | null
}

/** What a condition came to. */
interface Compared {
  actual: Condition['actual']
  verdict: Verdict
  missing?: FactName[]
  isIncomparable?: boolean
}

/** Judges one condition by itself. */
export function judge(leaf: Leaf, where: Circumstances): Judged {
  const { id, label, clause } = leaf
  const compared = compare(leaf, where)
  const { actual, verdict, missing = [], isIncomparable = false } = compared
  const isTest = leaf.kind === 'test'
  const gap = isTest && verdict === 'fail' ? gapOf(leaf, where) : null
  const parameter = isTest && 'parameter' in leaf ? limitOf(leaf.parameter, where) : null
  const condition = {
    id,
    label,
    clause,
    actual,
    operator: isTest ? leaf.operator : null,
    threshold: isTest ? thresholdOf(leaf, parameter?.value) : null,
    unit: isTest ? leaf.unit : null,
    verdict,
    shortfall: isTest && verdict === 'fail' ? shortfallOf(leaf, gap, where) : null,
    since: parameter?.from ?? null,
  }
  return { condition, missing, isIncomparable, gap }
}

const limitOf = (id: string, { document, on }: Circumstances) => parameterOn(document, id, on)

function thresholdOf(test: Test, value: string | undefined): Condition['threshold'] {
  if (test.operator === '=') return test.value
  if (value === undefined) return null
  return ['日期', '等级', '类别'].includes(test.unit) ? value : Number(value)
}

function compare(leaf: Leaf, where: Circumstances): Compared {
  if (leaf.kind === 'manual') return { actual: null, verdict: 'manual' }
  if (leaf.kind === 'known') return compareKnown(leaf.of, where)
  if (leaf.unit === '是否') return compareFact(leaf.fact, where, value => value === leaf.value)
  if (leaf.unit === '类别') {
    if (leaf.operator === 'none') return compareFact(leaf.fact, where, words => words.length === 0)
    const words = wordsIn(limitOf(leaf.parameter, where).value)
    return compareFact(leaf.fact, where, value => words.includes(value))
  }
  const { operator } = leaf
  const { value: limit, number } = limitOf(leaf.parameter, where)
  if (leaf.unit === '日期')
    return compareFact(leaf.fact, where, value =>
      decide(value < limit ? -1 : value > limit ? 1 : 0, operator),
    )
  if (leaf.unit === '等级') {
    const level = readLevel(leaf.fact, where.facts, where.on)
    if (isMissing(level)) return absent(level.missing)
    const floor = levelNumber(limit as AccidentLevel)
    const [low, high] = [level.low, level.high].map(number => decide(number - floor, operator))
    if (low !== high || low === undefined) return absent(['accidents'])
    return { actual: levelName(level.low), verdict: verdictOf(low) }
  }
  if ('line' in leaf) return compareLine(leaf.line, leaf.unit, number, operator, where)
  return leaf.unit === '%' ? compareGrowthTest(leaf, number, where) : compareQuantity(leaf, number, where)
}

function compareFact<N extends FactName>(
  name: N,
  { facts }: Circumstances,
  holds: (value: NonNullable<Facts[N]>) => boolean,
): Compared {
  const value = facts[name]
  if (value === undefined) return absent([name])
  const actual = typeof value === 'boolean' || typeof value === 'string' ? value : sayWords(value)
  return { actual, verdict: verdictOf(holds(value as NonNullable<Facts[N]>)) }
}

const sayWords = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join('、') : '无')

function compareKnown(of: Extract<Leaf, { kind: 'known' }>['of'], { facts, lines }: Circumstances): Compared {
  if ('fact' in of) {
    const value = facts[of.fact]
    if (value === undefined) return absent([of.fact])
    return { actual: typeof value === 'boolean' ? value : String(value), verdict: 'pass' }
  }
  const worked = lines.get(of.line)
  if (!worked || isRange(worked.value)) return absent(factsOfLine(of.line, lines))
  return { actual: Number(worked.value.toFixed()), verdict: 'pass' }
}

function compareQuantity(test: QuantityTest, limit: Big, { facts }: Circumstances): Compared {
  const names = quantityFacts(test.fact)
  const name = names.find(one => facts[one] !== undefined)
  if (name === undefined) return absent([...names.slice(0, 1)])
  const value = facts[name] as Quantity
  const verdict = decideWithin(boundsOf(value), test.operator, end => end.cmp(limit))
  return {
    actual: isRange(value) ? sayQuantity(value) : Number(value.toFixed()),
    verdict,
    missing: verdict === 'unknown' ? [name] : [],
  }
}

function compareGrowthTest(test: GrowthTest, limit: Big, { facts, growths }: Circumstances): Compared {
  const shown = (growth: Growth) => ({
    actual: Number(percentShort(growth, limit).toFixed()),
    verdict: verdictOf(decide(compareGrowth(growth, limit), test.operator)),
  })
  if (!isDerived(test.fact)) {
    const ratio = facts[test.fact]
    return ratio ? shown(growthOfRatio(ratio)) : absent([test.fact])
  }
  let growth = growths.get(test.fact)
  if (!growth) {
    growth = readGrowth(test.fact, facts)
    growths.set(test.fact, growth)
  }
  if (growth === 'incomparable') return { actual: null, verdict: 'fail', isIncomparable: true }
  if ('low' in growth) {
    const sign = (end: Growth | null, open: number) => (end ? compareGrowth(end, limit) : open)
    const outcomes = [sign(growth.low, -1), sign(growth.high, 1)].map(one => decide(one, test.operator))
    if (growth.mayBeIncomparable) outcomes.push(false)
    const [first = false] = outcomes
    if (outcomes.some(one => one !== first)) return absent(growth.missing)
    return { actual: null, verdict: verdictOf(first) }
  }
  return isMissing(growth) ? absent(growth.missing) : shown(growth)
}

function compareLine(
  id: string,
  unit: string,
  limit: Big,
  operator: Comparison,
  { lines }: Circumstances,
): Compared {
  const worked = lines.get(id)
  if (!worked) throw new Error(`line ${id} is not worked out`)
  const scaled = unit === '%' ? limit.div(100) : limit
  const verdict = decideWithin(boundsOf(worked.value), operator, end => end.cmp(scaled))
  const { value } = worked
  const shown = (amount: Big) => Number((unit === '%' ? amount.times(100) : amount).toFixed())
  return {
    actual: isRange(value) ? null : shown(value),
    verdict,
    missing: verdict === 'unknown' ? factsOfLine(id, lines) : [],
  }
}

/** The unknown facts a line goes back to. */
function factsOfLine(id: string, lines: Circumstances['lines']): FactName[] {
  const worked = lines.get(id)
  if (!worked || !isRange(worked.value)) return []
  return worked.line.of.flatMap(operand => {
    if ('line' in operand) return factsOfLine(operand.line, lines)
    return 'fact' in operand && worked.unknown.includes(operand.fact) ? [operand.fact] : []
  })
}

const absent = (missing: FactName[]): Compared => ({ actual: null, verdict: 'unknown', missing })
const verdictOf = (holds: boolean): Verdict => (holds ? 'pass' : 'fail')

type Comparison = '>=' | '>' | '<=' | '<'

/** From the sign of actual − threshold. */
function decide(sign: number, operator: Comparison): boolean {
  if (operator === '>=') return sign >= 0
  if (operator === '>') return sign > 0
  return operator === '<=' ? sign <= 0 : sign < 0
}

/** What both ends agree on; unknown where they do not. */
function decideWithin({ min, max }: Range, operator: Comparison, signOf: (end: Big) => number): Verdict {
  const low = decide(min ? signOf(min) : -1, operator)
  const high = max && min?.eq(max) ? low : decide(max ? signOf(max) : 1, operator)
  return low === high ? verdictOf(low) : 'unknown'
}
