import { CONCEPTS } from './concepts.ts'

/** A notion says as much as two characters that follow each other. */
const CONCEPT = 2
const PLAIN = 1

/**
 * What of a masked text the classifier goes by: characters, pairs of them, how it begins and ends, and the notions in
 * it. Each once, however often it stands there; with a weight.
 */
export function featuresOf(masked: string): Map<string, number> {
  const characters = [
    ...masked
      .toLowerCase()
      .replace(/[\s，。！？、,.!?：:；;~…“”"'（）()/]+/g, ' ')
      .trim(),
  ]
  const found = new Map<string, number>()
  for (const [i, character] of characters.entries()) {
    if (character === ' ') continue
    found.set(character, PLAIN)
    const next = characters[i + 1]
    if (next && next !== ' ') found.set(character + next, PLAIN)
  }
  const [first, last] = [characters[0], characters.at(-1)]
  if (first && last) {
    found.set(`^${first}`, PLAIN)
    found.set(`${last}$`, PLAIN)
  }
  for (const [name, words] of CONCEPTS) if (words.test(masked)) found.set(conceptKey(name), CONCEPT)
  return found
}

const conceptKey = (name: string) => `#${name}`

/** A feature as it is told in the log: the characters, or the notion. */
export const sayFeature = (key: string): string =>
  key.startsWith('#') ? key.slice(1) : `“${key.replace(/[\^$]/, '')}”`
