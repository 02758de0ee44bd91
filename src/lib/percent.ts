import Big from 'big.js'

/**
 * A share in percent, one decimal as official papers have it: 5561 of 5676 is `98.0%`. More decimals where one would
 * show a whole that is not reached, or nothing where there is something. `none` when there is nothing to divide by.
 */
export function sayPercent(part: number, whole: number, none = '—'): string {
  if (whole === 0) return none
  const exact = new Big(part).times(100).div(whole)
  for (const decimals of [1, 2, 3]) {
    const shown = exact.toFixed(decimals)
    if ((Number(shown) < 100 || part >= whole) && (Number(shown) > 0 || part <= 0)) return `${shown}%`
  }
  return part < whole ? '99.999%' : `${exact.toFixed(3)}%`
}
