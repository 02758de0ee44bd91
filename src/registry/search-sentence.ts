import { cleanUscc, isUsccShaped } from '../lib/uscc.ts'
import { type Mention, mentionOf, type Spot, spotsOf } from './mention.ts'
import type { NameIndex } from './name-index.ts'
import { nearMention } from './near-mention.ts'
import { addCodes } from './search-names.ts'
import { type Candidate, ranked, score, type Tally } from './tally.ts'

const LONGEST_NAME = 30
/** Latin words of office chat that are nobody's initials. */
const NOT_INITIALS =
  /^(ok|ai|kw|kwh|kva|pdf|csv|app|ppt|word|excel|xlsx?|docx?|wifi|ip|id|gdp|vip|ppi|ppp|ps|qq|wx|hy|rmb|bug|job|help)$/

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
