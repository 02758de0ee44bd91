import { FORM, PLACE } from './parts.ts'
import { looseSound, otherSound, soundsMet, usualSound } from './sounds.ts'

/** Names of firms and the parts of their characters, as the index keeps them (`name-index.ts`). */
interface Names {
  names: readonly string[]
  firstName: Int32Array
  parts: Uint8Array
  partsFrom: Int32Array
}

/** More numbers than there are sounds. */
const SOUNDS = 65_537
/** Pairs are numbered below 2^24, where numbers are quick; there are some 400 loose sounds. */
const PAIRED = 4096
/** The number of a pair of loose sounds, one after the other. */
export const pairOf = (first: number, second: number) =>
  first < PAIRED && second < PAIRED ? first * PAIRED + second : 0

/** Which firms have a sound in what is their own or their trade's, and which have two after each other. */
export interface Postings {
  /** Firms with loose sound `s` are `pool[starts[s] .. starts[s + 1]]`. */
  starts: Int32Array
  pool: Int32Array
  /** By `pairOf`. */
  pairs: ReadonlyMap<number, readonly number[]>
  /** How often a character occurs, by its UTF-16 code. */
  chars: Int32Array
}

/** Goes through the names of `count` firms, some 5 µs each. */
export function postings(count: number, names: Names): Postings {
  // The sounds are gone through once for the counts, then again to fill in the firms.
  const counts = new Int32Array(SOUNDS)
  const chars = new Int32Array(SOUNDS)
  eachSound(
    count,
    names,
    loose => {
      counts[loose] = (counts[loose] ?? 0) + 1
    },
    () => {},
    code => {
      chars[code] = (chars[code] ?? 0) + 1
    },
  )
  const met = soundsMet()
  const starts = new Int32Array(met + 2)
  for (let sound = 0; sound <= met; sound++) starts[sound + 1] = (starts[sound] ?? 0) + (counts[sound] ?? 0)
  const next = starts.slice()
  const pool = new Int32Array(starts[met + 1] ?? 0)
  const pairs = new Map<number, number[]>()
  eachSound(
    count,
    names,
    (loose, firm) => {
      const at = next[loose] ?? 0
      pool[at] = firm
      next[loose] = at + 1
    },
    (first, second, firm) => {
      const pair = pairOf(first, second)
      const same = pairs.get(pair)
      if (!same) pairs.set(pair, [firm])
      else if (same.at(-1) !== firm) same.push(firm)
    },
  )
  return { starts, pool, pairs, chars }
}

/** Goes through the sounds of what is the firms' own and their trades', and through neighbours among them. */
function eachSound(
  count: number,
  { names, firstName, parts, partsFrom }: Names,
  visit: (loose: number, firm: number) => void,
  visitPair: (first: number, second: number, firm: number) => void = () => {},
  visitChar: (code: number) => void = () => {},
): void {
  const last = new Int32Array(SOUNDS).fill(-1)
  const once = (loose: number, firm: number) => {
    if (last[loose] === firm) return
    last[loose] = firm
    visit(loose, firm)
  }
  for (let firm = 0; firm < count; firm++) {
    for (let name = firstName[firm] ?? 0; name < (firstName[firm + 1] ?? 0); name++) {
      const text = names[name] ?? ''
      const from = partsFrom[name] ?? 0
      let before = 0
      for (let i = 0; i < text.length; i++) {
        const part = parts[from + i]
        if (part === PLACE || part === FORM) continue
        const loose = looseSound(usualSound(text.charCodeAt(i)))
        once(loose, firm)
        once(looseSound(otherSound(text.charCodeAt(i))), firm)
        visitChar(text.charCodeAt(i))
        if (before > 0) visitPair(before, loose, firm)
        before = loose
      }
    }
  }
}
