import Big from 'big.js'
import { z } from 'zod'
import { Refusal } from '../lib/errors.ts'
import { isDay } from '../lib/time.ts'

/** 事故等级, lowest first. */
export const ACCIDENT_LEVELS = ['一般', '较大', '重大', '特别重大'] as const
export type AccidentLevel = (typeof ACCIDENT_LEVELS)[number]

/**
 * Every fact a rule may ask for. `y` is the year before the one evaluated for (上年度), `y1` the year before that.
 * Money is 万元, ratios are plain (0.3 = 30%), days are Asia/Shanghai.
 */
export const FACTS = {
  is_above_scale: { type: 'flag', label: '规模以上' },
  first_above_scale_date: { type: 'day', label: '首次入规时间' },
  is_industrial: { type: 'flag', label: '工业企业' },
  is_digital: { type: 'flag', label: '数字经济企业' },
  in_stats: { type: 'flag', label: '已入统' },
  output_y: { type: 'money', label: '上年度工业产值' },
  output_y1: { type: 'money', label: '上上年度工业产值' },
  tax_y: { type: 'money', label: '上年度实缴税金' },
  tax_y1: { type: 'money', label: '上上年度实缴税金' },
  revenue_y: { type: 'money', label: '上年度营收' },
  revenue_y1: { type: 'money', label: '上上年度营收' },
  output_growth: { type: 'ratio', label: '上年度工业产值增幅' },
  tax_growth: { type: 'ratio', label: '上年度实缴税金增幅' },
  revenue_growth: { type: 'ratio', label: '上年度营收增幅' },
  main_revenue_y: { type: 'money', label: '上年度主营业务收入' },
  new_investment_y: { type: 'money', label: '上年度新完成投资额' },
  equipment_investment_y: { type: 'money', label: '上年度技改设备投资' },
  has_tech_project: { type: 'flag', label: '有技术改造项目' },
  listed: { type: 'flag', label: '在当年倍增名录' },
  loan_principal: { type: 'money', label: '购置设备贷款本金' },
  loan_rate: { type: 'ratio', label: '年利率' },
  interest_paid: { type: 'money', label: '十二个月内实付利息' },
  equipment_spend: { type: 'money', label: '设备购置支出' },
  already_granted: { type: 'money', label: '当年已获贴息' },
  accidents: { type: 'accidents', label: '事故记录' },
  revenue_12m: { type: 'money', label: '近十二个月营收' },
  revenue_12m_prev: { type: 'money', label: '再前十二个月营收' },
  cumulative_revenue: { type: 'money', label: '当年累计营收' },
  months_without_output: { type: 'count', label: '连续无产值月数' },
  excluded_flags: { type: 'words', label: '排除情形' },
  base_output: { type: 'money', label: '基期产值' },
  current_output: { type: 'money', label: '现期产值' },
  base_tax: { type: 'money', label: '基期税金' },
  current_tax: { type: 'money', label: '现期税金' },
  land_mu: { type: 'money', label: '用地亩数' },
  region: { type: 'word', label: '行政区划' },
} as const

export type FactName = keyof typeof FACTS

const decimal = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/), z.instanceof(Big)])
  .transform(value => new Big(value))
const day = z
  .string()
  .transform(value => (/^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value))
  .refine(isDay)

/** One accident; what is not known of it is absent or null. Losses in 万元. */
const accident = z.strictObject({
  date: day.nullish(),
  type: z.enum(['安全生产', '环境污染']).nullish(),
  level: z.enum(ACCIDENT_LEVELS).nullish(),
  dead: z.int().nonnegative().nullish(),
  injured: z.int().nonnegative().nullish(),
  loss: decimal.nullish(),
})
export type Accident = z.infer<typeof accident>

const TYPES = {
  flag: z.boolean(),
  money: decimal,
  ratio: decimal,
  count: z.int().nonnegative(),
  day,
  accidents: z.array(accident),
  word: z.string(),
  words: z.array(z.enum(['产能严重过剩', '过度消耗资源', '产品档次低'])),
} as const
type Types = { [T in keyof typeof TYPES]: z.infer<(typeof TYPES)[T]> }

/** How a wrong value of each type is told what was wanted. */
const WANTED: Record<keyof Types, string> = {
  flag: 'true 或 false',
  money: '数字（万元，如 9999.99）',
  ratio: '小数（0.3 表示 30%）',
  count: '不小于 0 的整数',
  day: '日期（如 2022-03-01）',
  accidents: '事故列表（每起含 date、type、level，可含 dead、injured、loss）',
  word: '文字',
  words: '“产能严重过剩、过度消耗资源、产品档次低”中的若干项',
}

/** Known facts only: what is not here is unknown. Money and ratios are exact decimals. */
export type Facts = { readonly [N in FactName]?: Types[(typeof FACTS)[N]['type']] }

/** Facts as written by people and programs: numbers or decimal text for amounts, null or absent for unknown. */
export type FactsInput = { readonly [N in FactName]?: unknown }

export const isFactName = (name: string): name is FactName => Object.hasOwn(FACTS, name)

/**
 * Checks facts from outside and makes amounts exact. Parsing parsed facts changes nothing, so that sources can be
 * spread together and parsed once more.
 * @throws {Refusal} naming the fact that does not exist or is of the wrong type
 */
export function parseFacts(input: unknown): Facts {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Refusal('数据应是一个对象，如 {"output_y": 12000, "output_y1": 9000}。')
  const facts: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (!isFactName(name)) throw new Refusal(`没有“${name}”这个数据项，请核对名称（如 output_y、tax_y1）。`)
    if (value === null || value === undefined) continue
    const { type, label } = FACTS[name]
    const parsed = TYPES[type].safeParse(value)
    if (!parsed.success)
      throw new Refusal(`${name}（${label}）应为${WANTED[type]}，收到的是 ${show(value)}。`)
    facts[name] = parsed.data
  }
  return facts
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
