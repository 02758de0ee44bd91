import { type Part, partsOf } from '../lib/names.ts'
import type { NameIndex } from './name-index.ts'
import { readPinyin } from './read-pinyin.ts'
import { looseSound, usualSound } from './sounds.ts'
import { EXTRA, EXTRA_CITY, EXTRA_PLACE, PLACE_TELLS, type Token } from './token.ts'

/** The same of what is said and unsaid at will: 市, 县, 有限公司. */
const EXTRA_SMALL = 0.1

/** What is said around names and stands in none: 衡东的鑫源机械, 那个机械厂. */
const PARTICLES = new Set('的那这个吗呢吧啊')

/** A character of a legal form tells next to nothing: everybody has one. */
const FORM_TELLS = 0.05

/**
 * How a folded query with digits for numerals may be read: its characters as they are, and latin letters as pinyin in
 * the likeliest ways of dividing them into syllables.
 */
export function readQuery(index: NameIndex, text: string): Token[][] {
  const runs = text.match(/[a-z]+|[^a-z]+/g) ?? []
  const literal = runs.flatMap(run => charTokens(index, run))
  if (runs.every(run => !/[a-z]{2}/.test(run))) return [literal]
  const spelled = runs.map(run => (/[a-z]/.test(run) ? readPinyin(index, run) : [charTokens(index, run)]))
  const most = Math.max(...spelled.map(({ length }) => length))
  const readings = Array.from({ length: most }, (_, way) =>
    spelled.flatMap(ways => ways[Math.min(way, ways.length - 1)] ?? []),
  )
  return [literal, ...readings]
}

/** The characters of a folded text as they are. */
export function charTokens(index: NameIndex, text: string): Token[] {
  const parts = partsOf(text)
  // 衡阳 alone, 机械厂: nothing is its own, so what there is has to tell.
  const isAllCommon = parts.every(({ part }) => part !== 'own')
  return parts.flatMap(({ part, text: piece }) =>
    Array.from({ length: piece.length }, (_, i) =>
      isAllCommon && part === 'place'
        ? charToken(index, piece.charCodeAt(i), 'own')
        : charToken(index, piece.charCodeAt(i), part, cityIn(piece).includes(i)),
    ),
  )
}

/** Where the name of the city or the province stands in a place. */
function cityIn(place: string): number[] {
  return [...place.matchAll(/湖南|衡阳(?!县)/g)].flatMap(({ index }) => [index, index + 1])
}

function charToken(index: NameIndex, code: number, part: Part, isCity = false): Token {
  const loose = looseSound(usualSound(code))
  if (part === 'form' || PARTICLES.has(String.fromCharCode(code)))
    return { code, accepts: null, loose: [], weight: FORM_TELLS, told: FORM_TELLS, extra: EXTRA_SMALL }
  if (part === 'place') {
    const extra = '省市县区'.includes(String.fromCharCode(code))
      ? EXTRA_SMALL
      : isCity
        ? EXTRA_CITY
        : EXTRA_PLACE
    return { code, accepts: null, loose: [], weight: PLACE_TELLS, told: PLACE_TELLS, extra }
  }
  return {
    code,
    accepts: null,
    loose: [loose],
    weight: index.tells(loose),
    told: index.charTells(code),
    extra: EXTRA,
    ...(part === 'trade' && { isTrade: true }),
  }
}
