import { z } from 'zod'
import { FACTS, type FactName } from './fact-table.ts'
import { NUMBER_UNITS } from './units.ts'

const name = z.string().min(1)
const facts = Object.entries(FACTS).flatMap(([key, { type }]) =>
  ['amount', 'count', 'ratio'].includes(type) ? [key as FactName] : [],
) as [FactName, ...FactName[]]

/** What a line is worked out from. Percentages enter as ratios. */
const operand = z.union([
  /** `note` is shown where a `first` takes it. */
  z.strictObject({ fact: z.enum(facts), note: name.optional() }),
  z.strictObject({ line: name, note: name.optional() }),
  z.strictObject({ parameter: name }),
  z.strictObject({ value: name, note: name.optional() }),
])

/**
 * One line of a calculation, as it would be written on paper: a name, one step, what goes in. Not nested: a later line
 * may use an earlier one.
 */
export const line = z.strictObject({
  id: name,
  label: name,
  unit: z.enum([...NUMBER_UNITS, '%']),
  /**
   * `plus` and `times` take all, `minus` and `over` the first by the second, `least` and `most` choose, `first` is the
   * first that is known. Dividing by nothing gives nothing: unknown.
   */
  step: z.enum(['plus', 'minus', 'times', 'over', 'least', 'most', 'first']),
  of: z.array(operand).min(1),
  /** Shown where the line is known only up to a bound: `以设备投资额为限`. */
  bound: name.optional(),
})
export type Line = z.infer<typeof line>
export type Operand = z.infer<typeof operand>
