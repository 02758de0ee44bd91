import type Big from 'big.js'
import type { figure } from '../../db/schema/index.ts'
import { formatWan } from '../lib/money.ts'

export type Indicator = (typeof figure.$inferSelect)['indicator']
export type Source = (typeof figure.$inferSelect)['source']

/** What a figure counts in. Money is 万元 everywhere. */
type FigureUnit = '万元' | '万千瓦时' | '人'

interface IndicatorWords {
  title: string
  /** In tables. */
  heading: string
  aliases: readonly string[]
  unit: FigureUnit
  /** A stock at the end of a period, which is not added up over months. */
  isStock?: true
}

/** 指标 and how it is named: officially, in tables, and by people. */
export const INDICATORS: Record<Indicator, IndicatorWords> = {
  output: { title: '工业产值', heading: '产值', aliases: ['工业总产值', '总产值'], unit: '万元' },
  tax: {
    title: '实缴税金',
    heading: '税金',
    aliases: ['税收', '税', '纳税', '缴税', '交税', '税费', '实缴税收'],
    unit: '万元',
  },
  revenue: {
    title: '营业收入',
    heading: '营收',
    aliases: ['收入', '营业额', '销售收入', '销售额'],
    unit: '万元',
  },
  main_revenue: {
    title: '主营业务收入',
    heading: '主营业务收入',
    aliases: ['主营收入', '主营'],
    unit: '万元',
  },
  investment: {
    title: '新完成投资额',
    heading: '投资',
    aliases: ['投资额', '固定资产投资', '完成投资'],
    unit: '万元',
  },
  equipment_investment: {
    title: '设备投资',
    heading: '设备投资',
    aliases: ['技改设备投资', '技改投资'],
    unit: '万元',
  },
  profit: { title: '利润总额', heading: '利润', aliases: ['净利润', '盈利'], unit: '万元' },
  research: { title: '研发费用', heading: '研发费用', aliases: ['研发投入', '研发'], unit: '万元' },
  power: { title: '用电量', heading: '用电量', aliases: ['用电', '电量'], unit: '万千瓦时' },
  employees: {
    title: '用工人数',
    heading: '用工人数',
    aliases: ['职工人数', '员工人数', '人数', '用工', '员工'],
    unit: '人',
    isStock: true,
  },
}

/** An amount with its unit, as cards say it: `1260万元`, `35.2万千瓦时`, `126人`. */
export function sayAmount(indicator: Indicator, amount: Big): string {
  const { unit } = INDICATORS[indicator]
  return unit === '万元' ? formatWan(amount) : `${amount.round(2).toFixed()}${unit}`
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
