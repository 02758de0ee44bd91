import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { expansionPlan } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/time.ts'
import { type EnterpriseScope, mayRecordVisit, scopesOf } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { getEnterprise } from '../enterprises.ts'
import { type LiaisonAct, recorder } from './act.ts'

/** 扩能扩产计划 of an enterprise for a year. */
export interface Expansion {
  uscc: string
  year: number
  /** 万元. */
  investment: Big | null
  capacity: string
  need: string | null
}

/** Whether a speaker may tell an enterprise's plans: the firm itself and the officials who look after it. */
export const mayPlanExpansion = (speaker: Speaker, enterprise: EnterpriseScope): boolean =>
  scopesOf(speaker, 'enterprise').includes(enterprise.uscc) || mayRecordVisit(speaker, enterprise)

/**
 * 填扩产计划: the newest for a year counts, the older ones are kept. Says whether there was one before.
 * @throws {Refusal} when somebody may not, or it is incomplete
 */
export async function planExpansion(
  act: LiaisonAct,
  plan: Expansion & { caseKey: string | null },
): Promise<{ replaced: boolean }> {
  const { db, now, speaker } = act
  const firm = await getEnterprise(db, plan.uscc)
  if (!firm || !mayPlanExpansion(speaker, firm))
    throw new Refusal('扩产计划由企业自己、联络员和负责这家企业的单位填。')
  const year = Number(dayOf(now).slice(0, 4))
  if (plan.year < year || plan.year > year + 5)
    throw new Refusal(`计划年份应在${year}到${year + 5}年之间，收到的是${plan.year}年。`)
  if (plan.investment?.lte(0)) throw new Refusal('计划投资应大于0。')
  const capacity = plan.capacity.trim()
  if (capacity.length < 2 || capacity.length > 300) throw new Refusal('请写清扩产内容，例如“新增两条线”。')
  const [before] = await plansOf(db, { usccs: [plan.uscc], year: plan.year })
  await db.insert(expansionPlan).values({
    uscc: plan.uscc,
    year: plan.year,
    investment: plan.investment?.toFixed() ?? null,
    capacity,
    need: plan.need?.trim() || null,
    caseKey: plan.caseKey,
    reportedBy: recorder(act),
    reportedAt: now,
  })
  return { replaced: before !== undefined }
}

/** A plan that counts, with whose it is. */
export interface PlannedExpansion extends Expansion, EnterpriseScope {
  enterprise: string
  isDemo: boolean
  by: string
  at: Date
  cases: string[]
}

/** The plans that count, the largest first. */
export async function plansOf(
  db: Db,
  { usccs, year, placeId }: { usccs?: readonly string[]; year?: number; placeId?: string },
): Promise<PlannedExpansion[]> {
  const conditions = [
    sql`true`,
    ...(usccs ? [usccs.length > 0 ? sql`x.uscc in ${[...usccs]}` : sql`false`] : []),
    ...(year === undefined ? [] : [sql`x.year = ${year}`]),
    ...(placeId
      ? [sql`(e.region_code = ${placeId} or e.park_id = ${placeId} or e.assess_unit_id = ${placeId})`]
      : []),
  ]
  const rows = await rowsOf<
    Omit<PlannedExpansion, 'investment' | 'at'> & { investment: string | null; at: string }
  >(
    db,
    sql`select x.uscc, x.year, x.investment::text as investment, x.capacity, x.need, e.short_name as enterprise,
        e.is_demo as "isDemo", e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain,
        coalesce(p.name, x.reported_by) as by, to_json(x.reported_at) as at,
        coalesce((select json_agg(c.no order by c.no) from case_file c where c.form_key = x.case_key), '[]'::json) as cases
      from (select distinct on (uscc, year) * from expansion_plan order by uscc, year, id desc) x
      join enterprise e on e.uscc = x.uscc left join person p on p.id = x.reported_by
      where ${sql.join(conditions, sql` and `)}
      order by x.investment desc nulls last, x.uscc, x.year`,
  )
  return rows.map(row => ({
    ...row,
    investment: row.investment === null ? null : new Big(row.investment),
    at: new Date(row.at),
  }))
}
