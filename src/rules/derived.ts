import type { FACTS, FactName } from './fact-table.ts'

const growth = <C extends FactName, B extends FactName, R extends FactName | null>(
  label: string,
  [current, base, ratio]: readonly [C, B, R],
) => ({ type: 'growth', label, current, base, ratio }) as const

/** What a rule may ask that is worked out from facts. */
export const DERIVED = {
  /** Growth of one amount over another; `ratio` is the fact that gives it directly, where there is one. */
  output_y_growth: growth('上年度工业产值增幅', ['output_y', 'output_y1', 'output_growth']),
  tax_y_growth: growth('上年度实缴税金增幅', ['tax_y', 'tax_y1', 'tax_growth']),
  revenue_y_growth: growth('上年度营收增幅', ['revenue_y', 'revenue_y1', 'revenue_growth']),
  revenue_12m_change: growth('近十二个月营收同比', ['revenue_12m', 'revenue_12m_prev', 'revenue_12m_growth']),
  power_2m_change: growth('近两个月用电量同比', ['power_2m', 'power_2m_prev', 'power_growth']),
  output_over_base: growth('产值较基期增幅', ['current_output', 'base_output', null]),
  tax_over_base: growth('税金较基期增幅', ['current_tax', 'base_tax', null]),
  /** The worst accident of a type in the year of the day asked about. */
  worst_safety_accident: { type: 'level', label: '年度内最严重的安全生产事故', of: '安全生产' },
  worst_pollution_accident: { type: 'level', label: '年度内最严重的环境污染事故', of: '环境污染' },
  /** The first of several amounts that is known. */
  scale_revenue: {
    type: 'first',
    label: '上年度主营业务收入（无此数时用营业收入）',
    unit: '万元',
    noun: '主营业务收入',
    of: ['main_revenue_y', 'revenue_y'],
  },
} as const

type Names<Table, Type> = {
  [N in keyof Table]: Table[N] extends { type: Type } ? N : never
}[keyof Table]

export type QuantityName = Names<typeof FACTS, 'amount' | 'count'>
export type RatioName = Names<typeof FACTS, 'ratio'>
export type FlagName = Names<typeof FACTS, 'flag'>
export type DayName = Names<typeof FACTS, 'day'>
export type WordName = Names<typeof FACTS, 'word'>
export type WordsName = Names<typeof FACTS, 'words'>
export type GrowthName = Names<typeof DERIVED, 'growth'>
export type LevelName = Names<typeof DERIVED, 'level'>
export type FirstName = Names<typeof DERIVED, 'first'>

export const isDerived = (name: string): name is keyof typeof DERIVED => Object.hasOwn(DERIVED, name)

/** The facts a condition on `name` is read from; a growth given as a ratio is an alternative, not asked for. */
export function factsBehind(name: FactName | keyof typeof DERIVED): FactName[] {
  if (!isDerived(name)) return [name]
  const derived = DERIVED[name]
  if (derived.type === 'level') return ['accidents']
  return derived.type === 'first' ? [...derived.of] : [derived.current, derived.base]
}

/** The amounts a quantity is the first known of. */
export function quantityFacts(name: QuantityName | FirstName): readonly FactName[] {
  return isDerived(name) ? DERIVED[name].of : [name]
}
