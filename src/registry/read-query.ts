import { type Part, partsOf } from '../lib/names.ts'
import { FORM, type NameIndex, OWN, PARTS, PLACE } from './name-index.ts'
import { readPinyin } from './read-pinyin.ts'
import { looseSound, usualSound } from './sounds.ts'

/** One character, or one syllable typed in letters, of a query. */
export interface Token {
  /** UTF-16 code of a character; 0 for pinyin. */
  code: number
  /** What a sound is worth when it stands for this token, 0..1, by number of the sound; null for a character. */
  accepts: Float32Array | null
  /** Loose sounds under which names with it are found. */
  loose: readonly number[]
  /** What it tells, in nats. */
  weight: number
}

/** A query as it is held against names. */
export interface Query {
  tokens: readonly Token[]
  /** Sum of what the tokens tell. */
  weight: number
}

/** Characters of a place and of a legal form tell little, whatever their sounds: everybody has them. */
const PLACE_TELLS = 0.5
const FORM_TELLS = 0.05

/** What a character tells, by its sound and the part of the name it stands in. */
export function tells(index: NameIndex, loose: number, part: number): number {
  if (part === PLACE) return PLACE_TELLS
  return part === FORM ? FORM_TELLS : index.tells(loose)
}

/**
 * How a folded query with digits for numerals may be read: its characters as they are, and latin letters as pinyin in
 * the likeliest ways of dividing them into syllables.
 */
export function readQuery(index: NameIndex, text: string): Query[] {
  const runs = text.match(/[a-z]+|[^a-z]+/g) ?? []
  const literal = weighed(runs.flatMap(run => charTokens(index, run)))
  if (runs.every(run => !/[a-z]{2}/.test(run))) return [literal]
  const spelled = runs.map(run =>
    /[a-z]/.test(run)
      ? readPinyin(index, run)
      : [charTokens(index, run)],
  )
  const most = Math.max(...spelled.map(({ length }) => length))
  const readings = Array.from({ length: most }, (_, way) =>
    weighed(spelled.flatMap(ways => ways[Math.min(way, ways.length - 1)] ?? [])),
  )
  return [literal, ...readings]
}

const weighed = (tokens: Token[]): Query => ({
  tokens,
  weight: tokens.reduce((sum, { weight }) => sum + weight, 0),
})

function charTokens(index: NameIndex, text: string): Token[] {
  const parts = partsOf(text)
  // 衡阳 alone, 机械厂: nothing is its own, so what there is has to tell.
  const isAllCommon = parts.every(({ part }) => part !== 'own')
  return parts.flatMap(({ part, text: piece }) =>
    Array.from({ length: piece.length }, (_, i) => charToken(index, piece.charCodeAt(i), isAllCommon && part === 'place' ? 'own' : part)),
  )
}

function charToken(index: NameIndex, code: number, part: Part): Token {
  const loose = looseSound(usualSound(code))
  const number = PARTS.indexOf(part)
  const isSearched = number === OWN || part === 'trade'
  return { code, accepts: null, loose: isSearched ? [loose] : [], weight: tells(index, loose, number) }
}
