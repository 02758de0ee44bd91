import type { figure } from '../../db/schema/index.ts'

export type Indicator = (typeof figure.$inferSelect)['indicator']
export type Source = (typeof figure.$inferSelect)['source']

/** 指标 and how it is named: officially, in tables, and by people. */
export const INDICATORS: Record<Indicator, { title: string; heading: string; aliases: readonly string[] }> = {
  output: { title: '工业产值', heading: '产值', aliases: ['工业总产值', '总产值'] },
  tax: { title: '实缴税金', heading: '税金', aliases: ['税收', '税', '纳税', '缴税', '税费', '实缴税收'] },
  revenue: { title: '营业收入', heading: '营收', aliases: ['收入', '营业额', '销售收入'] },
  main_revenue: { title: '主营业务收入', heading: '主营业务收入', aliases: ['主营收入', '主营'] },
  investment: { title: '新完成投资额', heading: '投资', aliases: ['投资额', '固定资产投资', '完成投资'] },
  equipment_investment: { title: '设备投资', heading: '设备投资', aliases: ['技改设备投资', '技改投资'] },
}

export const SOURCES: readonly Source[] = ['统计', '税务', '部门', '企业自报']

const byWord = new Map<string, Indicator>(
  (Object.entries(INDICATORS) as [Indicator, (typeof INDICATORS)[Indicator]][]).flatMap(([id, words]) =>
    [id, words.title, words.heading, ...words.aliases].map((word): [string, Indicator] => [word, id]),
  ),
)

/** The indicator somebody names (产值, 实缴税金, 营收 …); null when there is none of that name. */
export function indicatorOf(word: string): Indicator | null {
  return byWord.get(word.normalize('NFKC').replace(/\s/g, '')) ?? null
}

/** Whose figure counts when several report: the tax bureau for tax, else statistics first (K6, K10). */
export function sourceOrder(indicator: Indicator): readonly Source[] {
  return indicator === 'tax' ? ['税务', '统计', '部门', '企业自报'] : SOURCES
}
