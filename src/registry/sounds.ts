import { looseSyllable, readingsOf } from '../lib/pinyin.ts'

/**
 * Characters as numbers of their sounds, so that names are compared by looking up small numbers. A sound is a toneless
 * syllable; its *loose* sound is the one it shares with those many people here do not tell from it (zh/z, l/n, ng/n).
 * Filled as characters are met; there are some 400 syllables.
 */
const numbers = new Map<string, number>()
const spelled: string[] = []
const looseOf: number[] = []
/** By UTF-16 code; 0 means not met yet, so sounds are numbered from 1. */
const usual = new Uint16Array(65_536)
const other = new Uint16Array(65_536)

/** The number of a syllable, new or known. */
function soundOf(syllable: string): number {
  const known = numbers.get(syllable)
  if (known !== undefined) return known
  const number = numbers.size + 1
  numbers.set(syllable, number)
  spelled[number] = syllable
  const loose = looseSyllable(syllable)
  looseOf[number] = loose === syllable ? number : soundOf(loose)
  return number
}

/** The usual sound of a character, by its UTF-16 code. */
export function usualSound(code: number): number {
  return usual[code] || read(code)
}

/** Its second sound, the usual one again where it has no other. */
export function otherSound(code: number): number {
  if (usual[code] === 0) read(code)
  return other[code] ?? 0
}

export const looseSound = (sound: number): number => looseOf[sound] ?? 0

/** The letters of a sound. */
export const spelling = (sound: number): string => spelled[sound] ?? ''

/** How many sounds have been met; all numbers are up to it. */
export const soundsMet = (): number => numbers.size

function read(code: number): number {
  const [first = '', second = first] = readingsOf(String.fromCharCode(code))
  usual[code] = soundOf(first)
  other[code] = soundOf(second)
  return usual[code] ?? 0
}
