import fc from 'fast-check'
import { evaluate as evaluateFeel } from 'feelin'
import { expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { feelFacts, feelOf } from '../support/feel.ts'
import { randomFacts } from '../support/random-facts.ts'

/**
 * Every rule judged a second time by an interpreter that is not ours: FEEL knows true, false and null. Where a rule
 * works out lines, we may decide by their bounds what FEEL, which knows no ranges, leaves open; what FEEL decides we
 * decide alike.
 */
const on = '2024-01-10'
const versions: [string, RuleVersion][] = policies
  .filter(({ effectiveFrom, effectiveTo, status }) =>
    status === '草案' ? true : effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo),
  )
  .flatMap(document =>
    document.rules.map((rule): [string, RuleVersion] => [`${rule.id} ${rule.title}`, { rule, document }]),
  )

const WORDS = { pass: true, fail: false, unknown: null, manual: null } as const

test.each(versions)(
  '%s: a FEEL interpreter comes to the same verdict, whatever is not known',
  (_, version) => {
    const expression = feelOf({ ...version, on })
    const outcomes = new Set<unknown>()
    fc.assert(
      fc.property(randomFacts(version, on), input => {
        const facts = parseFacts(input)
        const { verdict } = evaluate(version, facts, { on })
        const { value } = evaluateFeel(expression, feelFacts(facts))
        outcomes.add(value)
        if (value !== null || version.rule.lines === undefined) expect(value).toBe(WORDS[verdict])
      }),
      { numRuns: 120 },
    )
    expect(outcomes.size).toBeGreaterThan(version.rule.when.kind === 'manual' ? 0 : 1)
  },
)
