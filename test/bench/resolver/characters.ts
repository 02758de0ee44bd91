import { pinyin } from 'pinyin-pro'

/** The 3,755 commonest characters (GB 2312, first level), by their usual reading. */
const byReading = new Map<string, string[]>()
const readings = new Map<string, string>()
const decoder = new TextDecoder('gbk')
for (let row = 0xb0; row <= 0xd7; row++) {
  for (let cell = 0xa1; cell <= 0xfe; cell++) {
    const char = decoder.decode(new Uint8Array([row, cell]))
    if (!/^\p{Script=Han}$/u.test(char)) continue
    const reading = readingOf(char)
    byReading.set(reading, [...(byReading.get(reading) ?? []), char])
  }
}

/** Toneless pinyin of one character. */
export function readingOf(char: string): string {
  const known = readings.get(char)
  if (known !== undefined) return known
  const reading = pinyin(char, { toneType: 'none', type: 'array', v: true })[0] ?? char
  readings.set(char, reading)
  return reading
}

/** Common characters of the same sound. */
export function homophonesOf(char: string): string[] {
  return (byReading.get(readingOf(char)) ?? []).filter(other => other !== char)
}

/** Common characters of a sound. */
export function charsOfReading(reading: string): readonly string[] {
  return byReading.get(reading) ?? []
}

/** Any common character. */
export const COMMON: readonly string[] = [...byReading.values()].flat()

/** Pinyin of a text, a syllable an entry, read in context. */
export function spell(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
}
