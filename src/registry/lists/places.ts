import type { Db } from '../../../db/client.ts'
import { park, region } from '../../../db/schema/index.ts'

/** Regions and parks by every name they go by. */
export interface Places {
  regions: Map<string, string>
  parks: Map<string, string>
  regionNames: string[]
  parkNames: string[]
}

export async function readPlaces(db: Db): Promise<Places> {
  const regions = await db.select().from(region).orderBy(region.code)
  const parks = await db.select().from(park).orderBy(park.id)
  const byName = (rows: { id: string; name: string; aliases: string[] }[]) =>
    new Map(rows.flatMap(({ id, name, aliases }) => [id, name, ...aliases].map(word => [word, id] as const)))
  return {
    regions: byName(regions.map(({ code, ...rest }) => ({ id: code, ...rest }))),
    parks: byName(parks),
    regionNames: regions.map(({ name }) => name),
    parkNames: parks.map(({ name }) => name),
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
