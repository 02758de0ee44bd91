import { parseMoney } from '../lib/money.ts'
import { dayOf } from '../lib/time.ts'
import { findPeriod } from '../registry/find-period.ts'
import { isSure, type Mention } from '../registry/resolve.ts'
import { type Loan, loanIn } from './loan.ts'
import { MASKS, maskRest } from './masks.ts'
import { findRate } from './rate.ts'
import { topicsIn } from './topics.ts'

/** What was found in a text. Names and units follow the product's outside contract: `_wan` is 万元. */
export interface Slots extends Loan {
  text: string
  /** Short name, or `$self` for the speaker's own. */
  enterprise?: string
  uscc?: string
  /** Several enterprises of nearly the same name: somebody must choose. */
  candidates?: { uscc: string; name: string }[]
  /** The known name, when what was typed is a misspelling of it. */
  normalized_from?: string
  metrics?: string[]
  /** `2022`, `2023-10`, `2023M01-10`. */
  period?: string
  /** What of the policies it is about, and the rule that holds it. */
  topic?: string
  rule?: string
  /** Full number or its last four digits. */
  case_no?: string
  /** The text without the case number. */
  note?: string
  rating?: string
  amount_wan?: number
  facts?: Record<string, number>
}

/** Words for indicators, longest first, with the name the registry uses. */
export const METRICS: readonly [RegExp, string][] = [
  [/主营业务收入|主营收入|主营/, '主营业务收入'],
  [/工业总产值|工业产值|总产值|产值/, '工业产值'],
  [/实缴税金|纳税|税收|税金|交税|缴税|税额/, '实缴税金'],
  [/营业收入|营收|销售收入|销售额/, '营业收入'],
  [/设备投资/, '设备投资'],
  [/投资额|完成投资|新增投资/, '投资'],
]

const CASE_FULL = /HY\d{8}-?\d{4,5}/i
/** A tail: four digits with a leading zero anywhere, or any four digits that open the text and are not a year. */
const CASE_TAIL = /(?<![\d.-])0\d{3}(?![\d.万亿元年%％])|^(?!20\d\d年?)\d{4}(?![\d.万亿元年月%％])/

/** Undoes what input methods and platforms add: full-width forms, mention placeholders, odd spaces, usual slips. */
export function cleanText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/@_(user_\d+|all)\s*/g, '')
    .replace(/@倍增助手\s*/g, '')
    .replace(/台帐/g, '台账')
    .replace(/入轨/g, '入规')
    .replace(/贴习/g, '贴息')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Finds the slots of a cleaned text, and the text with them masked, for the classifier. */
export function extractSlots(
  text: string,
  { now, mentions }: { now: Date; mentions: readonly Mention[] },
): { slots: Slots; masked: string } {
  const slots: Slots = { text }
  let masked = text
  if (mentions[0]) readMention(slots, mentions[0])
  for (const { start, end } of [...mentions].reverse())
    masked = masked.slice(0, start) + MASKS.enterprise + masked.slice(end)
  const caseNo = masked.match(CASE_FULL)?.[0] ?? masked.match(CASE_TAIL)?.[0]
  if (caseNo) {
    slots.case_no = caseNo.toUpperCase()
    slots.note = text
      .replace(caseNo, '')
      .replace(/^[\s,，。:：]+/, '')
      .trim()
    masked = masked.replace(caseNo, MASKS.caseNo)
  }
  const period = findPeriod(masked, dayOf(now))
  if (period) {
    slots.period = period.period
    masked = masked.slice(0, period.start) + MASKS.period + masked.slice(period.end)
  }
  const metrics = METRICS.filter(([words]) => words.test(text)).map(([, name]) => name)
  if (metrics.length > 0) slots.metrics = metrics
  const [topic] = topicsIn(text)
  if (topic) {
    slots.topic = topic.name
    const [rule] = topic.rules
    if (rule) slots.rule = rule
  }
  const rating = masked.match(/不满意|基本满意|很?满意/)?.[0]
  if (rating) slots.rating = rating === '很满意' ? '满意' : rating
  const loan = loanIn(text)
  if (Object.keys(loan).length === 0) return { slots, masked: maskRest(maskAmounts(masked, slots)) }
  Object.assign(slots, loan)
  const rate = findRate(masked)
  const plain = rate ? masked.slice(0, rate.start) + MASKS.rate + masked.slice(rate.end) : masked
  return { slots, masked: maskRest(plain.replace(new RegExp(AMOUNT, 'g'), MASKS.amount)) }
}

/** An amount next to an indicator is what the firm supposes of itself (`9800万产值`); alone it is only an amount. */
const AMOUNT =
  /(?:\d[\d,.]*|[零一二两三四五六七八九十百千]+)(?:个|多|来)*(?:亿|千万|百万|万|w|W)(?:\d+(?:\.\d+)?)?(?:元|块)?/
const SUPPOSED: [RegExp, string][] = [
  [/产值/, 'output_y'],
  [/税/, 'tax_y'],
  [/营收|收入/, 'revenue_y'],
  [/投资/, 'new_investment_y'],
]

function maskAmounts(masked: string, slots: Slots): string {
  const found = masked.match(AMOUNT)
  if (!found || found.index === undefined) return masked
  const amount = parseMoney(found[0])
  if (!amount) return masked
  slots.amount_wan = Number(amount)
  const around =
    masked.slice(Math.max(0, found.index - 4), found.index) +
    masked.slice(found.index + found[0].length, found.index + found[0].length + 3)
  const fact = SUPPOSED.find(([words]) => words.test(around))?.[1]
  if (fact) slots.facts = { [fact]: Number(amount) }
  return masked.replace(found[0], MASKS.amount)
}

function readMention(slots: Slots, mention: Mention): void {
  const [first] = mention.candidates
  if (!first) return
  if (!mention.exact && !isSure(mention.candidates)) {
    slots.candidates = mention.candidates.slice(0, 3).map(({ uscc, name }) => ({ uscc, name }))
    return
  }
  slots.uscc = first.uscc
  slots.enterprise = first.shortName
  if (!mention.exact) slots.normalized_from = mention.matchedText
}

/** Masks an example of a command as its texts will be masked; the enterprise is the part in brackets. */
export function maskExample(example: string): string {
  const start = example.indexOf('[')
  const end = example.indexOf(']')
  const text = example.replace(/[[\]]/g, '')
  const mentions =
    start < 0 ? [] : [{ candidates: [], matchedText: '', start, end: end - 1, exact: true } satisfies Mention]
  return extractSlots(text, { now: new Date(0), mentions }).masked
}
