/**
 * One synthetic enterprise, its fields named like the facts of the registry. Amounts are whole 元, the day is counted
 * since 1970, null is what nobody knows.
 */
export interface Enterprise {
  is_above_scale: boolean | null
  output_y: number | null
  output_y1: number | null
  tax_y: number | null
  tax_y1: number | null
  new_investment_y: number | null
  first_above_scale_date: number | null
}

const MISSING = 0.05
const ABOVE_SCALE = 0.6
const FIRST_DAY = 14_610 // 2010-01-01
const LAST_DAY = 19_722 // 2023-12-31

/**
 * So many enterprises, the same for the same seed. Each field is missing in 5% of them; 60% of those known are above
 * scale; amounts lie around the thresholds, some growths exactly on theirs, some bases at or below zero, so that every
 * condition goes either way.
 */
export function enterprises(size: number, seed = 20_230_915): Enterprise[] {
  const random = randomFrom(seed)
  const known = <T>(value: T): T | null => (random() < MISSING ? null : value)
  return Array.from({ length: size }, () => {
    const outputBase = base(random, 80_000_000)
    const taxBase = base(random, 4_000_000)
    return {
      is_above_scale: known(random() < ABOVE_SCALE),
      output_y: known(grown(random, outputBase)),
      output_y1: known(outputBase),
      tax_y: known(grown(random, taxBase)),
      tax_y1: known(taxBase),
      new_investment_y: known(spread(random, 20_000_000, 6)),
      first_above_scale_date: known(FIRST_DAY + Math.floor(random() * (LAST_DAY - FIRST_DAY + 1))),
    }
  })
}

/** Last year's amount, in whole hundreds so that 30% more is whole as well; one in fifty has no base to grow from. */
function base(random: () => number, middle: number): number {
  const amount = Math.round(spread(random, middle, 5) / 100) * 100
  const luck = random()
  if (luck < 0.01) return 0
  return luck < 0.02 ? -amount : amount
}

/** This year's amount: a fall of 60% up to a rise of 140%, one in fifty exactly on a threshold of growth. */
function grown(random: () => number, from: number): number {
  const amount = Math.abs(from)
  const luck = random()
  if (luck < 0.01) return (amount / 100) * 130
  if (luck < 0.02) return amount * 2
  return Math.round(amount * (0.4 + 2 * random()))
}

/** An amount between `middle` divided by and multiplied with `factor`, evenly by order of magnitude. */
const spread = (random: () => number, middle: number, factor: number) =>
  Math.round(middle * factor ** (2 * random() - 1))

/** Mulberry32: numbers from 0 up to, not including, 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
