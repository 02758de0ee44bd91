import { parseMoney } from '../lib/money.ts'

/** An amount as it stands in a text: `1.05个亿`, `1亿2`, `80多w`, `一百二十万`, `6500元`, `3千万`. */
const AMOUNT =
  '(?:(?:\\d[\\d,.]*|[零一二两三四五六七八九十百千半]+)(?:个|多|来|余|几)*(?:亿|千万|百万|万(?!吨|件|台|人|平|方|辆|套|度|吨|户|次|千瓦)|[wW](?![a-zA-Z]))(?:\\d+(?:\\.\\d+)?|[一二三四五六七八九](?![个家]))?(?:万|千万|百万|千)?(?:元|块钱?)?|\\d[\\d,.]*(?:来|多)?(?:元|块钱?))'

/** Money somebody names, and where. */
export interface FoundAmount {
  /** 万元 */
  wan: number
  /** `五百来万`, `80多w`, `大概3000万`. */
  isAbout: boolean
  start: number
  end: number
}

/** Every amount of money in a text, in order. A bare number is none. */
export function amountsIn(text: string): FoundAmount[] {
  return [...text.matchAll(new RegExp(AMOUNT, 'g'))].flatMap(({ 0: words, index }) => {
    const wan = parseMoney(words)
    if (!wan) return []
    const end = index + words.length
    const around = text.slice(Math.max(0, index - 3), index) + words + text.slice(end, end + 3)
    const isAbout = /大概|大约|约|差不多|左右|上下|多万|来万|[多来余几](?:个?[亿万wW千百])|出头/.test(around)
    return [{ wan: Number(wan), isAbout, start: index, end }]
  })
}
