import type { Band } from './cohort.ts'
import { between } from './spread.ts'

/** Amounts of the demo are whole 元; the database keeps 万元. */
export const wan = (yuan: number): string => {
  const digits = String(Math.abs(yuan)).padStart(5, '0')
  return `${yuan < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** Growth over 2020 in hundredths of a percent for each band, inclusive. */
const RANGES: Record<Exclude<Band, 'incomparable'>, readonly [number, number]> = {
  doubled: [10_400, 16_800],
  half: [5_400, 9_200],
  third: [3_150, 4_850],
  some: [80, 2_850],
  fallen: [-2_900, -180],
}

/**
 * Growth at the edges, handed to the first enterprises of a band: two exactly doubled, two a hair below, one exactly
 * half more. In hundredths of a percent.
 */
export const EDGES: Partial<Record<Band, readonly number[]>> = {
  doubled: [10_000, 10_000],
  half: [9_996, 9_999, 5_000],
}

/** Growth of an enterprise in a band, in hundredths of a percent. */
export function growthIn(band: Exclude<Band, 'incomparable'>, seed: number, salt: number): number {
  const [from, to] = RANGES[band]
  return between(from, to, seed, salt)
}

/** 2020 in whole 万元 and 2022 in 元 for a wanted size (万元) and growth; 2022 is exactly that growth over 2020. */
export function twoYears(size: number, growth: number): { base: number; value: number } {
  const base = Math.max(1, Math.round((size * 10_000) / (10_000 + growth)))
  return { base: base * 10_000, value: base * (10_000 + growth) }
}

/**
 * Splits an amount over months with a gentle season; January is merged into February, as in the statistics. Whole 元,
 * and the months add up to it exactly.
 */
export function byMonths(total: number, lastMonth: number, seed: number): { month: number; yuan: number }[] {
  const months = Array.from({ length: lastMonth - 1 }, (_, i) => i + 2)
  const weights = months.map(month => (month === 2 ? 165 : 95) + between(0, 18, seed, month))
  const sum = weights.reduce((a, b) => a + b, 0)
  const parts = weights.map(weight => Math.floor((total / sum) * weight))
  const left = total - parts.reduce((a, b) => a + b, 0)
  return months.map((month, i) => ({ month, yuan: (parts[i] ?? 0) + (i === parts.length - 1 ? left : 0) }))
}
