import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { all, amount, flag } from '../../../src/rules/author.ts'
import type { Node } from '../../../src/rules/document.ts'
import { evaluate } from '../../../src/rules/evaluate.ts'
import { parseFacts } from '../../../src/rules/facts.ts'
import { documentOf, faultsOf, parameter } from './a-document.ts'

const clause = '第一条'
const revenue = (id: string, limit: object) =>
  amount({ id, fact: 'revenue_y', clause, ...limit } as Parameters<typeof amount>[0])
const inStats = (id: string, is: boolean) => flag({ id, fact: 'in_stats', is, clause })
const low = parameter('low', '万元', '1000')
const high = parameter('high', '万元', '2000')

/** 小微, 小升规, 应统未统, 规上: by revenue and by being in the statistics. */
const STEPS: Node[] = [
  all('small', '小微', [inStats('small.in', false), revenue('small.to', { lessThan: 'low' })]),
  all('rising', '小升规', [
    inStats('rising.in', false),
    revenue('rising.from', { atLeast: 'low' }),
    revenue('rising.to', { lessThan: 'high' }),
  ]),
  all('due', '应统未统', [inStats('due.in', false), revenue('due.from', { atLeast: 'high' })]),
  inStats('in', true),
]
const ladder = (of: Node[], parameters = [low, high]) =>
  documentOf({ kind: 'any', of }, parameters, { rule: { isLadder: true } })

test('a ladder without gap or overlap has no fault', () => {
  expect(faultsOf(ladder(STEPS))).toBe('')
})

const replaced = (i: number, step: Node) => STEPS.with(i, step)

describe('what is on no step or on two is named', () => {
  test.each<[string, Node[], string]>([
    [
      'a gap of one point',
      replaced(
        2,
        all('due', '应统未统', [inStats('due.in', false), revenue('due.from', { moreThan: 'high' })]),
      ),
      '有一种情形不在任何一档：已入统为否、上年度营收为2000万元（按2020-01-01的参数）',
    ],
    [
      'an overlap in one point',
      replaced(0, all('small', '小微', [inStats('small.in', false), revenue('small.to', { atMost: 'low' })])),
      'R-TEST small+rising：有一种情形同时在两档：已入统为否、上年度营收为1000万元',
    ],
    ['a step that is missing', STEPS.slice(0, 3), '有一种情形不在任何一档：已入统为是'],
    [
      'a step that forgets to ask',
      replaced(0, revenue('small', { lessThan: 'low' })),
      'R-TEST small+in：有一种情形同时在两档：上年度营收为999.9999万元、已入统为是（按2020-01-01的参数）（this point is on two steps at once',
    ],
  ])('%s', (_, steps, words) => {
    expect(faultsOf(ladder(steps))).toContain(words)
  })

  test('from the day on which a parameter opens it', () => {
    const moved = [
      parameter(
        'low',
        '万元',
        { from: '2020-01-01', to: '2022-12-31', value: '1000' },
        { from: '2023-01-01', to: null, value: '3000' },
      ),
      high,
    ]
    const told = faultsOf(ladder(STEPS, moved))
    expect(told).toContain('同时在两档')
    expect(told).toContain('按2023-01-01的参数')
  })

  test('what is no ladder at all', () => {
    const document = documentOf({ kind: 'all', of: [inStats('a', true)] }, [], { rule: { isLadder: true } })
    expect(faultsOf(document)).toContain('不是由“任一”分支组成的分档')
  })
})

const step = fc.record({
  isIn: fc.constantFrom(true, false, null),
  from: fc.constantFrom('low', 'high', null),
  to: fc.constantFrom('low', 'high', null),
  isFromIncluded: fc.boolean(),
  isToIncluded: fc.boolean(),
})

test('it agrees with judging every point around the thresholds one by one', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), drawn => {
      const steps = drawn.map(({ isIn, from, to, isFromIncluded, isToIncluded }, i): Node => {
        const of: Node[] = [
          ...(isIn === null ? [] : [inStats(`${i}.in`, isIn)]),
          ...(from ? [revenue(`${i}.from`, isFromIncluded ? { atLeast: from } : { moreThan: from })] : []),
          ...(to ? [revenue(`${i}.to`, isToIncluded ? { atMost: to } : { lessThan: to })] : []),
        ]
        return all(`S${i}`, '档', of.length > 0 ? of : [inStats(`${i}.in`, true)])
      })
      const document = ladder(
        steps,
        [low, high].filter(({ id }) => JSON.stringify(steps).includes(`"${id}"`)),
      )
      const [rule] = document.rules
      if (!rule) throw new Error('no rule')
      const counted = [true, false].flatMap(in_stats =>
        ['999.99', '1000', '1500', '2000', '2000.01'].map(revenue_y => {
          const facts = parseFacts({ in_stats, revenue_y })
          return steps.filter(
            one =>
              evaluate({ rule: { ...rule, when: one }, document }, facts, { on: '2023-01-01' }).verdict ===
              'pass',
          ).length
        }),
      )
      const told = faultsOf(document)
      const isLadder = counted.every(count => count === 1)
      expect(/档/.test(told)).toBe(!isLadder)
    }),
    { numRuns: 300 },
  )
})
