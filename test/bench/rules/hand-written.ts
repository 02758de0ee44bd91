import type { Enterprise } from './enterprises.ts'

/**
 * The roster rule for industrial enterprises (R-LIST-IND) as somebody in a hurry would write it down: what every
 * contender is held against, in what it finds and in how long it takes.
 */

/** Whole 元. */
export const OUTPUT = 100_000_000
export const TAX = 5_000_000
export const INVESTMENT = 100_000_000
/** 2022-01-01, in days since 1970. */
export const FIRST_ENTRY = 18_993

/** Two-valued: what is missing is not fulfilled. */
export function passes(firm: Enterprise): boolean {
  const { output_y, output_y1, tax_y, tax_y1 } = firm
  return (
    firm.is_above_scale === true &&
    ((isAtLeast(output_y, OUTPUT) &&
      hasGrown(output_y, output_y1, 130) &&
      isAtLeast(tax_y, TAX) &&
      hasGrown(tax_y, tax_y1, 130)) ||
      isAtLeast(firm.new_investment_y, INVESTMENT) ||
      (isAtLeast(firm.first_above_scale_date, FIRST_ENTRY) &&
        hasGrown(output_y, output_y1, 200) &&
        hasGrown(tax_y, tax_y1, 200)))
  )
}

const isAtLeast = (value: number | null, limit: number) => value !== null && value >= limit

/** To at least so many percent of the base; never divided, so exactly 30% is exactly 30%. */
const hasGrown = (current: number | null, base: number | null, percent: number) =>
  current !== null && base !== null && base > 0 && current * 100 >= base * percent

const FAIL = 0
export const UNKNOWN = 1
export const PASS = 2
type Truth = typeof FAIL | typeof UNKNOWN | typeof PASS

/** Three-valued after Kleene: what is missing is unknown, and stays so only where it matters. */
export function judge(firm: Enterprise): Truth {
  const gate = firm.is_above_scale
  if (gate === false) return FAIL
  const found = judgeConditions(firm)
  return gate === null && found === PASS ? UNKNOWN : found
}

function judgeConditions(firm: Enterprise): Truth {
  const investment = atLeast(firm.new_investment_y, INVESTMENT)
  if (investment === PASS) return PASS
  const { output_y, output_y1, tax_y, tax_y1 } = firm
  let grown = atLeast(output_y, OUTPUT)
  if (grown !== FAIL) grown = lower(grown, growth(output_y, output_y1, 130))
  if (grown !== FAIL) grown = lower(grown, atLeast(tax_y, TAX))
  if (grown !== FAIL) grown = lower(grown, growth(tax_y, tax_y1, 130))
  if (grown === PASS) return PASS
  let newcomer = atLeast(firm.first_above_scale_date, FIRST_ENTRY)
  if (newcomer !== FAIL) newcomer = lower(newcomer, growth(output_y, output_y1, 200))
  if (newcomer !== FAIL) newcomer = lower(newcomer, growth(tax_y, tax_y1, 200))
  if (newcomer === PASS) return PASS
  return investment === UNKNOWN || grown === UNKNOWN || newcomer === UNKNOWN ? UNKNOWN : FAIL
}

const lower = (a: Truth, b: Truth): Truth => (a < b ? a : b)

const atLeast = (value: number | null, limit: number): Truth =>
  value === null ? UNKNOWN : value >= limit ? PASS : FAIL

/** A base at or below zero fails whatever the current amount is: nothing grows from it. */
function growth(current: number | null, base: number | null, percent: number): Truth {
  if (base === null) return UNKNOWN
  if (base <= 0) return FAIL
  if (current === null) return UNKNOWN
  return current * 100 >= base * percent ? PASS : FAIL
}
