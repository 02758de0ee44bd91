import { describe, expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { faultsOf, runCase } from './check-case.ts'
import { readAllCases } from './read-cases.ts'

const files = readAllCases()

describe.each(files)('$file', ({ cases }) => {
  test.each(cases.map(one => [one.name, one] as const))('%s', (_, one) =>
    expect(faultsOf(one, policies)).toEqual([]),
  )
})

const all = files.flatMap(({ cases }) => cases)

test('every rule has cases', () => {
  const ruled = new Set(all.map(({ rule }) => rule))
  const rules = policies.flatMap(document => document.rules.map(({ id }) => id))
  expect(rules.filter(id => !ruled.has(id))).toEqual([])
})

test('all of the agreed boundaries are among them', () => {
  const found = new Set(all.map(({ source }) => source))
  const agreed = Array.from({ length: 27 }, (_, i) => `B-6 #${i + 1}`)
  expect(agreed.filter(source => !found.has(source))).toEqual([])
})

test('every answer is data: JSON gives it back whole', () => {
  for (const one of all) {
    if ('refused' in one) continue
    const answer = runCase(one, policies)
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  }
})
