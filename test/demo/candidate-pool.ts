import { madeUpPerson } from '../../db/demo/made-up-people.ts'
import { between } from '../../db/demo/spread.ts'
import { makeUscc } from '../../src/lib/uscc.ts'

/** What a candidate of the 2024 cycle is put together to come out as. */
export const OUTCOMES = {
  'C1（产值税金）': 24,
  '只有C2（投资）': 9,
  '只有C3（新入规）': 4,
  数字经济: 3,
  不符合: 12,
  资料不足: 8,
} as const
export type Outcome = keyof typeof OUTCOMES

/** A candidate by what the tables say of it; amounts in 万元, null where nothing has been reported. */
export interface Candidate {
  uscc: string
  name: string
  outcome: Outcome
  isAboveScale: boolean
  isDigital: boolean
  enteredOn: string
  output: Pair
  tax: Pair
  revenue: Pair
  investment: number | null
}

/** 2022 and 2023. */
type Pair = readonly [before: number | null, now: number | null]

/** Grown by so many percent, exactly. */
const grown = (now: number, percent: number): Pair => [
  Math.round((now * 10_000) / (100 + percent)) / 100,
  now,
]

type Made = Omit<Candidate, 'uscc' | 'name' | 'outcome'>

/** Of itself it misses every condition, with everything known. */
const plain = (n: number): Made => ({
  isAboveScale: true,
  isDigital: false,
  enteredOn: `${between(2008, 2020, n, 1)}-06-01`,
  output: grown(between(5_000, 9_000, n, 2), 12),
  tax: grown(between(150, 400, n, 3), 9),
  revenue: grown(between(5_000, 9_000, n, 4), 11),
  investment: between(300, 4_000, n, 5),
})

/** Twelve that fail, most by a hair. */
const FAILING: readonly Partial<Made>[] = [
  { output: [7_000, 9_999.99], tax: grown(900, 80) },
  { output: [9_260, 12_034.4], tax: grown(620, 31) },
  { output: grown(12_000, 35), tax: [300, 499.99] },
  { output: grown(15_000, 35), tax: [500, 649.9] },
  { investment: 9_999.99 },
  { isAboveScale: false, investment: 20_000 },
  { enteredOn: '2021-12-31', output: grown(4_000, 100), tax: grown(160, 100) },
  { enteredOn: '2022-03-01', output: grown(4_000, 100), tax: grown(160, 95) },
  { isAboveScale: false, isDigital: true, revenue: [2_300, 2_999.99], tax: grown(260, 40) },
  { isAboveScale: false, isDigital: true, revenue: grown(3_600, 40), tax: [150, 194] },
  {},
  {},
]

/** Eight of which a figure that decides is missing. */
const LACKING: readonly Partial<Made>[] = [
  { output: grown(12_000, 35), tax: [null, 620] },
  { output: grown(12_000, 35), tax: [400, null] },
  { output: [null, 13_000], tax: grown(700, 40) },
  { output: [9_000, null], tax: grown(700, 40) },
  { investment: null },
  { output: grown(18_000, 50), tax: [null, null] },
  { isAboveScale: false, isDigital: true, revenue: [null, 3_200], tax: grown(260, 40) },
  { isAboveScale: false, isDigital: true, revenue: grown(3_600, 40), tax: [null, 240] },
]

function made(outcome: Outcome, i: number, n: number): Made {
  const base = plain(n)
  switch (outcome) {
    case 'C1（产值税金）':
      // The first stands exactly on all four lines.
      return i === 0
        ? { ...base, output: [10_000, 13_000], tax: [500, 650] }
        : {
            ...base,
            output: grown(between(10_000, 60_000, n, 6), 30 + i),
            tax: grown(between(500, 3_000, n, 7), 30 + i),
          }
    case '只有C2（投资）':
      return { ...base, investment: i === 0 ? 10_000 : between(10_000, 40_000, n, 8) }
    case '只有C3（新入规）':
      return {
        ...base,
        enteredOn: i === 0 ? '2022-01-01' : '2022-09-01',
        output: [2_100, 4_200 + 100 * i],
        tax: [90, 180 + 10 * i],
      }
    case '数字经济':
      return {
        ...base,
        isAboveScale: false,
        isDigital: true,
        revenue: i === 0 ? [2_500, 3_250] : grown(4_000, 35 + i),
        tax: i === 0 ? [160, 208] : grown(300, 40),
      }
    case '不符合':
      return { ...base, ...FAILING[i] }
    case '资料不足':
      return { ...base, ...LACKING[i] }
  }
}

/** The pool of sixty, made up. */
export function candidatePool(): Candidate[] {
  return (Object.keys(OUTCOMES) as Outcome[])
    .flatMap(outcome => Array.from({ length: OUTCOMES[outcome] }, (_, i) => ({ outcome, i })))
    .map(({ outcome, i }, n) => ({
      uscc: makeUscc('430400', `DEM9${String(n).padStart(4, '0')}`),
      name: `衡阳候选${madeUpPerson(n).slice(1)}${n + 1}号有限公司`,
      outcome,
      ...made(outcome, i, n),
    }))
}
