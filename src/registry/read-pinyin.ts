import type { NameIndex } from './name-index.ts'
import { looseSound, soundsMet, spelling } from './sounds.ts'
import { EXTRA, type Token } from './token.ts'

/** Ways of dividing a run of letters that are followed up; `xian` is 先 and 西安. */
const WAYS = 3
/** Longer runs are nobody's name. */
const LONGEST = 80
/** What a division pays for a lone initial (`jbdg`), an unfinished last syllable (`jinb`), a slip, a stray letter. */
const INITIAL_PAYS = 0.6
const UNFINISHED_PAYS = 0.3
const SLIP_PAYS = 1.3
const STRAY_PAYS = 1
/** Among divisions that pay the same, fewer syllables are likelier. */
const SYLLABLE_PAYS = 0.01
/** What it costs in nats when the name has another sound of the same loose sound, or the syllable was mistyped. */
const LOOSE_COSTS = 2.5
const SLIP_COSTS = 3.5
/** Typed in part: the rest may be anything. */
const BEGUN_COSTS = 1.5
const NEVER = 1e6
/** An initial is one of some twenty: this much it tells, in nats, less what names share anyway. */
const INITIAL_TELLS = 1.5

interface Division {
  pays: number
  tokens: readonly Token[]
}

/** The likeliest ways to read letters as syllables that occur in names, each a list of tokens. */
export function readPinyin(index: NameIndex, letters: string): Token[][] {
  const syllables = syllablesIn(index)
  if (letters.length > LONGEST) return [[]]
  const straight = divide(letters, syllables, false)
  const [best] = straight
  const isClean = best !== undefined && best.pays < INITIAL_PAYS
  if (isClean) return straight.map(({ tokens }) => [...tokens])
  const mistyped = [...divide(letters, syllables, true), ...exchanged(letters, syllables)].sort(byPays)
  return [...straight.slice(0, 1), ...mistyped.slice(0, WAYS)].map(({ tokens }) => [...tokens])
}

/** Stands for two letters having been exchanged: it is found in no name, and costs what a slip costs. */
const SLIP: Token = { code: 0, accepts: new Float32Array(), loose: [], weight: 0, told: 0, extra: SLIP_COSTS }

/** Divisions that come out clean when two neighbouring letters change places, across syllables too. */
function exchanged(letters: string, syllables: Syllables): Division[] {
  return Array.from(letters.slice(1), (letter, i) => {
    const other = letters.slice(0, i) + letter + letters.charAt(i) + letters.slice(i + 2)
    const [best] = other === letters ? [] : divide(other, syllables, false)
    return best
  }).flatMap(best =>
    best && best.pays < INITIAL_PAYS ? [{ pays: best.pays + SLIP_PAYS, tokens: [...best.tokens, SLIP] }] : [],
  )
}

const byPays = (a: Division, b: Division) => a.pays - b.pays

/** All syllables met so far, with the token each makes. */
interface Syllables {
  whole: Map<string, Token>
  /** Tokens of beginnings and initials, made when first typed. */
  begun: Map<string, Token | null>
  /** Syllables by each of their misspellings of one letter. */
  slips: Map<string, Token>
}
const kept = new WeakMap<NameIndex, Syllables>()

function syllablesIn(index: NameIndex): Syllables {
  const known = kept.get(index)
  if (known) return known
  const whole = new Map<string, Token>()
  for (let sound = 1; sound <= soundsMet(); sound++) {
    const letters = spelling(sound)
    if (!/^[a-z]{1,6}$/.test(letters) || !/[aeiouv]/.test(letters)) continue
    const loose = looseSound(sound)
    const accepts = new Float32Array(soundsMet() + 1).fill(NEVER)
    for (let other = 1; other <= soundsMet(); other++)
      if (looseSound(other) === loose) accepts[other] = LOOSE_COSTS
    accepts[sound] = 0
    whole.set(letters, {
      code: 0,
      accepts,
      loose: [loose],
      weight: index.tells(loose),
      told: index.tells(loose),
      extra: EXTRA,
    })
  }
  const made: Syllables = { whole, begun: new Map(), slips: new Map() }
  for (const [letters, token] of whole) {
    if (letters.length < 2) continue
    const slipped = { ...token, accepts: token.accepts?.map(cost => cost + SLIP_COSTS) ?? null }
    for (const slip of misspellings(letters))
      if (!whole.has(slip) && !made.slips.has(slip)) made.slips.set(slip, slipped)
  }
  kept.set(index, made)
  return made
}

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz']

/** One letter lost, doubled or wrong, or two neighbours exchanged; never the first, by which people steer. */
function misspellings(letters: string): string[] {
  const found: string[] = []
  for (let i = 1; i < letters.length; i++) {
    const [before, after] = [letters.slice(0, i), letters.slice(i + 1)]
    if (letters.length > 2) found.push(before + after)
    found.push(before + letters.charAt(i - 1) + letters.slice(i))
    if (i + 1 < letters.length)
      found.push(before + letters.charAt(i + 1) + letters.charAt(i) + letters.slice(i + 2))
    for (const letter of ALPHABET) found.push(before + letter + after)
  }
  return found.filter(slip => slip.length >= 2)
}

/** The cheapest divisions of the letters; slips are only looked for when asked. */
function divide(letters: string, syllables: Syllables, withSlips: boolean): Division[] {
  const best: Division[][] = [[{ pays: 0, tokens: [] }]]
  for (let end = 1; end <= letters.length; end++) {
    const here: Division[] = []
    for (let length = 1; length <= Math.min(7, end); length++) {
      const piece = letters.slice(end - length, end)
      const [pays, token] = tokenOf(piece, syllables, withSlips, end === letters.length)
      if (pays === null) continue
      for (const before of best[end - length] ?? []) {
        here.push({ pays: before.pays + pays, tokens: token ? [...before.tokens, token] : before.tokens })
      }
    }
    best.push(here.sort(byPays).slice(0, WAYS))
  }
  return best[letters.length] ?? []
}

function tokenOf(
  piece: string,
  syllables: Syllables,
  withSlips: boolean,
  isLast: boolean,
): [pays: number | null, token: Token | null] {
  const whole = syllables.whole.get(piece)
  if (whole && piece.length > 1) return [SYLLABLE_PAYS, whole]
  if (/^(?:[zcs]h|[^aiuv])$/.test(piece)) {
    const initial = begun(piece, syllables)
    return initial ? [INITIAL_PAYS, initial] : [STRAY_PAYS, strayLetter(piece)]
  }
  if (piece.length === 1) return [STRAY_PAYS, whole ?? strayLetter(piece)]
  if (isLast && piece.length <= 5) {
    const unfinished = begun(piece, syllables)
    if (unfinished) return [UNFINISHED_PAYS, unfinished]
  }
  const slipped = withSlips && piece.length >= 2 ? syllables.slips.get(piece) : undefined
  return slipped ? [SLIP_PAYS, slipped] : [null, null]
}

/** A letter that is part of no syllable: it fits nothing, and tells that something was mistyped. */
function strayLetter(piece: string): Token {
  return {
    code: piece.charCodeAt(0),
    accepts: null,
    loose: [],
    weight: INITIAL_TELLS,
    told: INITIAL_TELLS,
    extra: EXTRA,
  }
}

/** A token for all syllables beginning with these letters; null when none does. */
function begun(letters: string, { whole, begun: made }: Syllables): Token | null {
  const known = made.get(letters)
  if (known !== undefined) return known
  const accepts = new Float32Array(soundsMet() + 1).fill(NEVER)
  let count = 0
  for (let sound = 1; sound <= soundsMet(); sound++) {
    if (whole.has(spelling(sound)) && spelling(sound).startsWith(letters)) {
      accepts[sound] = BEGUN_COSTS
      count++
    }
  }
  const token =
    count === 0
      ? null
      : { code: 0, accepts, loose: [], weight: INITIAL_TELLS, told: INITIAL_TELLS, extra: EXTRA }
  made.set(letters, token)
  return token
}
