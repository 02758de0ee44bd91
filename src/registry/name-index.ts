import { brandLength, coreName, foldName, isGenericName } from '../lib/names.ts'
import { looseSyllable, syllableOf, syllablesOf } from '../lib/pinyin.ts'

/** What the index needs of an enterprise. */
export interface NamedFirm {
  uscc: string
  name: string
  shortName: string
  aliases: readonly string[]
}

type KeyKind = 'name' | 'alias'

/**
 * Every name every firm goes by, ready to be searched in memory. A *key* is one folded name of one firm; `core` keys
 * are what near misses are measured against, the rest only match exactly. Columns instead of objects, because a city
 * has some 100,000 keys.
 */
export interface NameIndex {
  firms: readonly NamedFirm[]
  keys: string[]
  /** Index into `firms` of each key. */
  owners: Int32Array
  kinds: KeyKind[]
  exact: Map<string, number[]>
  /** Key numbers which near misses are looked for in. */
  cores: Int32Array
  /** Loose syllables of core key `c` are `pool[starts[c] .. starts[c + 1]]`. */
  pool: Uint16Array
  starts: Int32Array
  /** Leading characters of each core key which are not its trade's. */
  brands: Uint8Array
  /** Number of a character's loose syllable; characters of no key have none. */
  soundOf(char: string): number | undefined
  /** Pinyin and initials of the keys; read on first use. */
  latin(): LatinKeys
}

interface LatinKeys {
  /** Toneless pinyin without blanks, one to a core key. */
  spelled: string[]
  initials: Map<string, number[]>
}

/** Builds the index; some 6 µs a key. */
export function buildNameIndex(firms: readonly NamedFirm[]): NameIndex {
  const keys: string[] = []
  const owners: number[] = []
  const kinds: KeyKind[] = []
  const cores: number[] = []
  const exact = new Map<string, number[]>()
  const sounds = new Map<string, number>()
  const pool: number[] = []
  const starts: number[] = [0]
  const brands: number[] = []

  const numberOf = (char: string): number => {
    const sound = looseSyllable(syllableOf(char))
    const known = sounds.get(sound)
    if (known !== undefined) return known
    sounds.set(sound, sounds.size)
    return sounds.size - 1
  }
  const add = (owner: number, key: string, kind: KeyKind, isCore: boolean, seen: Set<string>) => {
    if (key.length < 2 || seen.has(key)) return
    seen.add(key)
    const number = keys.push(key) - 1
    owners.push(owner)
    kinds.push(kind)
    const same = exact.get(key)
    if (same) same.push(number)
    else exact.set(key, [number])
    if (!isCore) return
    cores.push(number)
    for (const char of key) pool.push(numberOf(char))
    starts.push(pool.length)
    brands.push(Math.min(255, brandLength(key)))
  }

  firms.forEach((firm, owner) => {
    const seen = new Set<string>()
    const full = foldName(firm.name)
    const core = coreName(full)
    add(owner, foldName(firm.shortName), 'name', true, seen)
    if (!isGenericName(core)) add(owner, core, 'name', true, seen)
    for (const alias of firm.aliases) add(owner, foldName(alias), 'alias', true, seen)
    add(owner, full, 'name', false, seen)
  })

  let latin: LatinKeys | undefined
  return {
    firms,
    keys,
    owners: Int32Array.from(owners),
    kinds,
    exact,
    cores: Int32Array.from(cores),
    pool: Uint16Array.from(pool),
    starts: Int32Array.from(starts),
    brands: Uint8Array.from(brands),
    soundOf: char => sounds.get(looseSyllable(syllableOf(char))),
    latin() {
      latin ??= spellKeys(cores.map(number => keys[number] ?? ''))
      return latin
    },
  }
}

function spellKeys(cores: string[]): LatinKeys {
  const initials = new Map<string, number[]>()
  const spelled = cores.map((key, c) => {
    const syllables = syllablesOf(key)
    const letters = syllables.map(syllable => syllable.charAt(0)).join('')
    const same = initials.get(letters)
    if (same) same.push(c)
    else initials.set(letters, [c])
    return syllables.join('')
  })
  return { spelled, initials }
}
