import type { FACTS, FactName } from './facts.ts'

/** What a rule may ask that is worked out from facts: growth of one amount over another, the worst accident. */
export const DERIVED = {
  output_y_growth: {
    type: 'growth',
    label: '上年度工业产值增幅',
    current: 'output_y',
    base: 'output_y1',
    ratio: 'output_growth',
  },
  tax_y_growth: {
    type: 'growth',
    label: '上年度实缴税金增幅',
    current: 'tax_y',
    base: 'tax_y1',
    ratio: 'tax_growth',
  },
  revenue_y_growth: {
    type: 'growth',
    label: '上年度营收增幅',
    current: 'revenue_y',
    base: 'revenue_y1',
    ratio: 'revenue_growth',
  },
  output_over_base: {
    type: 'growth',
    label: '产值较基期增幅',
    current: 'current_output',
    base: 'base_output',
    ratio: null,
  },
  tax_over_base: {
    type: 'growth',
    label: '税金较基期增幅',
    current: 'current_tax',
    base: 'base_tax',
    ratio: null,
  },
  worst_safety_accident: { type: 'level', label: '年度内最严重的安全生产事故', of: '安全生产' },
  worst_pollution_accident: { type: 'level', label: '年度内最严重的环境污染事故', of: '环境污染' },
} as const

type NamesOf<Table, Type> = {
  [N in keyof Table]: Table[N] extends { type: Type } ? N : never
}[keyof Table]
export type MoneyName = NamesOf<typeof FACTS, 'money'>
export type FlagName = NamesOf<typeof FACTS, 'flag'>
export type DayName = NamesOf<typeof FACTS, 'day'>
export type GrowthName = NamesOf<typeof DERIVED, 'growth'>
export type LevelName = NamesOf<typeof DERIVED, 'level'>

/** The facts a condition on `name` is read from; a growth given as a ratio is an alternative, not asked for. */
export function factsBehind(name: FactName | GrowthName | LevelName): FactName[] {
  if (!Object.hasOwn(DERIVED, name)) return [name as FactName]
  const derived = DERIVED[name as GrowthName | LevelName]
  return derived.type === 'level' ? ['accidents'] : [derived.current, derived.base]
}
