import { growthOf, growthOfRatio, sayGrowth } from '../lib/rates.ts'
import { levelDoubt } from './accidents.ts'
import type { Circumstances, Judged } from './condition.ts'
import { DERIVED, factsBehind, type GrowthName, isDerived } from './derived.ts'
import type { Leaf, Rule } from './document.ts'
import type { Verdict } from './evaluation.ts'
import { FACTS, type FactName } from './fact-table.ts'
import type { Line } from './line.ts'
import { parameterOn } from './parameters.ts'
import { boundsOf, type Quantity } from './range.ts'
import { exactly } from './reading.ts'

/** A firm's amount beyond this is taken for 元 written as 万元: 1000亿元, more than any firm of the city. */
const ABSURD_WAN = 10_000_000

/** Everything a reader must know besides the conditions: doubts about figures first, then readings of the text. */
export function flagsOf(
  rule: Rule,
  leaves: readonly Leaf[],
  judged: readonly Judged[],
  verdictOf: (id: string) => Verdict | undefined,
  where: Circumstances,
): string[] {
  const { growths, names, parameters } = readBy(rule, leaves)
  const incomparable = new Set<GrowthName>()
  leaves.forEach((leaf, i) => {
    if (leaf.kind === 'test' && leaf.unit === '%' && 'fact' in leaf && judged[i]?.isIncomparable)
      if (isDerived(leaf.fact)) incomparable.add(leaf.fact)
  })
  const remarks = rule.remarks.filter(({ about, when }) => {
    const verdict = verdictOf(about ?? 'rule')
    return verdict !== undefined && (when === undefined || when.includes(verdict))
  })
  const flags = [
    ...[...incomparable].map(name => sayIncomparable(name, where)),
    ...growths.flatMap(name => conflict(name, where)),
    ...names.flatMap(name => doubtfulAmount(name, where)),
    ...(where.facts.accidents ?? []).flatMap(accident =>
      rule.levelFloors ? (levelDoubt(accident, rule.levelFloors) ?? []) : [],
    ),
    ...remarks.map(remark => remark.text),
    ...parameters.flatMap(id => unconfirmed(id, where)),
    ...where.document.remarks,
  ]
  return [...new Set(flags)]
}

/** What a rule reads. */
interface Read {
  growths: GrowthName[]
  names: FactName[]
  parameters: string[]
}
/** Rules never change, so what one reads is found once. */
const read = new WeakMap<Rule, Read>()

function readBy(rule: Rule, leaves: readonly Leaf[]): Read {
  const known = read.get(rule)
  if (known) return known
  const growths = new Set<GrowthName>()
  const names = new Set<FactName>()
  const parameters = new Set([
    ...(rule.lines ?? []).flatMap(parametersOfLine),
    ...Object.values(rule.results).flatMap(parametersOfResult),
  ])
  for (const leaf of leaves) {
    if (leaf.kind !== 'test') continue
    if ('parameter' in leaf) parameters.add(leaf.parameter)
    if (!('fact' in leaf)) continue
    for (const name of factsBehind(leaf.fact)) names.add(name)
    if (leaf.unit === '%' && isDerived(leaf.fact)) growths.add(leaf.fact)
  }
  for (const operand of (rule.lines ?? []).flatMap(({ of }) => of))
    if ('fact' in operand) names.add(operand.fact)
  const found = { growths: [...growths], names: [...names], parameters: [...parameters] }
  read.set(rule, found)
  return found
}

function sayIncomparable(name: GrowthName, { facts }: Circumstances): string {
  const { base } = DERIVED[name]
  return `${FACTS[base].label}为${boundsOf(facts[base]).max?.toFixed() ?? 0}${FACTS[base].unit}，增幅不可比，该项按不符合处理，需人工核定。`
}

function conflict(name: GrowthName, { facts }: Circumstances): string[] {
  const { current, base, ratio } = DERIVED[name]
  const [now, before, given] = [exactly(facts[current]), exactly(facts[base]), ratio && facts[ratio]]
  if (!now || !before?.gt(0) || !given || !ratio) return []
  const computed = sayGrowth(growthOf(now, before))
  const stated = sayGrowth(growthOfRatio(given))
  return computed === stated
    ? []
    : [`${FACTS[ratio].label}填为${stated}，按两年数据应为${computed}，以两年数据为准。`]
}

function doubtfulAmount(name: FactName, { facts }: Circumstances): string[] {
  const fact = FACTS[name]
  const value = facts[name]
  if (fact.type !== 'amount' || value === undefined) return []
  const { min, max } = boundsOf(value as Quantity)
  const [low, high] = [min ?? max, max ?? min]
  if (low?.lt(0)) return [`${fact.label}为负数（${low.toFixed()}${fact.unit}），请核对。`]
  if (fact.unit === '万元' && high?.gt(ABSURD_WAN))
    return [`${fact.label}为${high.toFixed()}万元，数值异常大，请核对单位是否为万元。`]
  return []
}

const parametersOfLine = ({ of }: Line) =>
  of.flatMap(operand => ('parameter' in operand ? [operand.parameter] : []))

function parametersOfResult(result: Rule['results'][string]): string[] {
  if (result.kind === 'day' || result.kind === 'inTime') return [result.months]
  return result.kind === 'parameter' ? [result.parameter] : []
}

function unconfirmed(id: string, { document, on }: Circumstances): string[] {
  const { label, isConfirmed } = parameterOn(document, id, on)
  return isConfirmed ? [] : [`${label}文件未载，为本系统默认值，待主管部门确认。`]
}
