import type Big from 'big.js'

/** An amount known only to lie somewhere, both ends included; null where that side is open. */
export interface Range {
  min: Big | null
  max: Big | null
}

/** An amount as it is known: exactly, or as a range. */
export type Quantity = Big | Range

export const isRange = (value: unknown): value is Range =>
  typeof value === 'object' && value !== null && 'min' in value && 'max' in value

/** The lowest and highest a quantity can be; of one that is not known both are open. */
export function boundsOf(value: Quantity | undefined): Range {
  if (value === undefined) return { min: null, max: null }
  return isRange(value) ? value : { min: value, max: value }
}

/** A range whose ends meet is an amount. */
export const fromBounds = (min: Big | null, max: Big | null): Quantity =>
  min && max && min.eq(max) ? min : { min, max }

/** In words for people: `1000至2000`, `不低于2000`, `不超过2000`. */
export function sayQuantity(value: Quantity): string {
  if (!isRange(value)) return value.toFixed()
  const { min, max } = value
  if (min && max) return `${min.toFixed()}至${max.toFixed()}`
  if (min) return `不低于${min.toFixed()}`
  return max ? `不超过${max.toFixed()}` : '未知'
}
