import fc from 'fast-check'
import { addDays, type Day } from '../../src/lib/time.ts'
import { factsBehind } from '../../src/rules/derived.ts'
import { EXCLUSIONS, FACTS, type FactName } from '../../src/rules/fact-table.ts'
import { ACCIDENT_LEVELS, type FactsInput } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { leavesOfRule } from '../../src/rules/truth.ts'
import { pointsAround } from './around-threshold.ts'

/** The facts a rule looks at, also by its lines and by what it implies. */
function factsOfRule({ rule }: RuleVersion): FactName[] {
  const ofLeaves = leavesOfRule(rule).flatMap(leaf => {
    if (leaf.kind === 'known') return 'fact' in leaf.of ? [leaf.of.fact] : []
    return leaf.kind === 'test' && 'fact' in leaf ? factsOfTest(leaf.fact) : []
  })
  const ofLines = (rule.lines ?? []).flatMap(({ of }) =>
    of.flatMap(operand => ('fact' in operand ? [operand.fact] : [])),
  )
  const implied = (rule.implied ?? []).flatMap(({ given, means }) => [given.fact, means.fact])
  return [...new Set([...ofLeaves, ...ofLines, ...implied])]
}

const factsOfTest = (name: Parameters<typeof factsBehind>[0]): FactName[] => factsBehind(name)

/**
 * Facts of a rule: some unknown, some anything of their kind, often those that bring a condition just below, to or
 * just above its threshold; half of the time all conditions would hold but for a few.
 */
export function randomFacts(version: RuleVersion, on: Day): fc.Arbitrary<FactsInput> {
  const { rule, document } = version
  const names = factsOfRule(version)
  const anything = fc.record(Object.fromEntries(names.map(name => [name, orNothing(anyOf(name, on))])))
  // What decides comes last, so that it is not undone by what stands beside.
  const points = leavesOfRule(rule)
    .toReversed()
    .map(leaf => (leaf.kind === 'test' ? pointsAround(leaf, rule, document, on) : []))
  const passing = points.flatMap(around => {
    const good = around.filter(({ verdict }) => verdict === 'pass').map(({ facts }) => facts)
    return good.length > 0 ? [fc.constantFrom(...good)] : []
  })
  const others = points.flat().map(({ facts }) => facts)
  if (others.length === 0) return anything
  const few = fc.array(fc.constantFrom(...others), { maxLength: 3 })
  const many = fc.array(fc.constantFrom(...others), { maxLength: 2 * names.length })
  const chosen = fc.oneof(
    many,
    fc.tuple(fc.tuple(...passing), few).map(([good, some]) => [...good, ...some]),
  )
  const forgotten = fc.subarray(names, { maxLength: Math.min(2, names.length) })
  return fc.tuple(anything, chosen, forgotten).map(([random, points, unknown]) => {
    const known: Record<string, unknown> = Object.assign({}, random, ...points)
    for (const name of unknown) known[name] = null
    return known
  })
}

const orNothing = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 })

function anyOf(name: FactName, on: Day): fc.Arbitrary<unknown> {
  const { type } = FACTS[name]
  switch (type) {
    case 'flag':
      return fc.boolean()
    case 'amount':
      return fc.oneof(
        fc.integer({ min: -1, max: 30_000 }),
        fc.integer({ min: 0, max: 500_000_000 }).map(yuan => (yuan / 10_000).toFixed(4)),
      )
    case 'count':
      return fc.integer({ min: 0, max: 40 })
    case 'ratio':
      return fc.integer({ min: -100, max: 250 }).map(percent => (percent / 100).toFixed(2))
    case 'day':
      return fc.integer({ min: -1500, max: 30 }).map(days => addDays(on, days))
    case 'word':
      return fc.constantFrom('用电', '融资', '其他', 'A', 'B')
    case 'words':
      return fc.subarray([...EXCLUSIONS])
    case 'accidents':
      return fc.array(accident(on), { maxLength: 3 })
  }
}

const accident = (on: Day) =>
  fc.record({
    type: orNothing(fc.constantFrom('安全生产', '环境污染')),
    date: orNothing(fc.constantFrom(on, addDays(on, -366))),
    level: orNothing(fc.constantFrom(...ACCIDENT_LEVELS)),
  })
