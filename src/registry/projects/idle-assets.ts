import Big from 'big.js'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { idleAsset } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { DutyScope } from '../../people/may.ts'
import { type Change, keepChanges } from './changes.ts'
import { LAND_DUTY } from './duty.ts'

type Row = typeof idleAsset.$inferSelect
export type IdleState = Row['state']

/** 闲置用地、闲置厂房 or a 僵尸企业. */
export interface IdleAsset
  extends DutyScope,
    Pick<
      Row,
      'id' | 'kind' | 'name' | 'areaUnit' | 'idleSince' | 'state' | 'reuse' | 'reusedOn' | 'owner' | 'isDemo'
    > {
  region: string | null
  park: string | null
  area: Big | null
  reusedArea: Big | null
}

/** The list: those still idle first, by place. */
export async function idleAssets(db: Db): Promise<IdleAsset[]> {
  const rows = await rowsOf<
    Omit<IdleAsset, 'area' | 'reusedArea' | 'personIds' | 'dutyUnitIds' | 'ownerUnitId' | 'chain'> & {
      area: string | null
      reusedArea: string | null
    }
  >(
    db,
    sql`select i.id, i.kind, i.name, i.uscc, i.region_code as "regionCode", i.park_id as "parkId",
        i.area_unit as "areaUnit", i.idle_since::text as "idleSince", i.state, i.reuse,
        i.reused_on::text as "reusedOn", i.owner, i.is_demo as "isDemo", i.area::text as area,
        i.reused_area::text as "reusedArea", r.name as region, k.name as park
      from idle_asset i left join region r on r.code = i.region_code left join park k on k.id = i.park_id
      order by array_position(array['闲置', '处置中', '已盘活'], i.state), i.region_code, i.id`,
  )
  return rows.map(row => ({
    ...row,
    area: row.area === null ? null : new Big(row.area),
    reusedArea: row.reusedArea === null ? null : new Big(row.reusedArea),
    ownerUnitId: null,
    chain: null,
    personIds: [],
    dutyUnitIds: LAND_DUTY,
  }))
}

/** 盘活情况: what was done with it; 腾笼换鸟 counts the area revived. */
export async function setIdle(
  db: Db,
  id: number,
  given: { state: IdleState; reuse: string | null; reusedArea: Big | null },
  change: Change,
): Promise<Row> {
  const [old] = await db.select().from(idleAsset).where(eq(idleAsset.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这处闲置资产，请重新查一次。')
  const isRevived = given.state === '已盘活'
  if (isRevived && !given.reuse?.trim())
    throw new Refusal('请写明怎么盘活的，例如“引进XX公司，改造为标准厂房”。')
  if (given.reusedArea?.lte(0) || (old.area !== null && given.reusedArea?.gt(old.area)))
    throw new Refusal(`盘活面积要大于0、不超过原有的${old.area ?? '—'}${old.areaUnit}，请核对。`)
  const next = {
    state: given.state,
    reuse: given.reuse?.trim() || old.reuse,
    reusedArea: isRevived ? (given.reusedArea?.toFixed(2) ?? old.area) : null,
    reusedOn: isRevived ? dayOf(change.now) : null,
  }
  await db.update(idleAsset).set(next).where(eq(idleAsset.id, id))
  await keepChanges(
    db,
    'idle_asset',
    id,
    [
      { field: '状态', before: old.state, after: next.state },
      { field: '盘活方式', before: old.reuse, after: next.reuse },
      { field: '盘活面积', before: old.reusedArea, after: next.reusedArea },
    ],
    change,
  )
  return { ...old, ...next }
}

/** What is idle and what was revived, of one kind. */
export interface IdleSum {
  kind: IdleAsset['kind']
  unit: IdleAsset['areaUnit']
  count: number
  area: Big
  revived: number
  revivedArea: Big
}

export function idleSums(assets: readonly IdleAsset[]): IdleSum[] {
  const kinds = ['闲置用地', '闲置厂房', '僵尸企业'] as const
  const sum = (some: readonly IdleAsset[], area: 'area' | 'reusedArea') =>
    some.reduce((all, one) => all.plus(one[area] ?? 0), new Big(0))
  return kinds.flatMap(kind => {
    const own = assets.filter(one => one.kind === kind)
    return [...new Set(own.map(({ areaUnit }) => areaUnit))].map((unit): IdleSum => {
      const some = own.filter(({ areaUnit }) => areaUnit === unit)
      const revived = some.filter(({ state }) => state === '已盘活')
      return {
        kind,
        unit,
        count: some.length,
        area: sum(some, 'area'),
        revived: revived.length,
        revivedArea: sum(revived, 'reusedArea'),
      }
    })
  })
}

/** Days it has been idle; null where nobody knows since when. */
export const idleDays = ({ idleSince, state }: IdleAsset, on: Day): number | null =>
  idleSince === null || state === '已盘活'
    ? null
    : Math.max(0, Math.round((Date.parse(on) - Date.parse(idleSince)) / 86_400_000))
