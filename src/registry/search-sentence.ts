import { placeAtEnd } from '../lib/names.ts'
import { cleanUscc, isUsccShaped } from '../lib/uscc.ts'
import { type Mention, mentionOf, type Spot, spotsOf } from './mention.ts'
import { BRAND, type Key, type NameIndex } from './name-index.ts'
import { nearMention, ONE_SLIP } from './near-mention.ts'
import { addCodes } from './search-codes.ts'
import { searchNames } from './search-names.ts'
import { type Candidate, ranked, score, type Tally } from './tally.ts'

const LONGEST_NAME = 30
const CODE_LENGTH = 18
const MOST_CANDIDATES = 5
/** A name shorter than this may be the beginning of a longer one with a slip in it: 瑞达 of 瑞达电原. */
const WHOLE_NAME = 4
/** A latin word that fits a name less well than this is a word. */
const LATIN_NAME = 0.5
/** Latin words of office chat that are nobody's initials. */
const NOT_INITIALS =
  /^(ok|ai|kw|kwh|kva|pdf|csv|app|ppt|word|excel|xlsx?|docx?|wifi|ip|id|gdp|vip|ppi|ppp|ps|qq|wx|hy|rmb|bug|job|help)$/
/** What is counted, behind a number that might be a name (二七二). */
const UNIT = /^[年月日号点时分秒天周季度个家万亿千百十元块吨亩平方米件条项人次户台套%]/

/** Every enterprise named in a sentence, in order of appearance; at no place two. */
export function mentionsIn(index: NameIndex, text: string): Mention[] {
  const spots = spotsOf(text)
  const found = [
    ...codeMentions(index, text),
    ...exactMentions(index, text, spots),
    ...latinMentions(index, text),
  ]
  if (found.every(({ matchedText }) => [...matchedText].length < WHOLE_NAME)) {
    const near = nearMention(index, text, spots)
    const inside = found.filter(
      ({ start, end }) => near && near.mention.start <= start && end <= near.mention.end,
    )
    const isLonger = inside.some(
      ({ start, end }) => near && near.mention.end - near.mention.start > end - start,
    )
    if (near && (found.length === 0 || (isLonger && near.cost < ONE_SLIP))) {
      return [...found.filter(mention => !inside.includes(mention)), near.mention].sort(
        (a, b) => a.start - b.start,
      )
    }
  }
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((mention, i, all) => all.slice(0, i).every(other => other.end <= mention.start))
}

/** Names said letter by letter, the longest first. */
function exactMentions(index: NameIndex, text: string, spots: readonly Spot[]): Mention[] {
  const all = spots.map(({ char }) => char).join('')
  const taken = new Uint8Array(spots.length)
  const places: { from: number; to: number; keys: readonly Key[] }[] = []
  for (let from = 0; from + 2 <= all.length; from++) {
    const longest = Math.min(LONGEST_NAME, index.longestFrom(all.slice(from, from + 2)), all.length - from)
    for (let length = longest; length >= 2; length--) {
      const keys = index.exact.get(all.slice(from, from + length))
      if (keys && !cutsWord(spots, from, from + length)) places.push({ from, to: from + length, keys })
    }
  }
  const found: Mention[] = []
  for (const { from, to, keys } of places.sort(
    (a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from,
  )) {
    const [first, last] = [spots[from], spots[to - 1]]
    if (taken[from] || taken[to - 1] || !first || !last) continue
    taken.fill(1, from, to)
    // 衡东的鑫源机械: which of several firms of one name is meant.
    const place = keys.length > 1 ? placeAtEnd(all.slice(0, from)) : ''
    const start = place ? spots[from - place.length] : undefined
    const candidates = start
      ? searchNames(index, place.replace(/的$/, '') + all.slice(from, to), MOST_CANDIDATES)
      : candidatesOf(index, all.slice(from, to), keys)
    found.push(mentionOf(text, start ?? first, last, candidates, !start))
  }
  return found
}

function candidatesOf(index: NameIndex, name: string, keys: readonly Key[]): Candidate[] {
  if (keys.every(({ certainty }) => certainty === BRAND)) return searchNames(index, name, MOST_CANDIDATES)
  const tally: Tally = new Map()
  for (const { firm, kind, certainty } of keys) score(tally, firm, certainty, kind)
  return ranked(index, tally, MOST_CANDIDATES)
}

/** A latin name found inside a longer latin word or number is none; nor is a number of something. */
function cutsWord(spots: readonly Spot[], from: number, to: number): boolean {
  const isJoined = (a: Spot | undefined, b: Spot | undefined) =>
    a !== undefined && b !== undefined && a.isLatin && b.isLatin && a.end === b.at
  if (isJoined(spots[from - 1], spots[from]) || isJoined(spots[to - 1], spots[to])) return true
  const isNumber = spots.slice(from, to).every(({ char }) => /\d/.test(char))
  return (
    isNumber && (UNIT.test(spots[to]?.char ?? '') || /\d/.test(spots[from - 1]?.char ?? '') || to - from < 3)
  )
}

function codeMentions(index: NameIndex, text: string): Mention[] {
  return [...text.matchAll(/(?<![0-9A-Za-z])[0-9A-Za-z]{8,20}(?![0-9A-Za-z])/g)].flatMap(match => {
    // Behind a code there may be a month: 91430400DEM000014F10月.
    const code = cleanUscc(match[0]).slice(0, CODE_LENGTH)
    const isWhole = code.length === CODE_LENGTH && isUsccShaped(code)
    // Eleven bare digits are a telephone number, fewer a date: only a piece with both letters and digits is looked up.
    const isPiece =
      match[0].length < CODE_LENGTH && /\d/.test(code) && /[A-Z]/.test(code) && !/^HY\d+$/.test(code)
    if (!isWhole && !isPiece) return []
    const tally: Tally = new Map()
    addCodes(index, tally, code)
    const candidates = ranked(index, tally, MOST_CANDIDATES)
    if (candidates.length === 0) return []
    const isExact = isWhole && candidates[0]?.score === 1
    const end = match.index + code.length
    return [
      mentionOf(text, { at: match.index }, { end }, isExact ? candidates.slice(0, 1) : candidates, isExact),
    ]
  })
}

/** Pinyin (`hengbian`) and initials standing alone among characters; a whole word only. */
function latinMentions(index: NameIndex, text: string): Mention[] {
  return [...text.matchAll(/(?<![0-9A-Za-z_@])[A-Za-z]{2,30}(?![0-9A-Za-z_])/g)].flatMap(match => {
    const word = match[0].toLowerCase()
    if (NOT_INITIALS.test(word)) return []
    const candidates = searchNames(index, word, MOST_CANDIDATES)
    return (candidates[0]?.score ?? 0) < LATIN_NAME ? [] : [wordMention(text, match, candidates, false)]
  })
}

function wordMention(
  text: string,
  match: RegExpExecArray,
  candidates: Candidate[],
  isExact: boolean,
): Mention {
  return mentionOf(text, { at: match.index }, { end: match.index + match[0].length }, candidates, isExact)
}
