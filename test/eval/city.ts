import { REGIONS } from '../../db/base/places.ts'
import { demoFirms } from '../../db/demo/firms.ts'
import { buildNameIndex, type NameIndex } from '../../src/registry/name-index.ts'

/** The names of so many demo enterprises, as the registry has them in memory. */
export function namesOfCity(size: number): NameIndex {
  const counties = new Map(REGIONS.map(({ code, name }) => [code, name]))
  return buildNameIndex(
    demoFirms(size).map(({ uscc, name, shortName, aliases, regionCode }) => ({
      uscc,
      name,
      shortName,
      aliases: [...aliases],
      county: counties.get(regionCode) ?? null,
    })),
  )
}
