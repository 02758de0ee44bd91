import { asc, eq, isNotNull, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { campaign, enterprise, park, region } from '../../db/schema/index.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findUnits, handlingUnits, type NamedUnit } from '../../src/people/find-unit.ts'
import { isDepartment } from './words.ts'

/** A county or a park that was named. */
interface Place {
  id: string
  name: string
}

/**
 * Counties and parks, by the names given and by what is named in a text; the city itself narrows nothing.
 * @throws {Refusal} naming one that is not known here
 */
export async function placesNamed(
  db: Db,
  asked: readonly string[],
  text: string,
): Promise<{ parks: Place[]; counties: Place[] }> {
  const allParks = await db.select().from(park).orderBy(asc(park.id))
  const counties = await db.select().from(region).where(ne(region.code, '430400')).orderBy(asc(region.code))
  const foundParks = among(
    allParks.map(one => ({ ...one, names: [one.name, ...one.aliases] })),
    asked,
    text,
  )
  const left = foundParks.reduce((words, { word }) => words.replaceAll(word, ' '), text)
  const foundCounties = among(
    counties.map(({ code, name, aliases }) => ({ id: code, name, names: [name, ...aliases] })),
    asked,
    left,
  )
  const unknown = asked.find(
    name => ![...foundParks, ...foundCounties].some(({ names }) => names.includes(name)),
  )
  if (unknown) throw new Refusal(`没有登记过“${unknown}”这个县市区或园区，请核对名称后再试。`)
  return { parks: foundParks, counties: foundCounties }
}

function among<T extends Place & { names: string[] }>(
  places: readonly T[],
  asked: readonly string[],
  text: string,
): (T & { word: string })[] {
  return places.flatMap(place => {
    const word =
      place.names.find(name => asked.includes(name)) ??
      place.names.toSorted((a, b) => b.length - a.length).find(name => text.includes(name))
    return word ? [{ ...place, word }] : []
  })
}

/**
 * Departments and companies named in a text, else the one given by name.
 * @throws {Refusal} when the one given is not known here
 */
export async function unitsNamed(db: Db, asked: string | undefined, text: string): Promise<NamedUnit[]> {
  const units = (await handlingUnits(db)).filter(isDepartment)
  const mentioned = findUnits(units, text)
  const found = (mentioned.length > 0 || !asked ? mentioned : findUnits(units, asked)).map(({ unit }) => unit)
  if (asked && found.length === 0) throw new Refusal(`没有登记过“${asked}”这个单位，请写单位全称或常用简称。`)
  return [...new Set(found)]
}

/**
 * The chain (产业链) given by name, else the longest one a text names.
 * @throws {Refusal} when the one given has no enterprises here
 */
export async function chainNamed(db: Db, asked: string | undefined, text: string): Promise<string | null> {
  const rows = await db
    .selectDistinct({ chain: enterprise.chain })
    .from(enterprise)
    .where(isNotNull(enterprise.chain))
  const chains = rows.flatMap(({ chain }) => chain ?? []).sort((a, b) => b.length - a.length)
  const plain = asked?.replace(/(?:产业)?链$/, '')
  const found = chains.find(name => (plain ? name === plain : text.includes(name)))
  if (plain && !found)
    throw new Refusal(`没有登记过“${asked}”这条产业链，可以问：${chains.toSorted().join('、')}。`)
  return found ?? null
}

export type Campaign = typeof campaign.$inferSelect

/** The campaign (专项行动) a text names, the latest of several: `百日行动` is enough for “百日行动 千名干部联千企”. */
export async function campaignNamed(db: Db, text: string): Promise<Campaign | null> {
  const all = await db.select().from(campaign).orderBy(asc(campaign.startsOn))
  const isNamed = ({ name }: Campaign) =>
    name
      .replace(/[“”"《》]/g, '')
      .split(/\s+/)
      .some(part => part.length >= 3 && text.includes(part))
  return all.findLast(isNamed) ?? null
}

/** What an enterprise is called in an answer. Null for a code nobody has. */
export async function firmCalled(db: Db, uscc: string): Promise<string | null> {
  const [firm] = await db
    .select({ name: enterprise.shortName })
    .from(enterprise)
    .where(eq(enterprise.uscc, uscc))
  return firm?.name ?? null
}
