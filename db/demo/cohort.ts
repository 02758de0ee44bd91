/** Growth over 2020 in bands: 倍增, 50–100%, 30–50%, 0–30%, below 0, 不可比. */
const BANDS = ['doubled', 'half', 'third', 'some', 'fallen', 'incomparable'] as const
export type Band = (typeof BANDS)[number]

/** The band of a listed enterprise in output and in tax. */
export interface Cell {
  output: Band
  tax: Band
}

/**
 * How many of the 235 listed enterprises fall into each pair of bands, output downwards, tax across. The margins are
 * the documents' 23 / 36 / 46 (and 50 with tax up by half); the inside is made up.
 */
const JOINT: readonly (readonly number[])[] = [
  [12, 4, 3, 3, 1, 0],
  [8, 4, 5, 5, 1, 0],
  [7, 3, 15, 12, 4, 0],
  [7, 3, 13, 68, 16, 1],
  [2, 0, 2, 11, 20, 2],
  [0, 0, 0, 0, 1, 2],
]

/** What each unit has of them. `both`, `outputOnly` … are counts of listed enterprises in that group. */
interface Quota {
  unitId: string
  listed: number
  /** Output and tax doubled. */
  both: number
  outputOnly: number
  /** Output up by half and tax doubled. */
  halfAndTax: number
  halfOnly: number
  /** Tax doubled, output up by less than half. */
  taxOnly: number
}

const quota = (
  unitId: string,
  listed: number,
  both: number,
  outputOnly: number,
  halfAndTax: number,
  halfOnly: number,
  taxOnly: number,
): Quota => ({ unitId, listed, both, outputOnly, halfAndTax, halfOnly, taxOnly })

/** Sums: 235 listed, 12 + 11 output doubled, 12 + 8 + 16 tax doubled, 8 + 15 more with output up by half. */
const QUOTAS: readonly Quota[] = [
  quota('430406', 12, 1, 1, 0, 1, 1),
  quota('430407', 10, 1, 0, 0, 1, 0),
  quota('430405', 12, 1, 0, 0, 1, 1),
  quota('430408', 8, 0, 0, 1, 0, 0),
  quota('430412', 2, 0, 0, 0, 0, 0),
  quota('430421', 25, 1, 1, 1, 2, 2),
  quota('430422', 20, 1, 0, 1, 1, 1),
  quota('430423', 14, 0, 1, 0, 1, 2),
  quota('430424', 26, 2, 1, 1, 2, 2),
  quota('430426', 18, 0, 1, 1, 1, 1),
  quota('430481', 21, 2, 1, 0, 2, 1),
  quota('430482', 21, 1, 2, 1, 1, 2),
  quota('park-hitech', 20, 1, 0, 1, 1, 1),
  quota('park-songmu', 20, 1, 2, 1, 1, 1),
  quota('park-baisha', 6, 0, 1, 0, 0, 1),
]

/** A place in the cohort: whose it is and how it grew. */
export interface Seat extends Cell {
  unitId: string
}

/** All 235 seats, unit by unit, in a fixed order. */
export function seats(): Seat[] {
  const isDoubled = (band: Band) => band === 'doubled'
  const groups = {
    both: cells(cell => isDoubled(cell.output) && isDoubled(cell.tax)),
    outputOnly: cells(cell => isDoubled(cell.output) && !isDoubled(cell.tax)),
    halfAndTax: cells(cell => cell.output === 'half' && isDoubled(cell.tax)),
    halfOnly: cells(cell => cell.output === 'half' && !isDoubled(cell.tax)),
    taxOnly: cells(cell => !['doubled', 'half'].includes(cell.output) && isDoubled(cell.tax)),
    rest: cells(cell => !['doubled', 'half'].includes(cell.output) && !isDoubled(cell.tax)),
  }
  return QUOTAS.flatMap(({ unitId, listed, both, outputOnly, halfAndTax, halfOnly, taxOnly }) => {
    const rest = listed - both - outputOnly - halfAndTax - halfOnly - taxOnly
    const own = [
      ...groups.both.splice(0, both),
      ...groups.outputOnly.splice(0, outputOnly),
      ...groups.halfAndTax.splice(0, halfAndTax),
      ...groups.halfOnly.splice(0, halfOnly),
      ...groups.taxOnly.splice(0, taxOnly),
      ...groups.rest.splice(0, rest),
    ]
    return own.map(cell => ({ ...cell, unitId }))
  })
}

/** The cells of a group as often as the table says, shuffled by a fixed stride so that units get a mixture. */
function cells(belongs: (cell: Cell) => boolean): Cell[] {
  const list = BANDS.flatMap((output, row) =>
    BANDS.flatMap((tax, column) => {
      const cell = { output, tax }
      return belongs(cell) ? Array<Cell>(JOINT[row]?.[column] ?? 0).fill(cell) : []
    }),
  )
  const stride = [37, 31, 29, 23, 7, 5].find(step => gcd(step, list.length) === 1) ?? 1
  return list.map((_, i) => list[(i * stride) % list.length]).filter(cell => cell !== undefined)
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
