import { expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { faultsOf } from './check-case.ts'
import { type Mutant, mutantsOf, uses } from './mutants.ts'
import { readAllCases } from './read-cases.ts'

/** Mutants that no case can tell from the true rules by their name, and why. */
const EQUIVALENT: readonly [name: string, why: string][] = [
  [
    'to 2023-09-15',
    'the trial would end a day late, when the newer version answers already; refused as an overlap',
  ],
]

const cases = readAllCases().flatMap(({ cases }) => cases)
const mutants = mutantsOf(policies)

/** Whether a case of one of the rules concerned comes out otherwise than it says. */
function isCaught({ documents, rules }: Mutant): boolean {
  return cases.some(one => {
    if (!rules.includes(one.rule)) return false
    try {
      return faultsOf(one, documents).length > 0
    } catch {
      return true
    }
  })
}

test('there are many mutants to catch, and the true rules are not among them', () => {
  expect(mutants.length).toBeGreaterThan(100)
  const everyRule = policies.flatMap(({ rules }) => rules.map(({ id }) => id))
  expect(isCaught({ name: '', title: '', documents: [...policies], rules: everyRule })).toBe(false)
})

test('every parameter is used by a rule, so that a wrong one is noticed', () => {
  for (const { version, parameters, rules } of policies)
    for (const { id } of parameters)
      expect(
        rules.some(rule => uses(rule, id)),
        `${version} ${id}`,
      ).toBe(true)
})

test.each(policies.map(({ version, title }) => [version, title]))(
  'whatever is changed in one place of %s %s, a case tells',
  (_, title) => {
    const survivors = mutants.filter(
      mutant =>
        mutant.title === title && !EQUIVALENT.some(([name]) => mutant.name === name) && !isCaught(mutant),
    )
    expect(survivors.map(({ name }) => name)).toEqual([])
  },
)

test('what is excused does exist and is not caught', () => {
  for (const [name] of EQUIVALENT) {
    const found = mutants.filter(mutant => mutant.name === name)
    expect(found.map(isCaught), name).toEqual([false])
  }
})
