import { Refusal } from '../../src/lib/errors.ts'
import { parseMoney } from '../../src/lib/money.ts'
import { ANNUAL } from '../../src/registry/facts.ts'
import { INDICATORS, type Indicator } from '../../src/registry/indicators.ts'
import { DERIVED, isDerived } from '../../src/rules/derived.ts'
import type { GrowthTest, QuantityTest } from '../../src/rules/document.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { branchesOf, leavesOf } from '../../src/rules/truth.ts'
import { parametersOf } from '../../src/rules/what-if.ts'

const DIGITS = '\\d.,零〇一二两三四五六七八九十百千万亿wWkK'
/** `降到8000万`, `改成20%`, `降到两成`: what a threshold is to become. 降到一半 is no number. */
const CHANGE = new RegExp(
  `[到至成为]\\s*(百分之)?([${DIGITS}]+(?:个亿|元)?)(?!半)\\s*(%|个?百分点|个点|成)?`,
  'g',
)

const EXAMPLE = '例如“产值门槛降到8000万会多哪些企业”“增幅要求改成20%会多几家”'

/**
 * The parameters somebody would have otherwise, by what they call them, and their new values. 门槛 alone is the first
 * amount the rule asks for; 增幅 alone every growth of the condition it stands in.
 * @throws {Refusal} when no new value is named, or what is named is no threshold of the rule
 */
export function thresholdsIn(text: string, version: RuleVersion): Record<string, string> {
  const set: Record<string, string> = {}
  let end = 0
  for (const match of text.matchAll(CHANGE)) {
    const [whole, hundredth, digits = '', percent] = match
    const before = text.slice(end, match.index)
    end = match.index + whole.length
    const isPercent =
      hundredth !== undefined || percent !== undefined || (/增/.test(before) && !/[万亿元w]/i.test(digits))
    const amount = parseMoney(digits)
    if (!amount || amount.lt(0)) continue
    const value = percent === '成' ? amount.times(10) : amount
    for (const id of named(before, isPercent, version)) set[id] = value.toFixed()
  }
  if (Object.keys(set).length > 0) return set
  throw new Refusal(`没听出要把哪个门槛改成多少。请说改成的数，${EXAMPLE}。`)
}

/** A condition held against an amount of money or a growth. */
type Threshold = QuantityTest | (GrowthTest & { unit: '%' })

function named(words: string, isPercent: boolean, version: RuleVersion): string[] {
  const thresholds = leavesOf(version.rule.when).filter(
    (leaf): leaf is Threshold =>
      leaf.kind === 'test' && 'fact' in leaf && leaf.unit === (isPercent ? '%' : '万元'),
  )
  const meant = indicatorsIn(words)
  const ofNoun = thresholds.filter(leaf => meant.some(indicator => indicator === indicatorBehind(leaf)))
  if (meant.length > 0 && ofNoun.length === 0) {
    const titles = meant.map(indicator => INDICATORS[indicator].title).join('、')
    throw new Refusal(
      `“${version.rule.title}”没有关于${titles}的${isPercent ? '增幅' : '金额'}门槛，可以改的有：${labelsOf(version)}。`,
    )
  }
  const branches = branchesOf(version.rule.when)
  const branchMeant = branches.find(({ label }) => {
    const number = /^条件[一二三四五六七八九]/.exec(label ?? '')?.[0]
    return number !== undefined && words.includes(number)
  })
  // 新入规企业增幅门槛 is meant by its beginning, which names no indicator.
  const openings = new Map(version.document.parameters.map(({ id, label }) => [id, label.slice(0, 3)]))
  const byLabel = thresholds.filter(({ parameter }) => {
    const opening = openings.get(parameter) ?? ''
    return words.includes(opening) && indicatorsIn(opening).length === 0
  })
  const inBranch = (of: typeof branchMeant) =>
    of ? thresholds.filter(leaf => leavesOf(of).some(({ id }) => id === leaf.id)) : []
  const pool = [inBranch(branchMeant), byLabel, ofNoun].reduce((left, by) => {
    const both = left.filter(leaf => by.includes(leaf))
    return both.length > 0 ? both : left
  }, thresholds)
  const [first] = branches.map(branch => pool.filter(leaf => inBranch(branch).includes(leaf))).filter(some)
  const chosen = first ?? pool
  const isOne = !isPercent && meant.length === 0
  return [...new Set((isOne ? chosen.slice(0, 1) : chosen).map(({ parameter }) => parameter))]
}

const some = (list: readonly unknown[]) => list.length > 0

const labelsOf = (version: RuleVersion) =>
  parametersOf(version)
    .filter(({ unit }) => unit === '万元' || unit === '%')
    .map(({ label }) => label)
    .join('、')

/** Indicators called by one of their names; the longest name counts where one contains another. */
function indicatorsIn(words: string): Indicator[] {
  const names = (Object.entries(INDICATORS) as [Indicator, (typeof INDICATORS)[Indicator]][])
    .flatMap(([id, { title, heading, aliases }]) => [title, heading, ...aliases].map(name => ({ id, name })))
    .sort((a, b) => b.name.length - a.name.length)
  let rest = words
  const found: Indicator[] = []
  for (const { id, name } of names) {
    if (!rest.includes(name)) continue
    found.push(id)
    rest = rest.replaceAll(name, ' ')
  }
  return [...new Set(found)]
}

function indicatorBehind({ fact }: Threshold): Indicator | undefined {
  const derived = isDerived(fact) ? DERIVED[fact] : null
  const amount =
    derived?.type === 'growth' ? derived.current : derived?.type === 'first' ? derived.of[0] : fact
  return ANNUAL.find(([name]) => name === amount)?.[1]
}
