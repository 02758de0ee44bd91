import type Big from 'big.js'
import { parseMoney } from '../../lib/money.ts'
import { INDICATORS, type Indicator } from '../indicators.ts'

/** An amount of an indicator as it was said; in the indicator's unit. */
export interface SaidFigure {
  indicator: Indicator
  amount: Big
}

/** `10月产值报错了 是1206不是1260`: what stood, where it was said, and what should stand. */
export interface SaidCorrection {
  indicator: Indicator | null
  before: Big | null
  after: Big
}

/** Words for indicators, the longest first, so that 主营业务收入 is not read as 收入. */
const WORDS = (Object.entries(INDICATORS) as [Indicator, (typeof INDICATORS)[Indicator]][])
  .flatMap(([id, { title, heading, aliases }]) =>
    [...new Set([title, heading, ...aliases])].map(word => ({ id, word })),
  )
  .sort((a, b) => b.word.length - a.word.length)

const NUMBER =
  '[-负]?(?:\\d[\\d,，]*(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千]+)\\s*(?:个|多|来)*\\s*' +
  '(?:亿(?:\\d+(?:\\.\\d+)?)?|千万|百万|万千瓦时|千瓦时|万度|万|度|[wW])?\\s*(?:元|块|人|名|个人)?'
/** What may stand between an indicator and its amount: 产值是…, 税交了…, 用工共…. */
const BETWEEN =
  '(?:[:：,，\\s]|金额?|总?额|数|是|为|有|约|共|计|大概|大约|交了?|缴了?|报|完成|达到?|做了?|到了?){0,4}'
const PAIR = new RegExp(`(${WORDS.map(({ word }) => word).join('|')})${BETWEEN}(${NUMBER})`, 'g')

/** Every indicator named with its amount, in order; of one named twice the last counts. */
export function figuresIn(text: string): SaidFigure[] {
  const found = new Map<Indicator, SaidFigure>()
  for (const [, word = '', number = ''] of text.normalize('NFKC').matchAll(PAIR)) {
    const id = indicatorIn(word)
    const amount = id && amountOf(id, number)
    if (!id || !amount) continue
    found.delete(id)
    found.set(id, { indicator: id, amount })
  }
  return [...found.values()]
}

const CORRECTIONS: readonly [pattern: RegExp, before: number, after: number][] = [
  [new RegExp(`不是\\s*(${NUMBER})[\\s,，]*(?:应该?)?(?:是|为)\\s*(${NUMBER})`), 1, 2],
  [new RegExp(`(?:应该?)?(?:是|为)\\s*(${NUMBER})[\\s,，]*(?:而)?不是\\s*(${NUMBER})`), 2, 1],
  [new RegExp(`(${NUMBER})\\s*(?:写|填|报|录)错了?[\\s,，]*(?:应该?)?(?:是|为)\\s*(${NUMBER})`), 1, 2],
  [new RegExp(`[由从把]\\s*(${NUMBER})\\s*(?:改|更正|调整)[成为到]\\s*(${NUMBER})`), 1, 2],
  [new RegExp(`(?:改|更正|调整)[成为到]\\s*(${NUMBER})`), 0, 1],
  [new RegExp(`(?:应该|应当|实际)(?:是|为)\\s*(${NUMBER})`), 0, 1],
]

/** A correction of one amount; null when the text names no new one. */
export function correctionIn(text: string): SaidCorrection | null {
  const clean = text.normalize('NFKC')
  const named = WORDS.find(({ word }) => clean.includes(word))?.id ?? null
  const unit = named ?? 'output'
  for (const [pattern, before, after] of CORRECTIONS) {
    const match = pattern.exec(clean)
    const amount = match && amountOf(unit, match[after] ?? '')
    if (!amount) continue
    const old = before > 0 ? amountOf(unit, match[before] ?? '') : null
    return { indicator: named, before: old, after: amount }
  }
  const [only, other] = figuresIn(clean)
  return only && !other ? { indicator: only.indicator, before: null, after: only.amount } : null
}

const indicatorIn = (word: string) => WORDS.find(one => one.word === word)?.id

/** A number with its unit as the indicator counts; a bare one is in that unit already. */
function amountOf(indicator: Indicator, words: string): Big | null {
  const plain = words.replace(/[\s,，]/g, '')
  switch (INDICATORS[indicator].unit) {
    case '万元':
      return /[人名度时]/.test(plain) ? null : parseMoney(plain)
    case '万千瓦时': {
      const bare = parseMoney(plain.replace(/千瓦时|度/g, ''))
      if (!bare || /[元块人名]/.test(plain)) return null
      return /千瓦时|度/.test(plain) && !/万|亿|w/i.test(plain) ? bare.div(10_000) : bare
    }
    case '人': {
      const bare = parseMoney(plain.replace(/个?人|名/g, ''))
      if (!bare || /[元块度时]/.test(plain)) return null
      return /万|亿|w/i.test(plain) ? bare.times(10_000) : bare
    }
  }
}

/** An amount as a form hands it in: a number, with or without its unit. Null when it is none. */
export const readAmount = (indicator: Indicator, words: string): Big | null =>
  amountOf(indicator, words.normalize('NFKC'))
