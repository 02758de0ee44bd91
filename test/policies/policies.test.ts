import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/lib/time.ts'
import { policies } from '../../src/policies/index.ts'
import { levelName, levelNumber } from '../../src/rules/accidents.ts'
import { checkDocuments } from '../../src/rules/check-documents.ts'
import { DERIVED } from '../../src/rules/derived.ts'
import { policyDocument, type Test } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { ACCIDENT_LEVELS, type AccidentLevel, parseFacts } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { parameterOn } from '../../src/rules/parameters.ts'
import { leavesOf } from '../../src/rules/truth.ts'
import { ruleInForce } from '../support/policies.ts'

test('every policy document is well formed', () => {
  expect(checkDocuments(policies)).toEqual([])
})

test('policy documents survive being stored as JSON', () => {
  for (const document of policies)
    expect(policyDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
})

test('every parameter names its source', () => {
  for (const { parameters } of policies)
    for (const { values } of parameters) for (const { source } of values) expect(source).not.toBe('')
})

const on = '2024-01-10'
const tests = ['R-LIST-IND', 'R-LIST-DIG', 'R-VETO', 'R-DBL'].flatMap(id => {
  const version = ruleInForce(id, on)
  return leavesOf(version.rule.when).flatMap(leaf =>
    leaf.kind === 'test' ? [{ id: `${id} ${leaf.id}`, leaf, version }] : [],
  )
})

/** Facts that put one condition just below, at and just above its threshold. */
function aroundThreshold(leaf: Test, version: RuleVersion): Record<'below' | 'at' | 'above', object> {
  if (leaf.unit === '是否')
    return { below: { [leaf.fact]: false }, at: { [leaf.fact]: true }, above: { [leaf.fact]: true } }
  const { value } = parameterOn(version.document, leaf.parameter, on)
  if (leaf.unit === '万元') {
    const put = (change: string) => ({ [leaf.fact]: new Big(value).plus(change).toFixed() })
    return { below: put('-0.0001'), at: put('0'), above: put('0.0001') }
  }
  if (leaf.unit === '日期') {
    const put = (change: number) => ({ [leaf.fact]: addDays(value, change) })
    return { below: put(-1), at: put(0), above: put(1) }
  }
  if (leaf.unit === '%') {
    const { current, base } = DERIVED[leaf.fact]
    const put = (change: string) => ({
      [base]: '8000.01',
      [current]: new Big('8000.01').times(new Big(value).plus(100)).div(100).plus(change).toFixed(),
    })
    return { below: put('-0.0001'), at: put('0'), above: put('0.0001') }
  }
  const put = (number: number) => {
    const level = levelName(number)
    return {
      accidents: ACCIDENT_LEVELS.some(known => known === level)
        ? [{ date: on, type: DERIVED[leaf.fact].of, level }]
        : [],
    }
  }
  const floor = levelNumber(value as AccidentLevel)
  return { below: put(floor - 1), at: put(floor), above: put(floor + 1) }
}

describe.each(tests)('$id', ({ leaf, version }) => {
  const verdictWith = (facts: object) =>
    evaluate(version, parseFacts(facts), { on }).conditions.find(({ id }) => id === leaf.id)

  test('fails just below its threshold, passes at it and just above', () => {
    const { below, at, above } = aroundThreshold(leaf, version)
    expect(verdictWith(below)?.verdict).toBe('fail')
    expect(verdictWith(at)?.verdict).toBe('pass')
    expect(verdictWith(above)?.verdict).toBe('pass')
  })

  test('is unknown when nothing is known, with nothing to show', () => {
    expect(verdictWith({})).toMatchObject({ verdict: 'unknown', actual: null, shortfall: null })
  })

  test('says in money what is missing', () => {
    if (leaf.unit !== '万元' && leaf.unit !== '%') return
    const { below } = aroundThreshold(leaf, version)
    expect(verdictWith(below)?.shortfall).toMatch(/^\S+还差[\d.]+万元$/)
  })
})
