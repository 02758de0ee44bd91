import {
  type DayName,
  DERIVED,
  type FlagName,
  type GrowthName,
  type LevelName,
  type MoneyName,
} from './derived.ts'
import type { Node, Test } from './document.ts'
import { FACTS } from './facts.ts'

/** What all conditions are written with; `atLeast` names the parameter that must be reached (以上 includes it). */
interface Words {
  id: string
  clause: string
}

/** A branch of which everything must hold. */
export const all = (id: string, label: string, of: Node[]): Node => ({ kind: 'all', id, label, of })

/** 是否: must be so. */
export const flag = ({ fact, ...words }: Words & { fact: FlagName; remedy?: string }): Test => ({
  kind: 'test',
  ...words,
  label: FACTS[fact].label,
  fact,
  operator: '=',
  unit: '是否',
})

/** An amount in 万元; `noun` is what a shortfall calls it. */
export const amount = ({
  fact,
  atLeast,
  ...words
}: Words & { fact: MoneyName; atLeast: string; noun: string }): Test => ({
  kind: 'test',
  ...words,
  label: FACTS[fact].label,
  fact,
  operator: '>=',
  parameter: atLeast,
  unit: '万元',
})

/** A growth in percent; `floor` is the amount the clause asks for beside it. */
export const growth = ({
  fact,
  atLeast,
  ...words
}: Words & { fact: GrowthName; atLeast: string; noun: string; floor?: string }): Test => ({
  kind: 'test',
  ...words,
  label: DERIVED[fact].label,
  fact,
  operator: '>=',
  parameter: atLeast,
  unit: '%',
})

/** A day, on or after the parameter's. */
export const since = ({ fact, atLeast, ...words }: Words & { fact: DayName; atLeast: string }): Test => ({
  kind: 'test',
  ...words,
  label: FACTS[fact].label,
  fact,
  operator: '>=',
  parameter: atLeast,
  unit: '日期',
})

/** The worst accident of the year, of the parameter's level or above. */
export const level = ({ fact, atLeast, ...words }: Words & { fact: LevelName; atLeast: string }): Test => ({
  kind: 'test',
  ...words,
  label: DERIVED[fact].label,
  fact,
  operator: '>=',
  parameter: atLeast,
  unit: '等级',
})
