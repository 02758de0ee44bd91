import { parseMoney } from '../lib/money.ts'
import { findRate } from './rate.ts'

/** What is said of a loan for equipment; amounts in 万元, the rate in percent a year. */
export interface Loan {
  loan_wan?: number
  rate_pct?: number
  /** Interest paid in twelve months. */
  interest_wan?: number
  /** Spent on the equipment bought. */
  equipment_wan?: number
  /** 上年度设备投资, which the threshold is about. */
  equipment_investment_wan?: number
  /** Subsidy already granted this year. */
  granted_wan?: number
}
export type LoanPart = Exclude<keyof Loan, 'rate_pct'>

/** Loans are spoken of in other matters too (`贷款下不来 还差1500万`): only these words make an amount part of one. */
const ABOUT_SUBSIDY = /贴息|贴补|补贴|[能可]补|补(?:多少|好多|几)|利率|年息|年利|年化|月息|利息/
/** Said with a rate, a loan is one of those whatever else is said. */
const BORROWED = /贷|借/

const PARTS: [RegExp, LoanPart][] = [
  [/设备(?:投资|(?:只|才|一共|总共|去年)?投(?:了|入)?)|技改投资/, 'equipment_investment_wan'],
  [/已经?(补|获|拿|领|贴)|(补|贴|拿|领)过/, 'granted_wan'],
  [/利息|付息/, 'interest_wan'],
  [/设备|机器|生产线/, 'equipment_wan'],
  [/贷款|本金|贷了?|借款?/, 'loan_wan'],
]

const AMOUNT =
  /(?:\d[\d,.]*|[零一二两三四五六七八九十百千]+)(?:个|多|来)*(?:亿|千万|百万|万|w|W)(?:\d+(?:\.\d+)?)?(?:元|块)?/g
/** What a text says of an equipment loan and its subsidy; empty where it is about something else. */
export function loanIn(text: string): Loan {
  const rate = findRate(text)
  if (!ABOUT_SUBSIDY.test(text) && !(rate && BORROWED.test(text))) return {}
  const loan: Loan = {}
  if (rate) loan.rate_pct = rate.percent
  // 500万4个点: what belongs to the rate is no part of the amount before it.
  const plain = rate
    ? text.slice(0, rate.start) + ' '.repeat(rate.end - rate.start) + text.slice(rate.end)
    : text
  const amounts = [...plain.matchAll(AMOUNT)]
  amounts.forEach((found, i) => {
    const amount = parseMoney(found[0])
    if (!amount) return
    const end = found.index + found[0].length
    const before = plain.slice(amountEnd(amounts[i - 1]), found.index)
    const after = plain.slice(end, Math.min(end + 5, amounts[i + 1]?.index ?? plain.length))
    const part = lastPart(before) ?? firstPart(after)
    if (part && loan[part] === undefined) loan[part] = Number(amount)
  })
  return loan
}

const amountEnd = (match: RegExpMatchArray | undefined) =>
  match?.index === undefined ? 0 : match.index + match[0].length

/** The part named last before an amount. */
const lastPart = (words: string): LoanPart | null =>
  partsIn(words).sort((a, b) => b.end - a.end)[0]?.part ?? null

/** The part named first after an amount. */
const firstPart = (words: string): LoanPart | null =>
  partsIn(words).sort((a, b) => a.start - b.start)[0]?.part ?? null

const partsIn = (words: string) =>
  PARTS.flatMap(([pattern, part]) =>
    [...words.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: said }) => ({
      part,
      start: index,
      end: index + said.length,
    })),
  )
