import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'

/** The city, whose lists of chains count unless a county's is meant. */
export const CITY = '430400'

/** 产业链 as one list has it. */
export interface ChainInVersion {
  id: string
  name: string
  aliases: string[]
  place: number
  versionId: string
  version: string
  source: string
  scope: string
  fromYear: number
  isDraft: boolean
  industryHint: string | null
}

/** Every chain of every list, the newest list first. */
export const chainNames = (db: Db): Promise<ChainInVersion[]> =>
  rowsOf(
    db,
    sql`select n.chain_id as id, n.name, to_json(n.aliases) as aliases, n.place, v.id as "versionId", v.title as version,
        v.source, v.scope, v.from_year as "fromYear", v.is_draft as "isDraft", c.industry_hint as "industryHint"
      from chain_name n join chain_version v on v.id = n.version_id join chain c on c.id = n.chain_id
      order by v.from_year desc, v.id, n.place`,
  )

/** The list of a scope that counts for a year: the newest that began by then. A county's is a draft and says so. */
export function listFor(names: readonly ChainInVersion[], year: number, scope = CITY): ChainInVersion[] {
  const years = names
    .filter(one => one.scope === scope && one.fromYear <= year && (scope !== CITY || !one.isDraft))
    .map(({ fromYear }) => fromYear)
  const newest = Math.max(...years)
  return names.filter(one => one.scope === scope && one.fromYear === newest)
}

/** What one chain is called in a year; null where that year's list has none such. */
export const nameInYear = (names: readonly ChainInVersion[], id: string, year: number): string | null =>
  listFor(names, year).find(one => one.id === id)?.name ?? null

/** The name enterprises, roles and projects are tagged with: that of the newest list of its scope which has it. */
export const tagOf = (names: readonly ChainInVersion[], id: string): string =>
  names.find(one => one.id === id)?.name ?? id

/** One chain, and the name by which it was called. */
export interface FoundChain {
  id: string
  /** As in the newest list. */
  name: string
  said: string
  /** It was called by the name of an older list. */
  isOldName: boolean
}

/**
 * The chains a text names, by any name of any city list; the longest name counts where several begin alike. With a scope
 * of a county, by that county's list.
 */
export function chainsIn(names: readonly ChainInVersion[], text: string, scope = CITY): FoundChain[] {
  const known = names
    .filter(one => one.scope === scope)
    .flatMap(one => [one.name, ...one.aliases].map(word => ({ id: one.id, word })))
    .filter(({ word }) => word.length >= 2)
    .sort((a, b) => b.word.length - a.word.length)
  const found: (FoundChain & { at: number; end: number })[] = []
  for (const { id, word } of known) {
    const at = text.indexOf(word)
    if (at < 0 || found.some(one => one.id === id || (at < one.end && one.at < at + word.length))) continue
    const name = tagOf(names, id)
    const current = names.filter(one => one.id === id && one.name === name)
    const isOldName = !current.some(one => one.name === word || one.aliases.includes(word))
    found.push({ id, name, said: word, isOldName, at, end: at + word.length })
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ id, name, said, isOldName }) => ({ id, name, said, isOldName }))
}

/** How the names of two lists of the city go together: a chain a row, null where a list has none such. */
export function mapBetween(
  names: readonly ChainInVersion[],
  [before, after]: readonly [string, string],
): { before: string | null; after: string | null }[] {
  const of = (versionId: string) => names.filter(one => one.versionId === versionId)
  const [old, fresh] = [of(before), of(after)]
  return [
    ...fresh.map(({ id, name }) => ({ before: old.find(one => one.id === id)?.name ?? null, after: name })),
    ...old.flatMap(({ id, name }) =>
      fresh.some(one => one.id === id) ? [] : [{ before: name, after: null }],
    ),
  ]
}
