import { foldName, isGenericName, numeralsAsDigits } from '../lib/names.ts'
import { align, type Fit } from './align.ts'
import type { NameIndex } from './name-index.ts'
import { type Query, readQuery } from './read-query.ts'
import { addCodes } from './search-codes.ts'
import { addInitials } from './search-initials.ts'
import { type Candidate, ranked, score, type Tally } from './tally.ts'

/** Longer queries are no names. */
const LONGEST_QUERY = 60
/** Firms whose names are laid beside the query character by character. */
const LOOKED_AT = 150
/** Sounds are looked up from the rarest on, until so many firms have been counted. */
const COUNTED = 25_000
/** Firms with less of the query in them than this are not looked at. */
const LEAST_SHARED = 0.4

/**
 * Firms a whole query may mean, best first. Names said letter by letter count by how plainly they name the firm; for
 * everything else the firms sharing most of the query's sounds are found, the rarer the sound the more it tells, and
 * the query is laid on their names.
 */
export function searchNames(index: NameIndex, query: string, limit: number): Candidate[] {
  const tally: Tally = new Map()
  const folded = foldName(query).slice(0, LONGEST_QUERY)
  if (folded === '') return []
  addCodes(index, tally, query)
  const text = numeralsAsDigits(folded)
  for (const { firm, kind, certainty } of index.exact.get(text) ?? []) score(tally, firm, certainty, kind)
  if (isSettled(tally)) return ranked(index, tally, limit)
  if (/^[a-z0-9]+$/.test(text)) addInitials(index, tally, text)
  if (!isGenericName(text)) for (const reading of readQuery(index, text)) addSimilar(index, tally, reading)
  return ranked(index, tally, limit)
}

/** A whole name or code was said: nothing that is merely similar comes into question. */
function isSettled(tally: Tally): boolean {
  return [...tally.values()].some(({ score: points }) => points === 1)
}

function addSimilar(index: NameIndex, tally: Tally, query: Query): void {
  for (const firm of firmsSharing(index, query)) {
    for (let name = index.firstName[firm] ?? 0; name < (index.firstName[firm + 1] ?? 0); name++) {
      const fit = align(index, query, name)
      if (fit.found < LEAST_SHARED) continue
      score(tally, firm, pointsOf(fit), fit.isBySound ? 'pinyin' : (index.kinds[name] ?? 'name'))
    }
  }
}

/**
 * How sure a fit makes: what was typed and is not in the name counts against it twice; a name said in part is still
 * meant, a little more the more of it was said.
 */
export function pointsOf({ found, covered, gaps, isFromStart }: Fit): number {
  const said = 0.72 + 0.12 * covered + (isFromStart ? 0.06 : 0) + (gaps === 0 ? 0.06 : gaps === 1 ? 0.03 : 0)
  return found ** 2 * said
}

/** The firms sharing most of what the query tells, the first `LOOKED_AT` of them. */
function firmsSharing(index: NameIndex, { tokens }: Query): number[] {
  const told = new Map<number, number>()
  for (const { loose, weight } of tokens) for (const sound of loose) told.set(sound, Math.max(weight, told.get(sound) ?? 0))
  const sounds = [...told].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const total = sounds.reduce((sum, [, weight]) => sum + weight, 0)
  const shared = sharedBy(index)
  const met: number[] = []
  let counted = 0
  for (const [sound, weight] of sounds) {
    const firms = index.firmsOf(sound)
    if (counted > 0 && counted + firms.length > COUNTED) continue
    counted += firms.length
    for (const firm of firms) {
      if (shared[firm] === 0) met.push(firm)
      shared[firm] = (shared[firm] ?? 0) + weight
    }
  }
  const enough = met.filter(firm => (shared[firm] ?? 0) >= LEAST_SHARED * total)
  const best = enough.length <= LOOKED_AT ? enough : mostShared(enough, shared)
  for (const firm of met) shared[firm] = 0
  return best
}

function mostShared(firms: number[], shared: Float64Array): number[] {
  return firms.sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0) || a - b).slice(0, LOOKED_AT)
}

const sharedKey: object = {}
/** A sum for each firm, all zero between look-ups. */
function sharedBy(index: NameIndex): Float64Array {
  const known = index.memory.get(sharedKey) as Float64Array | undefined
  if (known) return known
  const made = new Float64Array(index.firms.length)
  index.memory.set(sharedKey, made)
  return made
}
