import { isGenericName } from '../lib/names.ts'
import { nameDistance } from '../lib/near.ts'
import { type Mention, mentionOf, type Spot } from './mention.ts'
import type { NameIndex } from './name-index.ts'
import { allowedInSentence, keysSharing, nearScore, sharesBrand } from './near-keys.ts'
import { ranked, score, type Tally } from './tally.ts'

/** Near misses are only looked for in the first part of a text: nobody names an enterprise later than that. */
const NEAR_WITHIN = 240
/** The one place that comes nearest to a known name without being it (建涛化工, 瑞达电原). */
export function nearMention(index: NameIndex, text: string, spots: Spot[]): Mention[] {
  const near = spots.filter(({ at }) => at < NEAR_WITHIN)
  const chars = near.map(({ char }) => char)
  const places = new Map<
    string,
    { from: number; to: number; hits: { owner: number; points: number; isSound: boolean }[] }
  >()
  const sharing = keysSharing(index, chars, length =>
    length < 3 ? 256 : length - Math.floor(allowedInSentence(length)),
  )
  const positions = positionsOf(index, chars)
  for (const core of sharing) {
    const key = index.keys[index.cores[core] ?? 0] ?? ''
    if (isGenericName(key)) continue
    const best = bestWindow(index, key, chars, positions)
    if (!best || best.distance > allowedInSentence(key.length)) continue
    const typed = chars.slice(best.from, best.to).join('')
    if (!sharesBrand(index, core, key, typed)) continue
    const place = `${best.from}-${best.to}`
    const hit = {
      owner: index.owners[index.cores[core] ?? 0] ?? 0,
      points: nearScore(best.distance, key.length),
      isSound: best.distance < 0.5,
    }
    const known = places.get(place)
    if (known) known.hits.push(hit)
    else places.set(place, { from: best.from, to: best.to, hits: [hit] })
  }
  const topOf = (hits: { points: number }[]) => Math.max(...hits.map(({ points }) => points))
  const bestFirst = [...places.values()].sort(
    (a, b) => topOf(b.hits) - topOf(a.hits) || b.to - b.from - (a.to - a.from),
  )
  const [best] = bestFirst
  if (!best) return []
  const tally: Tally = new Map()
  for (const { from, to, hits } of bestFirst) {
    if (from >= best.to || to <= best.from) continue
    for (const { owner, points, isSound } of hits) score(tally, owner, points, isSound ? 'pinyin' : 'name')
  }
  const [from, to] = [near[best.from], near[best.to - 1]]
  return from && to ? [mentionOf(text, from, to, ranked(index, tally, 5), false)] : []
}

/** Where each loose syllable stands in a sentence. */
function positionsOf(index: NameIndex, chars: readonly string[]): Map<number, number[]> {
  const positions = new Map<number, number[]>()
  chars.forEach((char, i) => {
    const sound = index.soundOf(char)
    if (sound === undefined) return
    const known = positions.get(sound)
    if (known) known.push(i)
    else positions.set(sound, [i])
  })
  return positions
}

/**
 * The stretch of a sentence nearest to a key. Where enough of its syllables line up decides cheaply which stretches
 * are worth measuring.
 */
function bestWindow(
  index: NameIndex,
  key: string,
  chars: readonly string[],
  positions: Map<number, number[]>,
): { from: number; to: number; distance: number } | null {
  const length = key.length
  const lined = new Map<number, number>()
  for (let j = 0; j < length; j++) {
    const sound = index.soundOf(key.charAt(j))
    if (sound === undefined) continue
    for (const i of positions.get(sound) ?? []) lined.set(i - j, (lined.get(i - j) ?? 0) + 1)
  }
  const needed = length - Math.floor(allowedInSentence(length))
  let best: { from: number; to: number; distance: number } | null = null
  for (const [offset, count] of lined) {
    const around = count + Math.max(lined.get(offset - 1) ?? 0, lined.get(offset + 1) ?? 0)
    if (around < needed) continue
    // A lost or added character in a name of four leaves too little to know it by.
    for (const slack of length < 5 ? [0] : [0, -1, 1]) {
      const [from, to] = [offset, offset + length + slack]
      if (from < 0 || to > chars.length || to - from < 2) continue
      const window = chars.slice(from, to).join('')
      if (window.includes('|')) continue
      const distance = nameDistance(window, key)
      if (!best || distance < best.distance) best = { from, to, distance }
    }
  }
  return best
}
