import { describe, expect, test } from 'vitest'
import { CASE_STATES, type CaseState } from '../../db/schema/index.ts'
import { findTransition, TRANSITIONS, VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'

/** What may be done to any case that is not over, whatever its stage. */
const ALWAYS = ['withdraw', 'supplement', 'correct', 'instruct', 'reply'] as const
/** What presses for an answer, until there is one. */
const PRESSING = ['urge', 'escalate'] as const

const stay = <S extends CaseState>(state: S, ...verbs: readonly Verb[]): Partial<Record<Verb, CaseState>> =>
  Object.fromEntries(verbs.map(verb => [verb, verb === 'withdraw' ? 'withdrawn' : state]))

/** Every state by every verb; a blank is a refusal. Kept apart from the table it checks, on purpose. */
const EXPECTED: Record<CaseState | 'none', Partial<Record<Verb, CaseState>>> = {
  none: { file: 'filed' },
  filed: {
    assign: 'assigned',
    decline: 'declined',
    merge: 'merged',
    ...stay('filed', ...ALWAYS, ...PRESSING, 'join'),
  },
  assigned: {
    sign: 'handling',
    progress: 'handling',
    dispute: 'filed',
    merge: 'merged',
    ...stay(
      'assigned',
      ...ALWAYS,
      ...PRESSING,
      'join',
      'transfer',
      'coassign',
      'coreport',
      'supervise',
      'redate',
    ),
  },
  handling: {
    finish: 'reviewing',
    hold: 'held',
    shelve: 'shelved',
    transfer: 'assigned',
    merge: 'merged',
    ...stay(
      'handling',
      ...ALWAYS,
      ...PRESSING,
      'join',
      'progress',
      'coassign',
      'coreport',
      'supervise',
      'redate',
    ),
    ...stay('handling', 'askExtension', 'extend', 'refuseExtension', 'askHold', 'refuseHold'),
  },
  held: {
    resume: 'handling',
    transfer: 'assigned',
    ...stay('held', ...ALWAYS, ...PRESSING, 'join', 'progress', 'coreport', 'redate'),
  },
  shelved: {
    resume: 'handling',
    transfer: 'assigned',
    ...stay('shelved', ...ALWAYS, ...PRESSING, 'join', 'progress', 'coreport', 'redate'),
  },
  reviewing: { pass: 'rating', return: 'handling', ...stay('reviewing', ...ALWAYS, ...PRESSING) },
  rating: { accept: 'closed', reject: 'handling', lapse: 'closed', ...stay('rating', ...ALWAYS) },
  merged: { answer: 'rating', ...stay('merged', ...ALWAYS) },
  closed: { reopen: 'handling', ...stay('closed', 'instruct', 'reply') },
  declined: {},
  withdrawn: {},
}

const states = [null, ...CASE_STATES]
const verbs = Object.keys(VERBS) as Verb[]

describe.each(states)('in state %s', state => {
  test.each(verbs)(
    '%s leads where the table says or is refused with the stage and what can be done',
    verb => {
      const to = verb === 'undo' ? state && 'back' : EXPECTED[state ?? 'none'][verb]
      if (to) {
        const found = findTransition('HY20231115-0033', state, verb).to
        expect(found === 'same' ? state : found).toBe(to)
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

test('a verb is done in the same capacities, whatever the state', () => {
  for (const verb of verbs) {
    const capacities = TRANSITIONS.filter(move => move.verb === verb).map(({ who }) => who.join())
    expect(new Set(capacities).size, verb).toBe(1)
  }
})

test('a refusal reads like a person wrote it', () => {
  expect(() => findTransition('HY20231115-0033', 'reviewing', 'sign')).toThrow(
    'HY20231115-0033 现在是“待审核”，不能签收。现在可以：由领导小组办公室（承办人本人除外）审核通过或退回补办。',
  )
})
