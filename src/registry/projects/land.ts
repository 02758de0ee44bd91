import Big from 'big.js'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { landRequest } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { DutyScope } from '../../people/may.ts'
import { stands } from '../retract.ts'
import { listedOn } from '../rosters/standing.ts'
import { type Change, keepChanges } from './changes.ts'
import { LAND_DUTY } from './duty.ts'
import type { Milestone } from './load.ts'

type Request = typeof landRequest.$inferSelect
export type LandPurpose = Request['purpose']
export type LandState = Request['state']

/** 用地需求 of a firm. Areas in 亩. */
export interface LandNeed
  extends DutyScope,
    Pick<Request, 'id' | 'purpose' | 'detail' | 'state' | 'requestedOn' | 'settledOn'> {
  firm: string
  project: string | null
  area: Big
  /** On this year's 倍增名录: its need goes first (R-LAND). */
  isListed: boolean
  isDemo: boolean
}

const SCOPE = sql`e.region_code as "regionCode", e.park_id as "parkId", e.chain, e.short_name as firm,
  e.is_demo as "isDemo"`
const OF_LAND = { ownerUnitId: null, personIds: [], dutyUnitIds: LAND_DUTY }

/** 用地需求 put forward by a day: listed firms first, then the oldest. */
export async function landNeeds(db: Db, on: Day): Promise<LandNeed[]> {
  const rows = await rowsOf<Omit<LandNeed, keyof typeof OF_LAND | 'area'> & { area: string }>(
    db,
    sql`select l.id, l.uscc, l.purpose, l.detail, l.state, l.requested_on::text as "requestedOn",
        case when l.settled_on <= ${on}::date then l.settled_on::text end as "settledOn", l.area::text as area,
        p.name as project, ${SCOPE},
        exists (select 1 from roster_member m where m.uscc = l.uscc and ${listedOn(on)}) as "isListed"
      from land_request l join enterprise e on e.uscc = l.uscc left join project p on p.id = l.project_id
      where l.requested_on <= ${on}::date
      order by "isListed" desc, l.requested_on, l.id`,
  )
  return rows.map(row => ({ ...row, ...OF_LAND, area: new Big(row.area) }))
}

/** @throws {Refusal} when the area is none */
export async function askLand(
  db: Db,
  need: { uscc: string; projectId: number | null; purpose: LandPurpose; area: Big; detail: string | null },
  { by, now }: Change,
): Promise<number> {
  if (need.area.lte(0)) throw new Refusal('请写明需要多少亩地，例如“30亩”。')
  const [row] = await db
    .insert(landRequest)
    .values({
      ...need,
      area: need.area.toFixed(2),
      state: '提出',
      requestedOn: dayOf(now),
      recordedBy: by,
      recordedAt: now,
    })
    .returning({ id: landRequest.id })
  return row?.id ?? 0
}

/** 办理中、已落实、不予安排; what is refused is refused with a reason. */
export async function settleLand(db: Db, id: number, state: LandState, change: Change): Promise<void> {
  const [old] = await db.select().from(landRequest).where(eq(landRequest.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这条用地需求，请重新查一次。')
  if (old.state === state) throw new Refusal(`这条用地需求已经是“${state}”。`)
  if (state === '不予安排' && !change.reason?.trim()) throw new Refusal('不予安排请写明原因。')
  const isSettled = state === '已落实' || state === '不予安排'
  await db
    .update(landRequest)
    .set({ state, settledOn: isSettled ? dayOf(change.now) : null })
    .where(eq(landRequest.id, id))
  await keepChanges(db, 'land_request', id, [{ field: '办理状态', before: old.state, after: state }], change)
}

/** 投资监管协议, and how far it is fulfilled. Amounts in 万元. */
export interface AgreementOn extends DutyScope {
  id: number
  title: string
  firm: string
  project: string | null
  signedOn: Day
  investBy: Day
  endedOn: Day | null
  area: Big | null
  terms: string | null
  promised: Big
  /** Of its project since it began; null where none is linked or nothing was reported. */
  invested: Big | null
  milestones: Milestone[]
  isDemo: boolean
}

/** Agreements signed by a day, those to be fulfilled soonest first. One query. */
export async function agreementsOn(db: Db, on: Day): Promise<AgreementOn[]> {
  const rows = await rowsOf<
    Omit<AgreementOn, keyof typeof OF_LAND | 'area' | 'promised' | 'invested'> & {
      area: string | null
      promised: string
      invested: string | null
    }
  >(
    db,
    sql`select a.id, a.uscc, a.title, a.signed_on::text as "signedOn", a.invest_by::text as "investBy",
        case when a.ended_on <= ${on}::date then a.ended_on::text end as "endedOn", a.area::text as area, a.terms,
        a.promised_investment::text as promised, p.name as project, ${SCOPE}, i.amount::text as invested,
        coalesce(n.list, '[]'::json) as milestones
      from agreement a join enterprise e on e.uscc = a.uscc left join project p on p.id = a.project_id
      left join lateral (select sum(x.cumulative) as amount from (
        select distinct on (left(g.month, 4)) g.cumulative from project_progress g
        where g.project_id = a.project_id and g.month <= ${on.slice(0, 7)} and g.cumulative is not null
          and ${stands('project_progress', sql`g.id`)}
        order by left(g.month, 4), g.month desc, g.id desc) x) i on true
      left join lateral (select json_agg(json_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on,
          'owner', m.owner, 'doneOn', case when m.done_on <= ${on}::date then m.done_on end)
          order by m.due_on, m.id) as list
        from milestone m where m.agreement_id = a.id) n on true
      where a.signed_on <= ${on}::date
      order by a.invest_by, a.id`,
  )
  return rows.map(row => ({
    ...row,
    ...OF_LAND,
    area: row.area === null ? null : new Big(row.area),
    promised: new Big(row.promised),
    invested: row.invested === null ? null : new Big(row.invested),
  }))
}

/** 履约: the share of the promised investment that was made, in percent; null where nothing was reported. */
export const fulfilled = ({ promised, invested }: Pick<AgreementOn, 'promised' | 'invested'>): Big | null =>
  invested === null || promised.lte(0) ? null : invested.times(100).div(promised)

/** The investment should have been made by now and was not, as far as was reported. */
export const isBroken = ({ promised, invested, investBy, endedOn }: AgreementOn, on: Day): boolean =>
  endedOn === null && investBy < on && (invested === null || invested.lt(promised))
