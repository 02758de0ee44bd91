import { inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { park, region, unit } from '../../../db/schema/index.ts'

/** Regions, parks and units that are ranked (考核单位), by every name they go by. */
export interface Places {
  regions: Map<string, string>
  parks: Map<string, string>
  assessUnits: Map<string, string>
  regionNames: string[]
  parkNames: string[]
  assessUnitNames: string[]
  /** Names of all of them by id. */
  nameOf: ReadonlyMap<string, string>
}

interface Named {
  id: string
  name: string
  aliases: string[]
}

export async function readPlaces(db: Db): Promise<Places> {
  const regions = (await db.select().from(region).orderBy(region.code)).map(({ code, ...rest }) => ({
    id: code,
    ...rest,
  }))
  const parks: Named[] = await db.select().from(park).orderBy(park.id)
  const units: Named[] = await db
    .select({ id: unit.id, name: unit.name, aliases: unit.aliases })
    .from(unit)
    .where(inArray(unit.kind, ['county', 'park']))
    .orderBy(unit.id)
  const byName = (rows: readonly Named[]) =>
    new Map(rows.flatMap(({ id, name, aliases }) => [id, name, ...aliases].map(word => [word, id] as const)))
  return {
    regions: byName(regions),
    parks: byName(parks),
    assessUnits: byName(units),
    regionNames: regions.map(({ name }) => name),
    parkNames: parks.map(({ name }) => name),
    assessUnitNames: units.map(({ name }) => name),
    nameOf: new Map([...units, ...regions, ...parks].map(({ id, name }) => [id, name])),
  }
}

/** The id behind a place's name, also when written with what it lies in (湖南省衡阳市衡东县). */
export function findPlace(places: Map<string, string>, text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const bare = plain.replace(/^(?:湖南省)?(?:衡阳市)?(?=.)/, '')
  return places.get(plain) ?? places.get(bare)
}

/** Parks of the city itself are ranked beside the counties; other firms count for their county. */
const CITY_PARKS = ['park-hitech', 'park-songmu', 'park-baisha', 'park-ftz']

/** 考核单位 by place, so that nothing is counted twice. */
export function assessUnitOf(regionCode: string | null, parkId: string | null): string | null {
  if (parkId && CITY_PARKS.includes(parkId)) return parkId
  return regionCode === '430400' ? null : regionCode
}
