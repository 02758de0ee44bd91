import { coreName, foldName, partsOf } from '../lib/names.ts'
import { syllablesOf } from '../lib/pinyin.ts'
import type { NameIndex } from './name-index.ts'
import { score, type Tally } from './tally.ts'

/** Firms by the initials of a name they go by, and those initials in order. */
interface Initials {
  firms: Map<string, number[]>
  sorted: string[]
}

/** Two letters fit many by chance, more fit fewer. */
const WHOLE = [0, 0, 0.72, 0.78, 0.8]
const BEGUN = 0.45
const MOST_BEGUN = 40

/** Firms whose names have these initials (`jbdg`), or begin with them. */
export function addInitials(index: NameIndex, tally: Tally, letters: string): void {
  if (letters.length < 2 || letters.length > 24) return
  const { firms, sorted } = initialsOf(index)
  for (const firm of firms.get(letters) ?? []) score(tally, firm, WHOLE[Math.min(4, letters.length)] ?? 0, 'initials')
  if (letters.length < 3) return
  let added = 0
  for (let i = firstFrom(sorted, letters); i < sorted.length && sorted[i]?.startsWith(letters); i++) {
    const whole = sorted[i] ?? ''
    for (const firm of firms.get(whole) ?? []) {
      if (whole !== letters) score(tally, firm, BEGUN + (0.25 * letters.length) / whole.length, 'initials')
      if (added++ > MOST_BEGUN) return
    }
  }
}

const kept: object = {}

/** Read on first use: most people type characters. */
export function initialsOf(index: NameIndex): Initials {
  const known = index.memory.get(kept) as Initials | undefined
  if (known) return known
  const firms = new Map<string, number[]>()
  index.firms.forEach(({ name, shortName, aliases }, number) => {
    const texts = [name, shortName, ...aliases].flatMap(text => {
      const folded = foldName(text)
      const formless = partsOf(folded).flatMap(({ part, text: piece }) => (part === 'form' ? [] : [piece])).join('')
      return [folded, formless, coreName(folded)]
    })
    for (const text of new Set(texts)) {
      const letters = syllablesOf(text).map(syllable => syllable.charAt(0)).join('')
      const same = firms.get(letters)
      if (!same) firms.set(letters, [number])
      else if (same.at(-1) !== number) same.push(number)
    }
  })
  const made = { firms, sorted: [...firms.keys()].sort() }
  index.memory.set(kept, made)
  return made
}

/** The first place in a sorted list that is not before a text. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
