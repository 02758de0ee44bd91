import fc from 'fast-check'
import { evaluate as evaluateFeel } from 'feelin'
import { expect, test } from 'vitest'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { feelFacts, feelOf } from '../support/feel.ts'
import { money, on, rowWith, tree, versionOf } from '../support/random-rules.ts'

const WORDS = { pass: true, fail: false, unknown: null, manual: null } as const
test('an interpreter that is not ours judges random trees over random facts alike', () => {
  const seen = new Set<unknown>()
  fc.assert(
    fc.property(tree, fc.array(rowWith(money), { minLength: 3, maxLength: 3 }), (when, rows) => {
      const version = versionOf(when)
      const expression = feelOf({ ...version, on })
      for (const row of rows) {
        const facts = parseFacts(row)
        const { value } = evaluateFeel(expression, feelFacts(facts))
        expect(WORDS[evaluate(version, facts, { on }).verdict], expression).toBe(value)
        seen.add(value)
      }
    }),
    { numRuns: 300 },
  )
  expect(seen).toEqual(new Set([true, false, null]))
})
