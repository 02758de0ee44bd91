import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { enterprise } from '../../../db/schema/index.ts'
import type { EnterpriseScope } from '../../people/may.ts'

type Row = typeof enterprise.$inferSelect

/** Which enterprises are meant; all that is said must be so. */
export interface Kind {
  originClass?: Row['originClass']
  size?: Row['size']
  isDigital?: true
  isAboveScale?: true
  /** With any 上市阶段. */
  isGoingPublic?: true
  placeId?: string
  chain?: string
}

export interface KindFirm extends EnterpriseScope {
  name: string
  unit: string | null
  originClass: Row['originClass']
  size: Row['size']
  listingStage: string | null
  isAboveScale: boolean | null
  isDemo: boolean
}

/** Enterprises of a kind, in the order of their codes. */
export function firmsOfKind(db: Db, kind: Kind): Promise<KindFirm[]> {
  const { originClass, size, isDigital, isAboveScale, isGoingPublic, placeId, chain } = kind
  const conditions = [
    sql`true`,
    ...(originClass ? [sql`e.origin_class = ${originClass}`] : []),
    ...(size ? [sql`e.size = ${size}`] : []),
    ...(isDigital ? [sql`e.is_digital`] : []),
    ...(isAboveScale ? [sql`e.is_above_scale`] : []),
    ...(isGoingPublic ? [sql`e.listing_stage is not null`] : []),
    ...(placeId ? [sql`coalesce(e.assess_unit_id, e.region_code) = ${placeId}`] : []),
    ...(chain ? [sql`e.chain = ${chain}`] : []),
  ]
  return rowsOf<KindFirm>(
    db,
    sql`select e.uscc, e.short_name as name, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId",
        e.chain, u.name as unit, e.origin_class as "originClass", e.size, e.listing_stage as "listingStage",
        e.is_above_scale as "isAboveScale", e.is_demo as "isDemo"
      from enterprise e left join unit u on u.id = e.assess_unit_id
      where ${sql.join(conditions, sql` and `)} order by e.uscc`,
  )
}
