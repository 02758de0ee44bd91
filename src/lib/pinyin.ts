import { pinyin } from 'pinyin-pro'

/** Characters whose reading depends on the word; only words holding one are worth reading as a whole. */
const DEPENDS = /[长重行乐朝厦单曾仇盛藏调都传会]/
const readings = new Map<string, string>()

/** The usual toneless reading of one character; a letter or digit reads as itself. */
export function syllableOf(char: string): string {
  const known = readings.get(char)
  if (known !== undefined) return known
  const reading = pinyin(char, { toneType: 'none', type: 'array', v: true })[0] ?? char
  readings.set(char, reading)
  return reading
}

/** A syllable with the differences many people here do not hear taken out: zh/z, l/n, -ng/-n. */
export function looseSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[a-z])/, 'l')
    .replace(/(?<=[aei])ng$/, 'n')
}

/** Toneless syllables of a folded name, read in context where a character has several readings. */
export function syllablesOf(name: string): string[] {
  const chars = [...name]
  if (!DEPENDS.test(name)) return chars.map(syllableOf)
  const read = pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
  return read.length === chars.length ? read : chars.map(syllableOf)
}
