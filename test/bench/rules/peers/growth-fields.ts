import type { Enterprise } from '../enterprises.ts'

/** What engines are given that have no sums in their conditions: growth worked out beforehand, which favours them. */
export interface FirmWithGrowth {
  is_above_scale: boolean | null
  output_y: number | null
  tax_y: number | null
  new_investment_y: number | null
  first_above_scale_date: number | null
  /** How much `current × 100` is above `base × 130`, or below where negative; null where there is no growth to tell. */
  output_over_30: number | null
  output_over_100: number | null
  tax_over_30: number | null
  tax_over_100: number | null
}

export function withGrowth(firm: Enterprise): FirmWithGrowth {
  const { is_above_scale, output_y, output_y1, tax_y, tax_y1, new_investment_y, first_above_scale_date } =
    firm
  return {
    is_above_scale,
    output_y,
    tax_y,
    new_investment_y,
    first_above_scale_date,
    output_over_30: over(output_y, output_y1, 130),
    output_over_100: over(output_y, output_y1, 200),
    tax_over_30: over(tax_y, tax_y1, 130),
    tax_over_100: over(tax_y, tax_y1, 200),
  }
}

const over = (current: number | null, base: number | null, percent: number) =>
  current === null || base === null || base <= 0 ? null : current * 100 - base * percent
