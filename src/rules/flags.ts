import { growthOf, growthOfRatio, sayGrowth } from '../lib/rates.ts'
import { levelDoubt } from './accidents.ts'
import type { Circumstances, Judged } from './condition.ts'
import { DERIVED, factsBehind, type GrowthName } from './derived.ts'
import type { Leaf, Rule } from './document.ts'
import type { Verdict } from './evaluation.ts'
import { FACTS } from './facts.ts'
import { parameterOn } from './parameters.ts'

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
  const tests = leaves.filter(leaf => leaf.kind === 'test')
  const growths = [...new Set(tests.flatMap(test => (test.unit === '%' ? [test.fact] : [])))]
  const names = [...new Set(tests.flatMap(test => factsBehind(test.fact)))]
  const incomparable = new Set(
    tests.flatMap((test, i) => (test.unit === '%' && judged[i]?.isIncomparable ? [test.fact] : [])),
  )
  const parameters = tests.flatMap(test => ('parameter' in test ? [test.parameter] : []))
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
    ...[...new Set(parameters)].flatMap(id => unconfirmed(id, where)),
    ...where.document.remarks,
  ]
  return [...new Set(flags)]
}

function sayIncomparable(name: GrowthName, { facts }: Circumstances): string {
  const { base } = DERIVED[name]
  return `${FACTS[base].label}为${facts[base]?.toFixed() ?? 0}万元，增幅不可比，该项按不符合处理，需人工核定。`
}

function conflict(name: GrowthName, { facts }: Circumstances): string[] {
  const { current, base, ratio } = DERIVED[name]
  const [now, before, given] = [facts[current], facts[base], ratio ? facts[ratio] : undefined]
  if (!now || !before?.gt(0) || !given || !ratio) return []
  const computed = sayGrowth(growthOf(now, before))
  const stated = sayGrowth(growthOfRatio(given))
  return computed === stated
    ? []
    : [`${FACTS[ratio].label}填为${stated}，按两年数据应为${computed}，以两年数据为准。`]
}

function doubtfulAmount(name: keyof typeof FACTS, { facts }: Circumstances): string[] {
  const { type, label } = FACTS[name]
  const value = facts[name]
  if (type !== 'money' || typeof value !== 'object' || !('lt' in value)) return []
  if (value.lt(0)) return [`${label}为负数（${value.toFixed()}万元），请核对。`]
  if (value.gt(ABSURD_WAN)) return [`${label}为${value.toFixed()}万元，数值异常大，请核对单位是否为万元。`]
  return []
}

function unconfirmed(id: string, { document, on }: Circumstances): string[] {
  const { label, isConfirmed } = parameterOn(document, id, on)
  return isConfirmed ? [] : [`${label}文件未载，为本系统默认值，待主管部门确认。`]
}
