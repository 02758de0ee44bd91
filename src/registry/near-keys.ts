import { nameDistance } from '../lib/near.ts'
import type { NameIndex } from './name-index.ts'

/** A core key that a text comes near to. `distance` is in characters (`lib/near`). */
export interface NearKey {
  /** Position in `index.cores`. */
  core: number
  key: string
  distance: number
}

/** Wrong characters that are still forgiven in a name of so many; the shortest only forgive a homophone. */
function allowedDistance(length: number): number {
  if (length <= 2) return 0.3
  return length <= 6 ? 1.1 : 2.1
}

/** The same inside a sentence, where any three characters in a row look like something. */
export function allowedInSentence(length: number): number {
  return length <= 3 ? 0.3 : length <= 6 ? 1 : 2.1
}

/**
 * Core keys sharing at least `needed(length)` loose syllables with the text: one pass over all keys, a few ns each,
 * so that everything dearer is done for a handful.
 */
export function keysSharing(
  index: NameIndex,
  chars: readonly string[],
  needed: (length: number) => number,
): number[] {
  const marks = new Uint8Array(index.pool.length === 0 ? 1 : 65_536)
  for (const char of chars) {
    const sound = index.soundOf(char)
    if (sound !== undefined) marks[sound] = 1
  }
  const { pool, starts } = index
  const needs = Array.from({ length: 128 }, (_, length) => needed(length))
  const found: number[] = []
  for (let core = 0, last = starts.length - 1; core < last; core++) {
    const from = starts[core] ?? 0
    const to = starts[core + 1] ?? 0
    let shared = 0
    for (let p = from; p < to; p++) shared += marks[pool[p] ?? 0] ?? 0
    if (shared >= (needs[to - from] ?? to - from)) found.push(core)
  }
  return found
}

/** Core keys within forgiving distance of a whole folded query. */
export function nearKeys(index: NameIndex, query: string): NearKey[] {
  const chars = [...query]
  const sharing = keysSharing(index, chars, length =>
    Math.abs(length - chars.length) > 2 ? 256 : Math.max(1, length - Math.floor(allowedDistance(length))),
  )
  return sharing.flatMap(core => {
    const key = index.keys[index.cores[core] ?? 0] ?? ''
    const distance = nameDistance(query, key)
    const isNear =
      distance <= allowedDistance(Math.max(key.length, chars.length)) && sharesBrand(index, core, key, query)
    return isNear ? [{ core, key, distance }] : []
  })
}

/** Near is not enough when only the trade agrees: 恒达科技 is not 金龙科技. Half of what is its own must be there. */
export function sharesBrand(index: NameIndex, core: number, key: string, text: string): boolean {
  const brand = index.brands[core] ?? 0
  if (brand === 0) return false
  const sounds = new Set([...text].map(char => index.soundOf(char)))
  const own = [...key.slice(0, brand)]
  const there = own.filter(char => sounds.has(index.soundOf(char))).length
  return there * 2 >= own.length
}

/** How sure a near miss makes us; a homophone in four characters 0.93, a plainly wrong one 0.70. */
export function nearScore(distance: number, length: number): number {
  return Math.max(0, 0.95 - distance / Math.max(length, 1))
}
