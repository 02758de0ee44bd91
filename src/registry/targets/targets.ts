import Big from 'big.js'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { TARGET_INDICATORS, target } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import type { Day } from '../../lib/time.ts'
import { hasRole, scopesOf } from '../../people/may.ts'
import { type LiaisonAct, recorder } from '../liaison/act.ts'
import { stands } from '../retract.ts'

type Row = typeof target.$inferSelect
export type TargetIndicator = (typeof TARGET_INDICATORS)[number]

export const PROVINCE = '430000'
export const CITY = '430400'

/** A target that stands. */
export interface Target extends Omit<Row, 'value'> {
  value: Big
}

/** Targets that stand for a year: of the year itself, or set for each year from an earlier one on. By place. */
export async function targetsFor(
  db: Db,
  year: number,
  { placeId, indicator }: { placeId?: string; indicator?: TargetIndicator } = {},
): Promise<Target[]> {
  const rows = await db
    .select()
    .from(target)
    .where(
      and(
        isNull(target.endedAt),
        sql`(${target.year} = ${year} or (${target.isYearly} and ${target.year} <= ${year}))`,
        placeId === undefined ? undefined : eq(target.placeId, placeId),
        indicator === undefined ? undefined : eq(target.indicator, indicator),
      ),
    )
    .orderBy(target.placeId, target.indicator, target.subject, sql`${target.year} desc`, target.id)
  const seen = new Set<string>()
  return rows.flatMap(row => {
    const key = `${row.placeId}/${row.indicator}/${row.subject}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ ...row, value: new Big(row.value) }]
  })
}

/** All targets of a place's plan that ends with a year, in the order of the document. */
export async function planOf(db: Db, placeId: string, year: number): Promise<Target[]> {
  const rows = await db
    .select()
    .from(target)
    .where(
      and(
        isNull(target.endedAt),
        eq(target.placeId, placeId),
        eq(target.year, year),
        eq(target.isYearly, false),
      ),
    )
    .orderBy(target.id)
  return rows.map(row => ({ ...row, value: new Big(row.value) }))
}

/** 超过 is more than reaching it. */
export const isReached = ({ value, isStrict }: Pick<Target, 'value' | 'isStrict'>, actual: Big): boolean =>
  isStrict ? actual.gt(value) : actual.gte(value)

/** What is to be reached. */
export type NewTarget = Pick<
  Row,
  'level' | 'placeId' | 'indicator' | 'subject' | 'year' | 'unit' | 'document' | 'clause'
> & {
  value: Big
  isStrict?: boolean
  isYearly?: boolean
  lead?: string | null
  doubt?: string | null
  status?: Row['status']
}

/**
 * 下达或调整目标: sets a target; the one that stood is ended and kept. False when it stands so already.
 * @throws {Refusal} when somebody may not, or what is said is incomplete
 */
export async function setTarget(act: LiaisonAct, given: NewTarget): Promise<boolean> {
  const { db, now, speaker } = act
  const isOwnCounty = given.level === '县' && scopesOf(speaker, 'county').includes(given.placeId)
  if (!hasRole(speaker, 'office') && !isOwnCounty)
    throw new Refusal('目标由领导小组办公室下达，县市区、园区只能登记自己的目标。')
  if (!TARGET_INDICATORS.includes(given.indicator))
    throw new Refusal(`目标指标只有：${TARGET_INDICATORS.join('、')}。`)
  if (given.value.lt(0)) throw new Refusal('目标不能是负数。')
  if (given.year < 2000 || given.year > 2100) throw new Refusal('目标年份请写成四位数字，例如 2023。')
  if (given.document.trim().length < 2) throw new Refusal('请写明目标出自哪份文件或会议。')
  const key = and(
    isNull(target.endedAt),
    eq(target.placeId, given.placeId),
    eq(target.indicator, given.indicator),
    eq(target.subject, given.subject),
    eq(target.year, given.year),
  )
  const [standing] = await db.select().from(target).where(key).for('update')
  if (standing && new Big(standing.value).eq(given.value) && standing.document === given.document.trim())
    return false
  const by = recorder(act)
  if (standing) await db.update(target).set({ endedBy: by, endedAt: now }).where(eq(target.id, standing.id))
  await db.insert(target).values({
    ...given,
    document: given.document.trim(),
    isStrict: given.isStrict ?? false,
    isYearly: given.isYearly ?? false,
    lead: given.lead ?? null,
    doubt: given.doubt ?? null,
    status: given.status ?? '施行',
    value: given.value.toFixed(),
    setBy: by,
    setAt: now,
  })
  return true
}

/** 十亿级企业 and 亿元级项目 of a county as the registry has them on a day. */
export async function countyCounts(
  db: Db,
  placeId: string,
  { year, on }: { year: number; on: Day },
): Promise<{ largeFirms: number; largeProjects: number }> {
  const [row] = await rowsOf<{ largeFirms: number; largeProjects: number }>(
    db,
    sql`select
        (select count(*)::int from (
          select distinct on (f.uscc) f.uscc, f.amount from figure f join enterprise e on e.uscc = f.uscc
          where e.region_code = ${placeId} and f.indicator = 'output' and f.period = ${String(year)}
            and ${stands('figure', sql`f.id`)}
          order by f.uscc, array_position(array['统计', '税务', '部门', '企业自报'], f.source), f.id desc) x
          where x.amount >= 100000) as "largeFirms",
        (select count(*)::int from project p where p.region_code = ${placeId} and p.total_investment >= 10000
          and (p.removed_on is null or p.removed_on > ${on}::date)
          and not ('招商发布' = any(p.kinds))) as "largeProjects"`,
  )
  return row ?? { largeFirms: 0, largeProjects: 0 }
}
