import { describe, expect, test } from 'vitest'
import { CASE_STATES, type CaseState } from '../../db/schema/index.ts'
import { findTransition, TRANSITIONS, VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'

/** Every state by every verb; a blank is a refusal. Kept apart from the table it checks, on purpose. */
const EXPECTED: Record<CaseState | 'none', Partial<Record<Verb, CaseState>>> = {
  none: { file: 'filed' },
  filed: { assign: 'assigned' },
  assigned: { sign: 'handling', progress: 'handling' },
  handling: { progress: 'handling', finish: 'reviewing' },
  reviewing: { pass: 'rating', return: 'handling' },
  rating: { accept: 'closed', reject: 'handling' },
  closed: {},
  declined: {},
}

const states = [null, ...CASE_STATES]
const verbs = Object.keys(VERBS) as Verb[]

describe.each(states)('in state %s', state => {
  test.each(verbs)(
    '%s leads where the table says or is refused with the stage and what can be done',
    verb => {
      const to = EXPECTED[state ?? 'none'][verb]
      if (to) {
        expect(findTransition('HY20231115-0033', state, verb).to).toBe(to)
        return
      }
      const refused = () => findTransition('HY20231115-0033', state, verb)
      expect(refused).toThrow(Refusal)
      expect(refused).toThrow(
        state === null ? /还没有受理.*请先上报/ : /现在是“.+”，不能.+(现在可以：|已经结束)/,
      )
    },
  )
})

test('a verb is done in one capacity, whatever the state', () => {
  for (const verb of verbs) {
    const capacities = TRANSITIONS.filter(move => move.verb === verb).map(({ who }) => who)
    expect(new Set(capacities).size, verb).toBe(1)
  }
})

test('a refusal reads like a person wrote it', () => {
  expect(() => findTransition('HY20231115-0033', 'reviewing', 'sign')).toThrow(
    'HY20231115-0033 现在是“待审核”，不能签收。现在可以：由领导小组办公室（承办人本人除外）审核通过或退回补办。',
  )
})
