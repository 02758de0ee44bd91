import { makeUscc } from '../../src/lib/uscc.ts'

/** Divisions in the codes of the first demo enterprises, as the reference has them. */
const FIRST_REGIONS = ['430400', '430400', '430424', '430482', '430407', '430406']

/** USCC of demo enterprise number `n` (from 0): body DEM00001 onwards, so that it can never be a real one. */
export function demoCode(n: number, regionCode: string): string {
  return makeUscc(FIRST_REGIONS[n] ?? regionCode, `DEM${String(n + 1).padStart(5, '0')}`)
}

/** The first six, whose liaison is `ou_demo_liaison`. */
export const FIRST_CODES: readonly [string, string, ...string[]] = [
  demoCode(0, ''),
  demoCode(1, ''),
  ...FIRST_REGIONS.slice(2).map((region, i) => demoCode(i + 2, region)),
]
