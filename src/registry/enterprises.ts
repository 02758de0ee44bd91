import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise, enterpriseAlias, park, region, rosterMember, unit } from '../../db/schema/index.ts'

/** An enterprise with the names of its places and the rosters it has not left; of a yearly one every year's. */
export type Enterprise = typeof enterprise.$inferSelect & {
  regionName: string | null
  parkName: string | null
  assessUnitName: string | null
  aliases: string[]
  rosters: { roster: string; year: number; entryRule: string | null }[]
}

/** The enterprise of a USCC; null when the registry has none. One query. */
export async function getEnterprise(db: Db, uscc: string): Promise<Enterprise | null> {
  const [row] = await db
    .select({
      ...getTableColumns(enterprise),
      regionName: region.name,
      parkName: park.name,
      assessUnitName: unit.name,
      aliases: sql<string[]>`coalesce((
        select json_agg(alias order by alias) from ${enterpriseAlias}
        where ${enterpriseAlias.uscc} = ${enterprise.uscc}), '[]'::json)`,
      rosters: sql<Enterprise['rosters']>`coalesce((
        select json_agg(json_build_object('roster', roster, 'year', year, 'entryRule', entry_rule)
          order by year, roster) from ${rosterMember}
        where ${rosterMember.uscc} = ${enterprise.uscc} and to_on is null), '[]'::json)`,
    })
    .from(enterprise)
    .leftJoin(region, eq(region.code, enterprise.regionCode))
    .leftJoin(park, eq(park.id, enterprise.parkId))
    .leftJoin(unit, eq(unit.id, enterprise.assessUnitId))
    .where(eq(enterprise.uscc, uscc))
  return row ?? null
}
