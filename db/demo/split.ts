import { between } from './spread.ts'

/** Splits a total into so many parts, each within the bounds and all of them exactly the total; whole numbers. */
export function splitBetween(
  total: number,
  count: number,
  { least, most }: { least: number; most: number },
  seed: number,
): number[] {
  const even = Math.floor(total / count)
  const parts = Array<number>(count).fill(even)
  const room = Math.min(even - least, most - even)
  // What one part is above the even share its neighbour is below.
  for (let i = 0; i + 1 < count; i += 2) {
    const shift = between(0, Math.max(0, Math.floor(room * 0.9)), seed + i, 51)
    parts[i] = even + shift
    parts[i + 1] = even - shift
  }
  parts[0] = (parts[0] ?? 0) + total - even * count
  return parts
}

/** Splits a total in proportion to weights; whole numbers that add up to it. */
export function splitBy(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const parts = weights.map(weight => Math.floor((total * weight) / sum))
  const left = total - parts.reduce((a, b) => a + b, 0)
  return parts.map((part, i) => (i === 0 ? part + left : part))
}
