import type { Day } from '../../lib/time.ts'
import type { PolicyDocument, Rule } from '../document.ts'
import { parameterOn } from '../parameters.ts'
import { AMOUNT_SCALE, type Column, type Columns } from './columns.ts'

/** Columns with what known facts say about unknown ones; the given ones stay as they are. */
export function impliedColumns(
  { implied = [] }: Rule,
  document: PolicyDocument,
  given: Columns,
  on: Day,
): Columns {
  const columns = new Map(given.columns)
  const open = () => new Float64Array(given.size).fill(Number.NaN)
  for (const { given: known, means } of implied) {
    const flags = given.columns.get(known.fact)?.low
    if (!flags) continue
    const { low, high }: Column = columns.get(means.fact) ?? { low: open(), high: open() }
    const [least, most] = [low.slice(), high.slice()]
    const isExact = !('atLeast' in means)
    const bound =
      'atLeast' in means ? scaledLimit(document, means.atLeast, on) : 'is' in means ? Number(means.is) : 0
    flags.forEach((flag, row) => {
      if (flag !== Number(known.is) || !Number.isNaN(least[row] ?? 0)) return
      if (isExact) {
        least[row] = bound
        most[row] = bound
      } else if (!((most[row] ?? Number.NaN) < bound)) least[row] = bound
    })
    columns.set(means.fact, { low: least, high: most })
  }
  return { ...given, columns }
}

const scaledLimit = (document: PolicyDocument, parameter: string, on: Day) =>
  Number(parameterOn(document, parameter, on).number.times(AMOUNT_SCALE).toFixed())
