import { pinyin } from 'pinyin-pro'

/** Characters of names that are read in two ways, as `重庆` and `重工`; the usual reading first. */
const TWO_READINGS: Readonly<Record<string, readonly [string, string]>> = {
  长: ['chang', 'zhang'],
  重: ['zhong', 'chong'],
  行: ['xing', 'hang'],
  乐: ['le', 'yue'],
  朝: ['chao', 'zhao'],
  厦: ['sha', 'xia'],
  单: ['dan', 'shan'],
  曾: ['zeng', 'ceng'],
  盛: ['sheng', 'cheng'],
  晟: ['sheng', 'cheng'],
  藏: ['cang', 'zang'],
  调: ['diao', 'tiao'],
  都: ['du', 'dou'],
  传: ['chuan', 'zhuan'],
  会: ['hui', 'kuai'],
  柏: ['bai', 'bo'],
  泊: ['bo', 'po'],
  石: ['shi', 'dan'],
  大: ['da', 'dai'],
  车: ['che', 'ju'],
  茄: ['qie', 'jia'],
  翟: ['zhai', 'di'],
  尉: ['wei', 'yu'],
  解: ['jie', 'xie'],
  仇: ['chou', 'qiu'],
  壳: ['ke', 'qiao'],
  虹: ['hong', 'jiang'],
  绿: ['lv', 'lu'],
  宿: ['su', 'xiu'],
  澄: ['cheng', 'deng'],
  '1': ['yi', 'yao'],
}
const DIGITS = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu']
const readings = new Map<string, string>()

/** The usual toneless reading of one character; a digit reads as its numeral, a letter as itself. */
export function syllableOf(char: string): string {
  const known = readings.get(char)
  if (known !== undefined) return known
  const reading = /^\d$/.test(char)
    ? (DIGITS[Number(char)] ?? char)
    : (pinyin(char, { toneType: 'none', type: 'array', v: true })[0] ?? char)
  readings.set(char, reading)
  return reading
}

/** All readings of one character that occur in names, the usual one first. */
export function readingsOf(char: string): readonly string[] {
  return TWO_READINGS[char] ?? [syllableOf(char)]
}

/** A syllable with the differences many people here do not hear taken out: zh/z, l/n, -ng/-n. */
export function looseSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[a-z])/, 'l')
    .replace(/(?<=[aei])ng$/, 'n')
}
