import { foldName, numeralsAsDigits, type Part, partsOf } from '../lib/names.ts'
import { PART_NUMBERS } from './parts.ts'
import { pairOf, postings } from './postings.ts'

/** What the index needs of an enterprise. */
export interface NamedFirm {
  uscc: string
  name: string
  shortName: string
  aliases: readonly string[]
  /** The county it is registered in, 衡东县, which people say whether or not it is in the name. */
  county?: string | null
}

type NameKind = 'name' | 'alias'

/** One name of one firm, letter by letter; *certainty* is how sure it makes when typed just so. */
export interface Key {
  firm: number
  kind: NameKind
  certainty: number
}

/**
 * Every name every firm goes by, ready to be searched in memory: letter by letter (`exact`), by the sounds in it
 * (`firmsOf`), and character by character for those few that come into question (`names`).
 */
export interface NameIndex {
  /** In the order of their codes, whatever order they came in. */
  firms: readonly NamedFirm[]
  exact: ReadonlyMap<string, readonly Key[]>
  /** How long the longest key is that begins with these two characters; 0 where none does. */
  longestFrom(head: string): number
  /** Full names and those aliases that are no part of them; names of firm `f` are `firstName[f] .. firstName[f + 1]`. */
  names: readonly string[]
  kinds: readonly NameKind[]
  firstName: Int32Array
  /** The part each character of name `n` belongs to: `parts[partsFrom[n] + i]`. */
  parts: Uint8Array
  partsFrom: Int32Array
  /** Firms with a loose sound in what is their own or their trade's. */
  firmsOf(loose: number): Int32Array
  /** Firms in which the second loose sound follows the first, places between them left out. */
  firmsOfPair(first: number, second: number): readonly number[]
  /** What a loose sound tells, in nats: the rarer among the firms, the more. */
  tells(loose: number): number
  /** The same of a character, by its UTF-16 code. */
  charTells(code: number): number
}

/** How sure a key makes: the name it goes by; another or former name; one made from those; a brand, which firms share. */
const CERTAIN = 1
const OTHER_NAME = 0.98
const MADE = 0.97
export const BRAND = 0.92

/** How much a sound tells at most, or one typing slip in a rare character would outweigh everything else. */
const MOST_TOLD = 8
const LEAST_TOLD = 0.5
/** Firms are counted as if there were so many more, or the first few of a new registry would tell nothing apart. */
const UNSEEN = 50

/** Builds the index; some 15 µs a firm. */
export function buildNameIndex(unsorted: readonly NamedFirm[]): NameIndex {
  const firms = [...unsorted].sort((a, b) => (a.uscc < b.uscc ? -1 : 1))
  const exact = new Map<string, Key[]>()
  const names: string[] = []
  const kinds: NameKind[] = []
  const firstName = new Int32Array(firms.length + 1)
  const parts: number[] = []
  const partsFrom: number[] = []

  const addName = (folded: string, kind: NameKind) => {
    names.push(numeralsAsDigits(folded))
    kinds.push(kind)
    partsFrom.push(parts.length)
    for (const { part, text } of partsOf(folded)) {
      for (let i = 0; i < text.length; i++) parts.push(PART_NUMBERS[part])
    }
  }
  firms.forEach((firm, number) => {
    for (const [key, kind, certainty] of keysOf(firm)) addKey(exact, key, { firm: number, kind, certainty })
    firstName[number] = names.length
    const full = foldName(firm.name)
    addName(full, 'name')
    const addOther = (text: string, kind: NameKind) => {
      const folded = foldName(text)
      if (folded !== '' && !full.includes(folded)) addName(folded, kind)
    }
    addOther(firm.shortName, 'name')
    for (const alias of firm.aliases) addOther(alias, 'alias')
  })
  firstName[firms.length] = names.length
  const longest = new Map<string, number>()
  for (const key of exact.keys()) {
    const head = key.slice(0, 2)
    if (key.length > (longest.get(head) ?? 0)) longest.set(head, key.length)
  }
  partsFrom.push(parts.length)

  const kept = { names, firstName, parts: Uint8Array.from(parts), partsFrom: Int32Array.from(partsFrom) }
  const { starts, pool, pairs, chars } = postings(firms.length, kept)
  const tellsOf = (having: number) =>
    Math.min(MOST_TOLD, Math.max(LEAST_TOLD, Math.log((firms.length + UNSEEN) / (having + 1))))
  const told = Float64Array.from({ length: starts.length }, (_, sound) =>
    tellsOf((starts[sound + 1] ?? 0) - (starts[sound] ?? 0)),
  )
  return {
    firms,
    exact,
    longestFrom: head => longest.get(head) ?? 0,
    kinds,
    ...kept,
    firmsOf: loose => pool.subarray(starts[loose] ?? pool.length, starts[loose + 1] ?? pool.length),
    firmsOfPair: (first, second) => pairs.get(pairOf(first, second)) ?? [],
    tells: loose => told[loose] ?? tellsOf(0),
    charTells: code => tellsOf(chars[code] ?? 0),
  }
}

/** Names of a firm which, typed letter by letter, mean it. */
function keysOf(firm: NamedFirm): [key: string, kind: NameKind, certainty: number][] {
  const full = foldName(firm.name)
  const short = foldName(firm.shortName)
  const made = keysMadeFrom(full, 'name')
  const isMade = made.some(([key]) => key === short)
  return [
    [full, 'name', CERTAIN],
    // A short name made by the program counts as one of those made here.
    ...(isMade ? [] : [[short, 'name', CERTAIN] as [string, NameKind, number]]),
    ...made,
    ...firm.aliases.map((alias): [string, NameKind, number] => [foldName(alias), 'alias', OTHER_NAME]),
    ...firm.aliases.flatMap(alias => keysMadeFrom(foldName(alias), 'alias')),
  ]
}

/** A name without its form, and without its place where something of its own is left. */
function keysMadeFrom(folded: string, kind: NameKind): [key: string, kind: NameKind, certainty: number][] {
  const parts = partsOf(folded)
  const without = (...left: Part[]) =>
    parts.flatMap(({ part, text }) => (left.includes(part) ? [] : [text])).join('')
  const formless = without('form')
  // With its place in front a name without its form is as good as whole.
  const keys: [string, NameKind, number][] = [[formless, kind, parts[0]?.part === 'place' ? CERTAIN : MADE]]
  if (!parts.some(({ part }) => part === 'own')) return keys
  const certainty = parts.some(({ part }) => part === 'trade') ? CERTAIN : BRAND
  const core = parts[0]?.part === 'place' ? formless.slice(parts[0].text.length) : formless
  return [...keys, [core, kind, certainty], [without('form', 'place'), kind, MADE]]
}

function addKey(exact: Map<string, Key[]>, name: string, key: Key): void {
  if (name.length < 2) return
  const text = numeralsAsDigits(name)
  const same = exact.get(text)
  if (!same) {
    exact.set(text, [key])
    return
  }
  const own = same.find(({ firm }) => firm === key.firm)
  if (!own) same.push(key)
  else if (own.certainty < key.certainty) Object.assign(own, key)
}
