import {
  type DayName,
  DERIVED,
  type FirstName,
  type FlagName,
  type GrowthName,
  isDerived,
  type LevelName,
  type QuantityName,
  type RatioName,
  type WordName,
} from './derived.ts'
import type { Leaf, Node, Test } from './document.ts'
import { FACTS, type FactName } from './fact-table.ts'
import type { Operand } from './line.ts'
import type { NumberUnit } from './units.ts'

/** What all conditions are written with. */
interface Words {
  id: string
  clause: string
  label?: string
}

/** The parameter to be held against: 以上 and 以下 include it, 超过 and 不满 do not. */
type Limit = { atLeast: string } | { moreThan: string } | { atMost: string } | { lessThan: string }

function against(limit: Limit): { operator: '>=' | '>' | '<=' | '<'; parameter: string } {
  if ('atLeast' in limit) return { operator: '>=', parameter: limit.atLeast }
  if ('moreThan' in limit) return { operator: '>', parameter: limit.moreThan }
  if ('atMost' in limit) return { operator: '<=', parameter: limit.atMost }
  return { operator: '<', parameter: limit.lessThan }
}

const labelOf = (name: FactName | keyof typeof DERIVED) =>
  isDerived(name) ? DERIVED[name].label : FACTS[name].label
const unitOf = (name: QuantityName | FirstName): NumberUnit =>
  isDerived(name) ? DERIVED[name].unit : FACTS[name].unit

/** A branch of which everything must hold. */
export const all = (id: string, label: string, of: Node[]): Node => ({ kind: 'all', id, label, of })
/** A branch of which one must hold. */
export const any = (id: string, label: string, of: Node[]): Node => ({ kind: 'any', id, label, of })

/** 是否: must be so, or must not. */
export const flag = ({
  fact,
  is = true,
  id,
  clause,
  label,
  remedy,
}: Words & { fact: FlagName; is?: boolean; remedy?: string }): Test => ({
  kind: 'test',
  id,
  clause,
  label: label ?? (is ? FACTS[fact].label : `未${FACTS[fact].label.replace(/^已/, '')}`),
  fact,
  operator: '=',
  value: is,
  unit: '是否',
  ...(remedy ? { remedy } : {}),
})

/** An amount or a count in the unit of its fact. */
export const amount = ({
  fact,
  id,
  clause,
  label = labelOf(fact),
  ...limit
}: Words & { fact: QuantityName | FirstName } & Limit): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  fact,
  ...against(limit),
  unit: unitOf(fact),
})

/** A growth or a share in percent; `floor` is the amount the clause asks for beside a growth. */
export const growth = ({
  fact,
  id,
  clause,
  label = labelOf(fact),
  floor,
  ...limit
}: Words & { fact: GrowthName | RatioName; floor?: string } & Limit): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  fact,
  ...against(limit),
  unit: '%',
  ...(floor ? { floor } : {}),
})

/** A line of the rule's calculation. */
export const worked = ({
  line,
  unit,
  id,
  clause,
  label,
  ...limit
}: Words & { label: string; line: string; unit: NumberUnit | '%' } & Limit): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  line,
  ...against(limit),
  unit,
})

/** A day, on or after the parameter's, or on or before it. */
export const date = ({
  fact,
  id,
  clause,
  label = labelOf(fact),
  ...limit
}: Words & { fact: DayName } & Limit): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  fact,
  ...against(limit),
  unit: '日期',
})

/** The worst accident of the year, of the parameter's level or above. */
export const level = ({
  fact,
  id,
  clause,
  label = labelOf(fact),
  ...limit
}: Words & { fact: LevelName } & Limit): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  fact,
  ...against(limit),
  unit: '等级',
})

/** One of the words a parameter lists. */
export const oneOf = ({
  fact,
  id,
  clause,
  label = labelOf(fact),
  words,
}: Words & { fact: WordName; words: string }): Test => ({
  kind: 'test',
  id,
  clause,
  label,
  fact,
  operator: 'in',
  parameter: words,
  unit: '类别',
})

/** What the text leaves to people. */
export const manual = ({ id, clause, label }: Words & { label: string }): Leaf => ({
  kind: 'manual',
  id,
  clause,
  label,
})

/** Passes once something is known. */
export const known = ({
  id,
  clause,
  label,
  of,
}: Words & { label: string; of: Exclude<Operand, { parameter: string } | { value: string }> }): Leaf => ({
  kind: 'known',
  id,
  clause,
  label,
  of: 'line' in of ? { line: of.line } : { fact: of.fact },
})
