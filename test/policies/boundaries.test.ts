import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../../src/lib/time.ts'
import { policies } from '../../src/policies/index.ts'
import { DERIVED, isDerived } from '../../src/rules/derived.ts'
import type { PolicyDocument, Test } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { type FactsInput, parseFacts } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { leavesOfRule } from '../../src/rules/truth.ts'
import { pointsAround } from '../support/around-threshold.ts'

interface OneTest {
  name: string
  leaf: Test
  version: RuleVersion
}

/** Every comparison of every rule of every document, those beside a verdict too. */
const tests: OneTest[] = policies.flatMap(document =>
  document.rules.flatMap(rule =>
    leavesOfRule(rule).flatMap(leaf =>
      leaf.kind === 'test'
        ? [{ name: `${document.version} ${rule.id} ${leaf.id}`, leaf, version: { rule, document } }]
        : [],
    ),
  ),
)

/** Both ends of a document's time, a day well within, and both sides of each day a value changes. */
function daysOf({ effectiveFrom, effectiveTo, parameters }: PolicyDocument): Day[] {
  const last = effectiveTo ?? addDays(effectiveFrom, 1000)
  const changes = parameters.flatMap(({ values }) => values.flatMap(({ from }) => [addDays(from, -1), from]))
  const days = [effectiveFrom, last, '2024-02-29', ...changes]
  return [...new Set(days)].filter(day => effectiveFrom <= day && day <= last).sort()
}

const conditionOf = ({ leaf, version }: OneTest, facts: FactsInput, on: Day) => {
  const found = evaluate(version, parseFacts(facts), { on }).conditions.find(({ id }) => id === leaf.id)
  if (!found) throw new Error(`no condition ${leaf.id}`)
  return found
}

describe.each(tests)('$name', one => {
  const { leaf, version } = one
  const days = daysOf(version.document)

  test('is decided just below, at and just above its threshold as its words say', () => {
    for (const on of days)
      for (const { where, facts, verdict } of pointsAround(leaf, version.rule, version.document, on))
        expect(conditionOf(one, facts, on).verdict, `${where} on ${on}: ${JSON.stringify(facts)}`).toBe(
          verdict,
        )
  })

  test('says by how much it is missed', () => {
    for (const on of days)
      for (const { facts, verdict, off } of pointsAround(leaf, version.rule, version.document, on)) {
        const { shortfall } = conditionOf(one, facts, on)
        if (verdict === 'pass') expect(shortfall).toBeNull()
        else if (off)
          expect(shortfall).toMatch(new RegExp(`^\\S+(还差|须再增加|超出)${off.replace('.', '\\.')}(以上)?$`))
      }
  })

  test('is open when nothing is known, with nothing to show, and asks for what it is about', () => {
    for (const on of days) {
      const condition = conditionOf(one, {}, on)
      expect(condition).toMatchObject({ verdict: 'unknown', actual: null, shortfall: null })
    }
  })

  test('is open when only one of the two amounts of a growth is known', () => {
    if (!('fact' in leaf) || !isDerived(leaf.fact)) return
    const derived = DERIVED[leaf.fact]
    if (derived.type !== 'growth') return
    for (const name of [derived.current, derived.base])
      expect(conditionOf(one, { [name]: 5000 }, days[0] ?? '').verdict).toBe('unknown')
  })
})

test('there are comparisons of every kind to look at', () => {
  expect(tests.length).toBeGreaterThan(10)
})
