import type { enterprise } from '../schema/index.ts'
import type { Cell } from './cohort.ts'

/** Figures of one indicator, 万元 by year; a year left out has not been reported. */
export type Years = { readonly [year in 2020 | 2021 | 2022]?: number }

type Origin = (typeof enterprise.$inferInsert)['originClass']

/**
 * An enterprise known by name. Names of real enterprises occur in the city's own public reports; every figure here is
 * made up.
 */
export interface NamedFirm {
  name: string
  shortName: string
  aliases: readonly string[]
  regionCode: string
  parkId?: string
  /** 考核单位. */
  unitId: string
  chain: string | null
  industryCode: string
  originClass: Origin
  /** Place in the cohort; null when it is on no roster. */
  cell: Cell | null
  /** 2022 output, 万元, where nothing else is prescribed. */
  size: number
  output?: Years
  tax?: Years
  revenue?: Years
  investment?: number
  equipmentInvestment?: number
  /** First 入规 day, also of one that has left since. */
  firstAboveScaleOn?: string
  isAboveScale?: boolean
  isIndustrial?: boolean
  isDigital?: boolean
  inStats?: boolean
  /** Also on this list in 2023. */
  roster?: '小升规培育库' | '应统未统' | '退规风险库'
}
