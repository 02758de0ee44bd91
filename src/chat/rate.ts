import Big from 'big.js'

const DIGITS = '零一二三四五六七八九'
const NUMBER = `(\\d+(?:\\.\\d+)?|[${DIGITS}两十](?:点[${DIGITS}]+)?)`

/** Each way of writing a rate; what stands behind the unit is a tenth of it (四厘二 is 4.2). */
const FORMS: RegExp[] = [
  new RegExp(`百分之${NUMBER}`, 'g'),
  new RegExp(`${NUMBER}\\s*%`, 'g'),
  new RegExp(`${NUMBER}\\s*个(?:百分)?点([\\d${DIGITS}](?![\\d${DIGITS}.]))?`, 'g'),
  new RegExp(`${NUMBER}\\s*厘([\\d${DIGITS}](?![\\d${DIGITS}.]))?`, 'g'),
  new RegExp(
    `(?:利率|年化|年息|月息)(?:[是为约:]|\\s){0,2}${NUMBER}(?![\\d.]*\\s*(?:[万亿个元年月家厘%wW]))`,
    'g',
  ),
  new RegExp(`(?<![\\d.])${NUMBER}的(?:年|月)?(?:利率|利息|息)`, 'g'),
]
/** A percentage of something that grew is no rate. */
const OF_GROWTH = /[增涨降升占跌][^\s,，。]{0,3}$/
const HIGHEST_PERCENT = 36

/** A yearly rate of interest somebody names, in percent, and where: `4.2%`, `4.2个点`, `年息四厘二`, `月息三厘五`. */
export function findRate(text: string): { percent: number; start: number; end: number } | null {
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const { index, 0: words, 1: number = '', 2: tenth } = match
      const before = text.slice(0, index)
      if (OF_GROWTH.test(before)) continue
      const isMonthly = /月(息|利率?)[^年]{0,3}$/.test(before) || words.startsWith('月息')
      const value = readNumber(number).plus(tenth ? readNumber(tenth).div(10) : 0)
      const inPercent = words.includes('厘') && isMonthly ? value.div(10) : value
      const percent = isMonthly ? inPercent.times(12) : inPercent
      if (percent.gt(0) && percent.lte(HIGHEST_PERCENT))
        return { percent: Number(percent), start: index, end: index + words.length }
    }
  }
  return null
}

function readNumber(words: string): Big {
  if (/\d/.test(words)) return new Big(words)
  const [whole = '', decimals] = words.split('点').map(part => [...part].map(digitOf).join(''))
  return new Big(decimals ? `${whole}.${decimals}` : whole)
}

const digitOf = (char: string) => (char === '两' ? '2' : char === '十' ? '10' : String(DIGITS.indexOf(char)))
