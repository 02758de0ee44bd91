import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { indicatorValue } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import type { Day } from '../../lib/time.ts'
import { hasRole, scopesOf } from '../../people/may.ts'
import { type LiaisonAct, recorder } from '../liaison/act.ts'
import { parsePeriod } from '../period.ts'

/** 宏观指标 as bulletins write them, and the words people use; of two that fit the earlier is meant. */
export const MACRO: readonly { name: string; unit: string | null; words: RegExp }[] = [
  { name: '规模工业增加值', unit: null, words: /规模?工业?增加值|规工增?|工业增加值|增加值/ },
  { name: '技改投资', unit: '亿元', words: /技改投资|技术改造投资/ },
  { name: '工业投资', unit: '亿元', words: /工业投资/ },
  { name: '工业企业实缴税金', unit: '亿元', words: /(?:全市)?工业(?:企业)?(?:实缴)?税(?:金|收)/ },
  { name: '承接产业评价指数', unit: null, words: /承接产业|评价指数/ },
  { name: '高新技术企业数', unit: '家', words: /高新技术企业|高企/ },
  { name: '园区考核得分', unit: '分', words: /园区考核|园区得分/ },
]

/** The macro indicator a text names. */
export const macroIn = (text: string): string | null =>
  MACRO.find(({ words }) => words.test(text))?.name ?? null

/** A published value. */
export interface MacroValue {
  placeId: string
  indicator: string
  subject: string
  period: string
  value: Big | null
  unit: string | null
  /** 同比, percent. */
  growth: Big | null
  rank: number | null
  rankedIn: string | null
  aboveNation: Big | null
  aboveProvince: Big | null
  source: string
  publishedOn: Day | null
  by: string
}

/** What was published of a place, the latest period first; the newest of each. */
export async function macroValues(
  db: Db,
  filter: { placeId?: string; indicator?: string; subject?: string; period?: string },
): Promise<MacroValue[]> {
  const { placeId, indicator, subject, period } = filter
  const conditions = [
    sql`true`,
    ...(placeId ? [sql`place_id = ${placeId}`] : []),
    ...(indicator ? [sql`indicator = ${indicator}`] : []),
    ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
    ...(period ? [sql`period = ${period}`] : []),
  ]
  const rows = await rowsOf<Record<string, string | number | null>>(
    db,
    sql`select v.place_id, v.indicator, v.subject, v.period, v.value::text, v.unit, v.growth::text, v.rank, v.ranked_in,
        v.above_nation::text, v.above_province::text, v.source, v.published_on::text, coalesce(p.name, v.reported_by) as by
      from (select distinct on (place_id, indicator, subject, period) * from indicator_value
        where ${sql.join(conditions, sql` and `)}
        order by place_id, indicator, subject, period, id desc) v
      left join person p on p.id = v.reported_by`,
  )
  const big = (value: unknown) => (value === null || value === undefined ? null : new Big(String(value)))
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  return rows
    .map(row => ({
      placeId: String(row.place_id),
      indicator: String(row.indicator),
      subject: String(row.subject),
      period: String(row.period),
      value: big(row.value),
      unit: text(row.unit),
      growth: big(row.growth),
      rank: row.rank === null || row.rank === undefined ? null : Number(row.rank),
      rankedIn: text(row.ranked_in),
      aboveNation: big(row.above_nation),
      aboveProvince: big(row.above_province),
      source: String(row.source),
      publishedOn: text(row.published_on),
      by: String(row.by),
    }))
    .sort((a, b) => endOf(b.period).localeCompare(endOf(a.period)))
}

/** A period by its last month, `2023-10-1`, so that the latest can be told; months together (`-2`) before a month alone. */
export function endOf(text: string): string {
  const period = parsePeriod(text)
  if (!period) return text
  const month = period.kind === 'year' ? 12 : period.kind === 'month' ? period.month : period.to
  return `${period.year}-${String(month).padStart(2, '0')}-${period.kind === 'month' ? 1 : 2}`
}

/** One published value before it is recorded. */
export type NewMacroValue = Omit<MacroValue, 'by'>

/** Whether a speaker may record what is published: the office, the statistics bureau; a county or park its own. */
const mayRecordMacro = (speaker: LiaisonAct['speaker'], placeId: string): boolean =>
  hasRole(speaker, 'office') ||
  scopesOf(speaker, 'department').some(unit => ['dept-stats', 'dept-industry', 'dept-tax'].includes(unit)) ||
  scopesOf(speaker, 'county').includes(placeId)

/**
 * 记宏观指标: adds what was published; a value that stands so already is not added again.
 * @throws {Refusal} when somebody may not, or it says nothing
 */
export async function recordMacro(act: LiaisonAct, given: NewMacroValue): Promise<boolean> {
  const { db, now, speaker } = act
  if (!mayRecordMacro(speaker, given.placeId))
    throw new Refusal('宏观指标由领导小组办公室和统计、税务、工信部门记，县市区只记自己的。')
  if (!parsePeriod(given.period))
    throw new Refusal(`看不懂期间“${given.period}”，请写 2023-10 或 2023年1-10月。`)
  if (given.value === null && given.growth === null && given.rank === null)
    throw new Refusal('没有看到数值、增速或排名，没有记。')
  if (given.source.trim().length < 2) throw new Refusal('请写明数据出处，例如“市统计局月度快报”。')
  const [standing] = await macroValues(db, given)
  if (standing && isSameMacro(standing, given)) return false
  await db.insert(indicatorValue).values({
    ...given,
    value: given.value?.toFixed() ?? null,
    growth: given.growth?.toFixed() ?? null,
    aboveNation: given.aboveNation?.toFixed() ?? null,
    aboveProvince: given.aboveProvince?.toFixed() ?? null,
    reportedBy: recorder(act),
    reportedAt: now,
  })
  return true
}

/** Whether two published values say the same. */
export function isSameMacro(a: NewMacroValue, b: NewMacroValue): boolean {
  const same = (x: Big | null, y: Big | null) => (x === null ? y === null : y !== null && x.eq(y))
  return (
    same(a.value, b.value) &&
    same(a.growth, b.growth) &&
    same(a.aboveNation, b.aboveNation) &&
    same(a.aboveProvince, b.aboveProvince) &&
    a.rank === b.rank &&
    a.rankedIn === b.rankedIn &&
    a.source === b.source &&
    a.unit === b.unit &&
    a.publishedOn === b.publishedOn
  )
}

/** A value as bulletins write it: `同比增长8.4%，高于全国4.5个百分点，居全省第2`. */
export function sayMacro({
  value,
  unit,
  growth,
  rank,
  rankedIn,
  aboveNation,
  aboveProvince,
}: NewMacroValue): string {
  const gap = (than: string, points: Big | null) =>
    points === null
      ? ''
      : points.eq(0)
        ? `与${than}持平`
        : `${points.gt(0) ? '高于' : '低于'}${than}${points.abs().toFixed(1)}个百分点`
  return [
    value === null ? '' : `${value.toFixed()}${unit ?? ''}`,
    growth === null
      ? ''
      : growth.eq(0)
        ? '同比持平'
        : `同比${growth.gt(0) ? '增长' : '下降'}${growth.abs().toFixed(1)}%`,
    gap('全国', aboveNation),
    gap('全省', aboveProvince),
    rank === null ? '' : `居${rankedIn ?? '全省'}第${rank}`,
  ]
    .filter(Boolean)
    .join('，')
}
