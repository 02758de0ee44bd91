import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise, enterpriseAlias, park, region, rosterMember, unit } from '../../db/schema/index.ts'

/** An enterprise with the names of its places and everything it is listed in. */
export type Enterprise = typeof enterprise.$inferSelect & {
  regionName: string | null
  parkName: string | null
  assessUnitName: string | null
  aliases: string[]
  rosters: { roster: string; year: number; entryRule: string | null }[]
}

/** The enterprise of a USCC; null when the registry has none. */
export async function getEnterprise(db: Db, uscc: string): Promise<Enterprise | null> {
  const [row] = await db
    .select({
      enterprise,
      regionName: region.name,
      parkName: park.name,
      assessUnitName: unit.name,
    })
    .from(enterprise)
    .leftJoin(region, eq(region.code, enterprise.regionCode))
    .leftJoin(park, eq(park.id, enterprise.parkId))
    .leftJoin(unit, eq(unit.id, enterprise.assessUnitId))
    .where(eq(enterprise.uscc, uscc))
  if (!row) return null
  const aliases = await db
    .select({ alias: enterpriseAlias.alias })
    .from(enterpriseAlias)
    .where(eq(enterpriseAlias.uscc, uscc))
    .orderBy(asc(enterpriseAlias.alias))
  const rosters = await db
    .select({ roster: rosterMember.roster, year: rosterMember.year, entryRule: rosterMember.entryRule })
    .from(rosterMember)
    .where(eq(rosterMember.uscc, uscc))
    .orderBy(asc(rosterMember.year), asc(rosterMember.roster))
  const { regionName, parkName, assessUnitName } = row
  return {
    ...row.enterprise,
    regionName,
    parkName,
    assessUnitName,
    aliases: aliases.map(({ alias }) => alias),
    rosters,
  }
}
