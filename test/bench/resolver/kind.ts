import type { CityFirm } from './city.ts'
import type { Random } from './random.ts'

/** One way in which people do not type the registered name. */
export interface Kind {
  /** For the table, in the words of an official. */
  title: string
  /** What is said of the firm; firms of which the same is said cannot be told apart, and have to be asked about. */
  said(firm: CityFirm): string | null
  /** How it comes out when typed; left out, as it is. Null where the kind does not apply. */
  typed?(said: string, random: Random, firm: CityFirm): string | null
}

/** Replaces one character, chosen among those for which there is a replacement. */
export function replaceOne(
  text: string,
  random: Random,
  otherOf: (char: string) => readonly string[],
): string | null {
  const places = [...text].flatMap((char, at) => {
    const others = otherOf(char)
    return others.length > 0 ? [{ at, others }] : []
  })
  if (places.length === 0) return null
  const { at, others } = random.pick(places)
  return text.slice(0, at) + random.pick(others) + text.slice(at + 1)
}

/** Two neighbours, different from each other, exchanged. */
export function swapOne(text: string, random: Random): string | null {
  const places = [...text.slice(1)].flatMap((char, i) => (char === text[i] ? [] : [i]))
  if (places.length === 0) return null
  const at = random.pick(places)
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}

export function dropOne(text: string, random: Random): string | null {
  if (text.length < 4) return null
  const at = random.below(text.length)
  return text.slice(0, at) + text.slice(at + 1)
}

export function addOne(text: string, random: Random, chars: readonly string[]): string {
  const at = 1 + random.below(text.length - 1)
  return text.slice(0, at) + random.pick(chars) + text.slice(at)
}

export const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, char => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
