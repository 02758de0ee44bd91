import Big from 'big.js'
import { z } from 'zod'
import { Refusal } from '../lib/errors.ts'
import { isDay } from '../lib/time.ts'
import { EXCLUSIONS, FACTS, type FactName, type FactType } from './fact-table.ts'
import { fromBounds, isRange, type Quantity, sayQuantity } from './range.ts'

/** 事故等级, lowest first. */
export const ACCIDENT_LEVELS = ['一般', '较大', '重大', '特别重大'] as const
export type AccidentLevel = (typeof ACCIDENT_LEVELS)[number]

const decimal = z
  .union([
    z.number(),
    z
      .string()
      .max(40)
      .regex(/^-?\d+(\.\d+)?$/),
    z.instanceof(Big),
  ])
  .transform(value => new Big(value))
const whole = decimal.refine(value => value.gte(0) && value.round(0).eq(value))
/** Ends are included. */
const rangeOf = (end: z.ZodType<Big>) =>
  z
    .strictObject({ min: end.nullish(), max: end.nullish() })
    .transform(({ min, max }) => ({ min: min ?? null, max: max ?? null }))
    .refine(({ min, max }) => (min || max) && !(min && max && min.gt(max)))
    .transform(({ min, max }) => fromBounds(min, max))
const quantityOf = (end: z.ZodType<Big>): z.ZodType<Quantity> => z.union([end, rangeOf(end)])
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
  amount: quantityOf(decimal),
  count: quantityOf(whole),
  ratio: decimal,
  day,
  accidents: z.array(accident),
  word: z.string().min(1),
  words: z.array(z.enum(EXCLUSIONS)),
} as const satisfies Record<FactType, z.ZodType>

/** How a wrong value of each type is told what was wanted. */
const WANTED: Record<FactType, string> = {
  flag: 'true 或 false',
  amount: '数字（如 9999.99）或范围（如 {"min":1000,"max":2000}）',
  count: '不小于 0 的整数或范围',
  ratio: '小数（0.3 表示 30%）',
  day: '日期（如 2022-03-01）',
  accidents: '事故列表（每起含 date、type、level，可含 dead、injured、loss）',
  word: '文字',
  words: `“${EXCLUSIONS.join('、')}”中的若干项`,
}

/** Known facts only: what is not here is unknown. Amounts and ratios are exact decimals, amounts may be ranges. */
export type Facts = { readonly [N in FactName]?: z.infer<(typeof TYPES)[(typeof FACTS)[N]['type']]> }

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
      throw new Refusal(`${name}（${label}）应为${wanted(name)}，收到的是 ${show(value)}。`)
    facts[name] = parsed.data
  }
  return facts
}

function wanted(name: FactName): string {
  const fact = FACTS[name]
  return 'unit' in fact ? `以${fact.unit}为单位的${WANTED[fact.type]}` : WANTED[fact.type]
}

/** Facts as JSON that `parseFacts` reads back to the same: amounts as decimal text. */
export function factsToJson(facts: Facts): Record<string, unknown> {
  return JSON.parse(JSON.stringify(facts)) as Record<string, unknown>
}

/** A fact's value in words, with its unit: `12000万元`, `30%`, `是`. */
export function sayFact(name: FactName, value: unknown): string {
  const fact = FACTS[name]
  if (value instanceof Big || isRange(value)) {
    if (fact.type === 'ratio' && value instanceof Big) return `${value.times(100).toFixed()}%`
    return `${sayQuantity(value as Quantity)}${'unit' in fact ? fact.unit : ''}`
  }
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length === 0 ? '无' : `${value.length}项`
  return String(value)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
