import Big from 'big.js'

/** 1亿元 in 万元. */
const YI = 10_000

const DIGITS: Record<string, number> = Object.fromEntries(
  ['零〇', '一壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((words, value) =>
    [...words].map(word => [word, value]),
  ),
)
const UNITS: Record<string, number> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  k: 1000,
  万: 10_000,
  w: 10_000,
  亿: 100_000_000,
}
const WAN = 10_000
const TOKEN = /\d+(?:\.\d+)?|[零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖半十拾百佰千仟万亿kw]/gy

/**
 * An amount as people type it, in 万元: `1.2亿`, `1亿2`, `1.2个亿`, `80多w`, `3千万`, `一百二十万`, `6500元`. A bare number
 * is 万元 already. Words of approximation are dropped. Null when it is not one clear amount.
 */
export function parseMoney(text: string): Big | null {
  const clean = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,，]/g, '')
    .replace(/^(大约|大概|约|近|超过|超)/, '')
    .replace(/(左右|上下)$/, '')
    .replace(/^[¥￥]/, '')
  const negative = /^[-负]/.test(clean)
  const body = clean.replace(/^[-负]/, '')
  const isCurrency = /(元|块钱?|人民币|rmb)$/.test(body)
  const words = body
    .replace(/(元|块钱?|人民币|rmb)$/, '')
    .replace(/(?<=[\d零〇一二两三四五六七八九十半百千万亿kw])[多来余个把+]+(?=[半十百千万亿kw]|$)/g, '')
  if (words === '' || words.length > 40) return null
  const hasBigUnit = /[万w亿]/.test(words)
  const value = readNumber(words, isCurrency)
  if (value === null) return null
  const inWan = hasBigUnit || isCurrency ? value.div(WAN) : /k$/.test(words) ? null : value
  return inWan && negative ? inWan.neg() : inWan
}

/** A number in Arabic or Chinese figures and units, in its own unit: `1亿2` is 120000000. */
function readNumber(words: string, isExact: boolean): Big | null {
  const tokens = words.match(TOKEN) ?? []
  if (tokens.join('') !== words) return null
  let total = new Big(0)
  let section = new Big(0)
  let number: Big | null = null
  /** The unit just read: a digit after it counts in tenths of it (`1亿2`), unless 零 came between. */
  let last = 0
  let isAfterYi = false
  let lowest = Number.POSITIVE_INFINITY
  for (const token of tokens) {
    const unit = UNITS[token]
    const digit = DIGITS[token]
    if (unit === undefined) {
      if (digit === 0) {
        if (number) return null
        last = 0
        if (tokens.length === 1) number = new Big(0)
        continue
      }
      if (token === '半') {
        number = last > 0 && number === null ? new Big(5) : (number ?? new Big(0)).plus('0.5')
        continue
      }
      if (number) return null
      number = new Big(digit ?? token)
      continue
    }
    if (unit < WAN) {
      if (unit >= lowest) return null
      if (number === null && unit !== 10) return null
      section = section.plus((number ?? new Big(1)).times(unit))
      lowest = unit
    } else {
      const part = section.plus(number ?? 0)
      const isBare = number === null && section.eq(0)
      const isStacked = unit === UNITS.亿 && isBare && total.gt(0)
      if (isBare && !isStacked) return null
      if (unit === UNITS.亿) {
        if (total.gte(UNITS.亿) || (total.gt(0) && !isStacked)) return null
        total = total.plus(part).times(unit)
      } else {
        if (total.mod(UNITS.亿 ?? 1).gt(0)) return null
        total = total.plus(part.times(unit))
      }
      section = new Big(0)
      lowest = Number.POSITIVE_INFINITY
      isAfterYi = unit === UNITS.亿
    }
    number = null
    last = unit
  }
  if (isExact) return total.plus(section).plus(number ?? 0)
  const tail = tailOf(section, number, last, isAfterYi)
  return tail && total.plus(tail)
}

/** What stands behind the last big unit, in 1: `1亿2` and `1亿2千` both say 2千万, `1亿2000` too; `1亿25` says nothing. */
function tailOf(section: Big, number: Big | null, last: number, isAfterYi: boolean): Big | null {
  if (number === null) return isAfterYi ? section.times(WAN) : section
  const isTenth = last > 10 && number.lt(10) && number.eq(number.round(0))
  if (isTenth) {
    const tenths = number.times(last).div(10)
    return isAfterYi && section.gt(0) ? section.plus(tenths).times(WAN) : section.plus(tenths)
  }
  if (isAfterYi) return last > 10 && number.gte(100) && number.lt(YI) ? number.times(WAN) : null
  return last <= 10 ? section.plus(number) : null
}

/** An amount of 万元, every digit of it: `9999.99万元`. For figures held against a threshold. */
export const exactWan = (amount: Big): string => `${amount.toFixed()}万元`

/**
 * An amount of 万元 as bulletins write it: 亿元 with up to two decimals from 1亿 up, whole 万元 below, two decimals
 * where whole ones would hide the amount or turn it into a 1亿 it is not.
 */
export function formatWan(amount: Big): string {
  if (amount.abs().gte(YI)) return `${new Big(amount.div(YI).toFixed(2)).toFixed()}亿元`
  const whole = amount.round(0)
  if (amount.abs().gte(100) && whole.abs().lt(YI)) return `${whole.toFixed()}万元`
  const fine = amount.abs().gte(YI - 1) ? amount : amount.round(2)
  return `${fine.toFixed()}万元`
}
