import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { known, worked } from '../../src/rules/author.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { FactName } from '../../src/rules/fact-table.ts'
import { type Facts, parseFacts } from '../../src/rules/facts.ts'
import type { Line } from '../../src/rules/line.ts'
import { workOut } from '../../src/rules/lines.ts'
import { boundsOf, isRange, type Quantity } from '../../src/rules/range.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const on = '2024-01-10'
const parameters = [trialParameter('cap', '万元', '100'), trialParameter('share', '%', '80')]
const { document } = trialVersion({}, parameters)
const work = (lines: readonly Line[], facts: object) =>
  workOut(lines, { facts: parseFacts(facts), document, on })
const lineOf = (step: Line['step'], of: Line['of'], unit: Line['unit'] = '万元'): Line => ({
  id: 'line',
  label: '结果',
  unit,
  step,
  of,
})
const said = (line: Line, facts: object) => work([line], facts).get('line')?.words

describe('a line is told as it would be written', () => {
  const [a, b] = [{ fact: 'output_y' }, { fact: 'output_y1' }] as const
  const ten = { output_y: 10, output_y1: 4 }
  test.each<[Line, object, string]>([
    [
      lineOf('plus', [a, b, { value: '1' }]),
      ten,
      '结果 = 上年度工业产值10万元 + 上上年度工业产值4万元 + 1 = 15万元',
    ],
    [lineOf('minus', [b, a]), ten, '结果 = 上上年度工业产值4万元 − 上年度工业产值10万元 = -6万元'],
    [lineOf('times', [a, { parameter: 'share' }]), ten, '结果 = 上年度工业产值10万元 × share80% = 8万元'],
    [lineOf('over', [b, a], '%'), ten, '结果 = 上上年度工业产值4万元 ÷ 上年度工业产值10万元 = 40%'],
    [
      lineOf('least', [a, { parameter: 'cap' }]),
      ten,
      '结果 = 上年度工业产值10万元与cap100万元中较小者 = 10万元',
    ],
    [lineOf('most', [a, b]), ten, '结果 = 上年度工业产值10万元与上上年度工业产值4万元中较大者 = 10万元'],
    [lineOf('first', [a, b]), { output_y1: 4 }, '结果 = 上上年度工业产值4万元 = 4万元'],
    [lineOf('first', [a, b]), ten, '结果 = 上年度工业产值10万元 = 10万元'],
    [
      lineOf('least', [a, { parameter: 'cap' }]),
      {},
      '结果 = 上年度工业产值未知与cap100万元中较小者 = 不超过100万元',
    ],
    [
      lineOf('plus', [a, b]),
      { output_y: 10 },
      '结果 = 上年度工业产值10万元 + 上上年度工业产值未知 = 不低于10万元',
    ],
    [
      lineOf('over', [b, a], '%'),
      { output_y: 3, output_y1: 1 },
      '结果 = 上上年度工业产值1万元 ÷ 上年度工业产值3万元 = 33.33%',
    ],
    [
      lineOf('over', [b, a], '%'),
      { output_y: 0, output_y1: 1 },
      '结果 = 上上年度工业产值1万元 ÷ 上年度工业产值0万元 = 未知',
    ],
  ])('%#: %j', (line, facts, words) => {
    expect(said(line, facts)).toBe(words)
  })

  test('a range is rounded outwards, below zero too', () => {
    const third = { ...lineOf('times', [a, { value: '0.33333' }]), unit: '万元' as const }
    const of = (output_y: object) => work([third], { output_y }).get('line')?.value
    expect(of({ min: 1, max: 2 })).toEqual({ min: new Big('0.3333'), max: new Big('0.6667') })
    expect(of({ min: -2, max: -1 })).toEqual({ min: new Big('-0.6667'), max: new Big('-0.3333') })
  })

  test('an assumption is noted where it is used, and only there', () => {
    const line = lineOf('first', [a, { ...b, note: '暂按上上年度计' }])
    expect(work([line], { output_y1: 4 }).get('line')?.notes).toEqual(['暂按上上年度计'])
    expect(work([line], ten).get('line')?.notes).toEqual([])
  })
})

const NAMES = [
  'output_y',
  'output_y1',
  'tax_y',
  'loan_rate',
  'contracts_signed',
] as const satisfies FactName[]
const STEPS = ['plus', 'minus', 'times', 'over', 'least', 'most'] as const

/** Lines of every step but `first`, which looks at what is known: each may use the ones before it. */
const lines: fc.Arbitrary<Line[]> = fc
  .array(
    fc.record({
      step: fc.constantFrom(...STEPS),
      of: fc.array(fc.nat(9), { minLength: 2, maxLength: 3 }),
      unit: fc.constantFrom<Line['unit']>('万元', '%'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map(drafts =>
    drafts.map(({ step, of, unit }, i) => ({
      id: `l${i}`,
      label: `第${i + 1}行`,
      unit,
      step,
      of: (step === 'minus' || step === 'over' ? of.slice(0, 2) : of).map(pick => operandOf(pick, i)),
    })),
  )

function operandOf(pick: number, lineNumber: number): Line['of'][number] {
  const fact = NAMES[pick]
  if (fact) return { fact }
  if (pick === 5) return { parameter: 'cap' }
  if (pick === 6) return { parameter: 'share' }
  if (pick === 7 || lineNumber === 0) return { value: '12' }
  return { line: `l${(pick + lineNumber) % lineNumber}` }
}

/** What is known of a fact, and what it turns out to be: never below zero where nothing is known. */
interface Partly {
  known: Quantity | undefined
  whole: Big
}
const digits = (decimals: number, max: number) =>
  fc
    .oneof(fc.integer({ min: 0, max }), fc.constant(0), fc.constant(1))
    .map(n => new Big(n).div(10 ** decimals))
const partly = (amount: fc.Arbitrary<Big>, signed: boolean): fc.Arbitrary<Partly> =>
  fc.tuple(fc.nat(4), amount, amount, amount, fc.boolean()).map(([kind, x, y, z, isNegative]) => {
    const [a, b, c] = [x, y, z].map(one => (signed && isNegative ? one.times(-1) : one)) as [Big, Big, Big]
    const [min, whole, max] = [a, b, c].sort((p, q) => p.cmp(q)) as [Big, Big, Big]
    if (kind === 0) return { known: undefined, whole: whole.abs() }
    if (kind === 1) return { known: { min, max: null }, whole }
    if (kind === 2) return { known: { min: null, max }, whole }
    return { known: kind === 3 ? { min, max } : whole, whole }
  })
const someFacts = fc.record({
  output_y: partly(digits(4, 500_000_000), true),
  output_y1: partly(digits(4, 500_000_000), true),
  tax_y: partly(digits(4, 5_000_000), false),
  contracts_signed: partly(digits(0, 40), false),
  loan_rate: fc
    .tuple(digits(4, 2000), fc.boolean())
    .map(([whole, isKnown]): Partly => ({ known: isKnown ? whole : undefined, whole })),
})

function factsOf(some: Record<string, Partly>, which: 'known' | 'whole'): Facts {
  const facts: Record<string, Quantity> = {}
  for (const [name, one] of Object.entries(some)) {
    const value = one[which]
    if (value !== undefined) facts[name] = value
  }
  return facts as Facts
}

test('whatever is still unknown turns out to be, the exact result lies within the bounds told before', () => {
  let bounded = 0
  fc.assert(
    fc.property(lines, someFacts, (drafts, some) => {
      const before = workOut(drafts, { facts: factsOf(some, 'known'), document, on })
      const after = workOut(drafts, { facts: factsOf(some, 'whole'), document, on })
      for (const { id } of drafts) {
        const { min, max } = boundsOf(before.get(id)?.value)
        const exact = after.get(id)?.value
        // Divided by nothing there is no result; then nothing may have been promised but what is open.
        if (!exact || isRange(exact)) continue
        if (min || max) bounded++
        expect(min ? exact.gte(min) : true).toBe(true)
        expect(max ? exact.lte(max) : true).toBe(true)
      }
    }),
    { numRuns: 3000 },
  )
  expect(bounded).toBeGreaterThan(1000)
})

test('with everything known a line is what fractions of whole numbers give, to its last digit', () => {
  fc.assert(
    fc.property(lines, someFacts, (drafts, some) => {
      const facts = factsOf(some, 'whole')
      const worked = workOut(drafts, { facts, document, on })
      const exact = new Map<string, Fraction | null>()
      for (const line of drafts) {
        const operands = line.of.map(operand => {
          if ('value' in operand) return fraction(operand.value)
          if ('fact' in operand) return fraction((facts[operand.fact] as Big).toFixed())
          if ('line' in operand) return exact.get(operand.line) ?? null
          return operand.parameter === 'cap' ? fraction('100') : fraction('0.8')
        })
        const known = operands.filter(one => one !== null)
        const result = known.length === operands.length ? combine(line.step, known) : null
        const told = worked.get(line.id)?.value
        // What goes on into the next line is what was written down.
        exact.set(line.id, told && !isRange(told) ? fraction(told.toFixed()) : null)
        if (result === null) continue
        expect(told instanceof Big ? told.toFixed() : told).toBe(round(result, line.unit === '%' ? 8 : 4))
      }
    }),
    { numRuns: 2000 },
  )
})

interface Fraction {
  n: bigint
  d: bigint
}

function fraction(decimal: string): Fraction {
  const [whole = '0', part = ''] = decimal.split('.')
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) }
}

function combine(step: Line['step'], [first, ...rest]: Fraction[]): Fraction | null {
  if (!first) return null
  return rest.reduce<Fraction | null>((a, b) => (a ? both(step, a, b) : null), first)
}

function both(step: Line['step'], a: Fraction, b: Fraction): Fraction | null {
  const isLess = a.n * b.d < b.n * a.d
  if (step === 'plus') return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
  if (step === 'minus') return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }
  if (step === 'times') return { n: a.n * b.n, d: a.d * b.d }
  if (step === 'least') return isLess ? a : b
  if (step === 'most') return isLess ? b : a
  if (b.n === 0n) return null
  return b.n > 0n ? { n: a.n * b.d, d: a.d * b.n } : { n: -a.n * b.d, d: -a.d * b.n }
}

/** Half away from zero, as money is rounded. */
function round({ n, d }: Fraction, decimals: number): string {
  const scaled = n * 10n ** BigInt(decimals)
  const up = ((scaled < 0n ? -scaled : scaled) * 2n + d) / (2n * d)
  const text = up.toString().padStart(decimals + 1, '0')
  const value = new Big(`${text.slice(0, -decimals)}.${text.slice(-decimals)}`)
  return (scaled < 0n && up > 0n ? value.times(-1) : value).toFixed()
}

describe('a condition on a line', () => {
  const version = trialVersion(
    {
      lines: [
        {
          id: 'done',
          label: '完成率',
          unit: '%',
          step: 'over',
          of: [{ fact: 'entries' }, { fact: 'target_entries' }],
        },
      ],
      when: {
        kind: 'all',
        of: [
          worked({
            id: 'done',
            line: 'done',
            label: '完成率',
            unit: '%',
            atLeast: 'share',
            clause: '第一条',
          }),
          known({ id: 'known', label: '完成率', of: { line: 'done' }, clause: '第一条' }),
        ],
      },
      results: { done: { kind: 'line', of: 'done', needs: 'rule' } },
    },
    parameters,
  )
  const judge = (facts: object) => evaluate(version, parseFacts(facts), { on })

  test.each<[object, string, number | null, number | null]>([
    [{ entries: 79, target_entries: 100 }, 'fail', 79, null],
    [{ entries: 80, target_entries: 100 }, 'pass', 80, 0.8],
    [{ entries: 81, target_entries: 100 }, 'pass', 81, 0.81],
    [{ entries: 1, target_entries: 0 }, 'unknown', null, null],
    [{ entries: { min: 81 }, target_entries: 100 }, 'pass', null, null],
    [{ entries: { min: 0, max: 79 }, target_entries: 100 }, 'fail', null, null],
    [{ entries: { min: 79, max: 80 }, target_entries: 100 }, 'unknown', null, null],
    [{ target_entries: 100 }, 'unknown', null, null],
  ])('%j is %s, in percent %s, as a result %s', (facts, verdict, actual, ratio) => {
    const { conditions, result } = judge(facts)
    expect(conditions[0]).toMatchObject({ verdict, actual, threshold: 80 })
    expect(result.done).toBe(ratio)
  })

  test('asks for what it is not known by, and no more', () => {
    expect(judge({}).missing).toEqual(['entries', 'target_entries'])
    expect(judge({ entries: 1 }).missing).toEqual(['target_entries'])
  })
})
