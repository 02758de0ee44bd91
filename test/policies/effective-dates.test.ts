import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { addDays, type Day } from '../../src/lib/time.ts'
import { policies } from '../../src/policies/index.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { findRule } from '../../src/rules/find-rule.ts'

const ids = [...new Set(policies.flatMap(({ rules }) => rules.map(({ id }) => id)))]

/** Each side of the first and of the last day of every document a rule stands in. */
const dates = ids.flatMap(id => {
  const days = policies
    .filter(({ rules }) => rules.some(rule => rule.id === id))
    .flatMap(({ effectiveFrom, effectiveTo }) => [
      effectiveFrom,
      ...(effectiveTo ? [addDays(effectiveTo, 1)] : []),
    ])
    .flatMap(day => [addDays(day, -1), day])
  return [...new Set(days)].sort().map(on => ({ id, on, wanted: wantedOn(id, on) }))
})

/** Looked up the long way: title of the one document in force, of the draft where there is nothing else, or nothing. */
function wantedOn(id: string, on: Day): string {
  const versions = policies.filter(({ rules }) => rules.some(rule => rule.id === id))
  const laws = versions.filter(({ status }) => status !== '草案')
  const inForce = laws.filter(({ effectiveFrom, effectiveTo }) => {
    const isLate = effectiveTo !== null && effectiveTo < on
    return effectiveFrom <= on && !isLate
  })
  if (inForce.length > 1) throw new Error(`${id} has two versions on ${on}`)
  const draft = laws.length === 0 ? versions[0] : undefined
  return (inForce[0] ?? draft)?.title ?? 'refused'
}

describe.each(ids)('%s', id => {
  test.each(dates.filter(one => one.id === id))('on $on: $wanted', ({ on, wanted }) => {
    if (wanted === 'refused') {
      expect(() => findRule(policies, id, on)).toThrow(Refusal)
      expect(() => findRule(policies, id, on)).toThrow('该日期没有现行政策')
      return
    }
    const version = findRule(policies, id, on)
    expect(version.document.title).toBe(wanted)
    const { source, flags } = evaluate(version, {}, { on })
    expect(source).toMatchObject({ document: wanted, effectiveFrom: version.document.effectiveFrom })
    if (version.document.status === '草案') expect(flags.join('')).toMatch(/征求意见稿|草案/)
  })
})

test('the last day of one version is followed by the first day of the next, or by none', () => {
  expect(dates.filter(({ wanted }) => wanted === 'refused').length).toBeGreaterThan(0)
})
