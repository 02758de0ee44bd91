import { between, pick, spread } from './spread.ts'

/** How an enterprise that is on no 倍增名录 stands to the statistics. */
export type Footing =
  | '小升规培育库'
  | '应统未统'
  | '退规风险库'
  /** 规上 since long, since 2022, since this year. */
  | 'settled'
  | 'entered2022'
  | 'entered2023'
  /** Fell out of 规上. */
  | 'left'
  /** Fit for the 小升规培育库 and not on it yet. */
  | 'overlooked'
  /** Below 1000万元 revenue. */
  | 'micro'

/** Made-up enterprises of the standard demo beside those known by name; in a city's register more follow. */
const UNLISTED = 556

/** With the named ones 180 in the 小升规培育库, 60 at risk, 40 due in. */
const FOOTINGS: readonly (readonly [Footing, number])[] = [
  ['overlooked', 8],
  ['小升规培育库', 179],
  ['应统未统', 40],
  ['退规风险库', 58],
  ['entered2023', 117],
  ['entered2022', 124],
  ['left', 18],
  ['micro', 12],
]

/** With 20 listed and one known by name, 松木经开区 has the 96 firms of the documents. */
const IN_SONGMU = 75
/** The other units by how much industry each has. */
const ELSEWHERE = Object.entries({
  '430405': 4,
  '430406': 4,
  '430407': 3,
  '430408': 3,
  '430412': 1,
  '430421': 7,
  '430422': 6,
  '430423': 4,
  '430424': 7,
  '430426': 5,
  '430481': 6,
  '430482': 6,
  'park-hitech': 5,
  'park-baisha': 2,
}).flatMap(([unitId, weight]) => Array<string>(weight).fill(unitId)) as [string, ...string[]]

const inOrder = FOOTINGS.flatMap(([footing, count]) => Array<Footing>(count).fill(footing))

/** What the made-up enterprise at place `i` among the unlisted is, and the unit it counts for (考核单位). */
export function unlisted(i: number, n: number): { footing: Footing; unitId: string } {
  const elsewhere = i === 0 ? '430424' : pick(ELSEWHERE, n, 1)
  if (i >= UNLISTED) return { footing: spread(n, 2) < 0.88 ? 'micro' : 'settled', unitId: elsewhere }
  // Strides prime to 556, so that neighbours differ and the counts come out exactly.
  return {
    footing: inOrder[(i * 141) % UNLISTED] ?? 'micro',
    unitId: (i * 205) % UNLISTED >= UNLISTED - IN_SONGMU ? 'park-songmu' : elsewhere,
  }
}

/** 2022 output in 万元. */
export function sizeOfFooting(footing: Footing, n: number): number {
  switch (footing) {
    case '小升规培育库':
    case 'overlooked':
      return between(1_020, 1_960, n, 7)
    case '应统未统':
      return between(2_050, 3_900, n, 7)
    case '退规风险库':
      return between(2_050, 2_850, n, 7)
    case 'settled':
    case 'entered2022':
    case 'entered2023':
      return between(3_700, 9_300, n, 7)
    case 'left':
    case 'micro':
      return between(300, 950, n, 7)
  }
}

/** From when to when it was 规上; null where it never was. */
export function scaleDays(footing: Footing, n: number): { from: string; to: string | null } | null {
  const month = (to: number, salt: number) => String(between(1, to, n, salt)).padStart(2, '0')
  const longAgo = `${between(2005, 2019, n, 4)}-${month(12, 5)}-01`
  switch (footing) {
    case '退规风险库':
    case 'settled':
      return { from: longAgo, to: null }
    case 'entered2022':
      return { from: `2022-${String(between(3, 12, n, 5)).padStart(2, '0')}-01`, to: null }
    case 'entered2023':
      return { from: `2023-${String(between(3, 11, n, 5)).padStart(2, '0')}-01`, to: null }
    case 'left':
      return {
        from: longAgo,
        to: `${n % 2 === 0 ? 2023 : 2022}-${String(between(3, 11, n, 6)).padStart(2, '0')}-01`,
      }
    default:
      return null
  }
}
