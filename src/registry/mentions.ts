import { foldChar, isGenericName } from '../lib/names.ts'
import { nameDistance } from '../lib/near.ts'
import { cleanUscc, isUsccShaped } from '../lib/uscc.ts'
import type { NameIndex } from './name-index.ts'
import { allowedInSentence, keysSharing, nearScore, sharesBrand } from './near-keys.ts'
import { addCodes } from './search-names.ts'
import { type Candidate, ranked, score, type Tally } from './tally.ts'

/** A place in a sentence where an enterprise is named. */
export interface Mention {
  /** Best first; two close scores mean that the speaker has to be asked. */
  candidates: Candidate[]
  matchedText: string
  /** In the sentence as given. */
  start: number
  end: number
  /** It is, letter by letter, a name of exactly one enterprise. */
  exact: boolean
  /** What was typed, when it is not quite a known name. */
  normalizedFrom?: string
}

const LONGEST_NAME = 30
/** Near misses are only looked for in the first part of a text: nobody names an enterprise later than that. */
const NEAR_WITHIN = 240
/** Latin words of office chat that are nobody's initials. */
const NOT_INITIALS =
  /^(ok|ai|kw|kwh|kva|pdf|csv|app|ppt|word|excel|xlsx?|docx?|wifi|ip|id|gdp|vip|ppi|ppp|ps|qq|wx|hy|rmb|bug|job|help)$/

/** One kept character of the sentence and where it stood. */
interface Spot {
  char: string
  at: number
  end: number
}

/** Every enterprise named in a sentence, in order of appearance; at no place two. */
export function mentionsIn(index: NameIndex, text: string): Mention[] {
  const spots = spotsOf(text)
  const taken = new Uint8Array(spots.length)
  const found = [
    ...codeMentions(index, text),
    ...exactMentions(index, text, spots, taken),
    ...latinMentions(index, text),
  ]
  // 瑞达电原: the alias 瑞达 is there to the letter, but more was meant.
  if (found.every(({ matchedText }) => [...matchedText].length <= 3)) {
    const [near] = nearMention(index, text, spots)
    const inside = found.filter(({ start, end }) => near && near.start <= start && end <= near.end)
    if (near && (found.length === 0 || (inside.length > 0 && isSounding(near)))) {
      return [...found.filter(mention => !inside.includes(mention)), near].sort((a, b) => a.start - b.start)
    }
  }
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((mention, i, all) => all.slice(0, i).every(other => other.end <= mention.start))
}

/** Whether a near miss differs in writing only, not in sound. */
function isSounding({ candidates }: Mention): boolean {
  return (candidates[0]?.score ?? 0) >= 0.9
}

/** Characters of a sentence as names are compared; blanks vanish (衡东 机油泵), punctuation stays as a wall. */
function spotsOf(text: string): Spot[] {
  const spots: Spot[] = []
  let at = 0
  for (const original of text) {
    const end = at + original.length
    const folded = foldChar(original)
    if (folded) for (const char of folded) spots.push({ char, at, end })
    else if (!/[\s()（）·"'“”‘’《》「」-]/.test(original)) spots.push({ char: '|', at, end })
    at = end
  }
  return spots
}

function mentionOf(text: string, from: Spot, to: Spot, candidates: Candidate[], isExact: boolean): Mention {
  const [start, end] = [from.at, to.end]
  const matchedText = text.slice(start, end)
  return {
    candidates,
    matchedText,
    start,
    end,
    exact: isExact && candidates.length === 1,
    ...(!isExact && { normalizedFrom: matchedText }),
  }
}

function exactMentions(index: NameIndex, text: string, spots: Spot[], taken: Uint8Array): Mention[] {
  const found: Mention[] = []
  for (let length = Math.min(LONGEST_NAME, spots.length); length >= 2; length--) {
    for (let i = 0; i + length <= spots.length; i++) {
      if (taken[i] || taken[i + length - 1]) continue
      const key = spots.slice(i, i + length).map(({ char }) => char)
      const numbers = index.exact.get(key.join(''))
      const [from, to] = [spots[i], spots[i + length - 1]]
      if (!numbers || !from || !to || cutsWord(spots, i, length)) continue
      const tally: Tally = new Map()
      for (const number of numbers) score(tally, index.owners[number], 1, index.kinds[number] ?? 'name')
      taken.fill(1, i, i + length)
      found.push(mentionOf(text, from, to, ranked(index, tally, 5), true))
    }
  }
  return found
}

/** A latin name found inside a longer latin word or number is none. */
function cutsWord(spots: Spot[], i: number, length: number): boolean {
  const isJoined = (a: Spot | undefined, b: Spot | undefined) =>
    a !== undefined && b !== undefined && /[a-z0-9]/.test(a.char) && /[a-z0-9]/.test(b.char) && a.end === b.at
  return isJoined(spots[i - 1], spots[i]) || isJoined(spots[i + length - 1], spots[i + length])
}

function codeMentions(index: NameIndex, text: string): Mention[] {
  return [...text.matchAll(/(?<![0-9A-Za-z])[0-9A-Za-z]{8,18}(?![0-9A-Za-z])/g)].flatMap(match => {
    const code = cleanUscc(match[0])
    // Eleven bare digits are a telephone number, fewer a date: only a code's mix of both is looked up.
    if (!/\d/.test(code) || !/[A-Z]/.test(code) || (code.length < 18 && /^HY\d+$/.test(code))) return []
    const tally: Tally = new Map()
    addCodes(index, tally, code)
    const candidates = ranked(index, tally, 5)
    const isExact = isUsccShaped(code) && candidates[0]?.score === 1
    const end = match.index + match[0].length
    return candidates.length === 0
      ? []
      : [
          mentionOf(
            text,
            { char: '', at: match.index, end },
            { char: '', at: match.index, end },
            isExact ? candidates.slice(0, 1) : candidates,
            isExact,
          ),
        ]
  })
}

/** Pinyin (`hengbian`) and initials standing alone among characters; a whole word only. */
function latinMentions(index: NameIndex, text: string): Mention[] {
  return [...text.matchAll(/(?<![0-9A-Za-z_@])[A-Za-z]{2,30}(?![0-9A-Za-z_])/g)].flatMap(match => {
    const word = match[0].toLowerCase()
    if (NOT_INITIALS.test(word)) return []
    const tally: Tally = new Map()
    const { spelled, initials } = index.latin()
    const add = (core: number, points: number, matched: Candidate['matched']) =>
      score(tally, index.owners[index.cores[core] ?? 0], points, matched)
    if (word.length >= 5)
      spelled.forEach((spelling, core) => {
        if (spelling === word) add(core, 0.95, 'pinyin')
      })
    if (word.length <= 8) for (const core of initials.get(word) ?? []) add(core, 0.72, 'initials')
    const candidates = ranked(index, tally, 5)
    const end = match.index + match[0].length
    return candidates.length === 0
      ? []
      : [
          mentionOf(
            text,
            { char: '', at: match.index, end },
            { char: '', at: match.index, end },
            candidates,
            false,
          ),
        ]
  })
}

/** The one place that comes nearest to a known name without being it (建涛化工, 瑞达电原). */
function nearMention(index: NameIndex, text: string, spots: Spot[]): Mention[] {
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
