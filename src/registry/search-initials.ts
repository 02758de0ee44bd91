import { foldName, type Part, partsOf } from '../lib/names.ts'
import type { NameIndex } from './name-index.ts'
import { otherSound, spelling, usualSound } from './sounds.ts'
import { ceilingOf, NAT, score, type Tally } from './tally.ts'

/** Firms by the initials of a name they go by, and those initials in order. */
interface Initials {
  firms: Map<string, number[]>
  sorted: string[]
}

/** An initial is one of some ten, as frequent as they are. */
const INITIAL_TELLS = 2.3
/** What it costs when only the first so many initials were typed, for each left out. */
const UNSAID = 0.5
const MOST_BEGUN = 40

/** Firms whose names have these initials (`jbdg`), or begin with them. */
export function addInitials(index: NameIndex, tally: Tally, letters: string): void {
  if (letters.length < 2 || letters.length > 24) return
  const { firms, sorted } = initialsOf(index)
  const ceiling = ceilingOf(INITIAL_TELLS * letters.length, index.firms.length)
  let added = 0
  for (let i = firstFrom(sorted, letters); i < sorted.length && sorted[i]?.startsWith(letters); i++) {
    const whole = sorted[i] ?? ''
    const points = ceiling - NAT * UNSAID * (whole.length - letters.length)
    for (const firm of firms.get(whole) ?? []) score(tally, firm, points, 'initials')
    added += firms.get(whole)?.length ?? 0
    if (added > MOST_BEGUN) return
  }
}

const kept = new WeakMap<NameIndex, Initials>()

/** Read on first use: most people type characters. */
function initialsOf(index: NameIndex): Initials {
  const known = kept.get(index)
  if (known) return known
  const firms = new Map<string, number[]>()
  index.firms.forEach(({ name, shortName, aliases }, number) => {
    for (const letters of new Set([name, shortName, ...aliases].flatMap(spellings))) {
      const same = firms.get(letters)
      if (same) same.push(number)
      else firms.set(letters, [number])
    }
  })
  const made = { firms, sorted: [...firms.keys()].sort() }
  kept.set(index, made)
  return made
}

/** The initials of a name, of it without its form, and without its places. */
function spellings(name: string): string[] {
  const parts = partsOf(foldName(name))
  const without = (...left: Part[]) =>
    parts.flatMap(({ part, text }) => (left.includes(part) ? [] : [text])).join('')
  return [without(), without('form'), without('form', 'place')].flatMap(text => [
    initials(text, usualSound),
    initials(text, otherSound),
  ])
}

function initials(text: string, soundOf: (code: number) => number): string {
  let letters = ''
  for (let i = 0; i < text.length; i++) letters += spelling(soundOf(text.charCodeAt(i))).charAt(0)
  return letters
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
