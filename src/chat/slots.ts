import { dayOf } from '../lib/time.ts'
import { findPeriod } from '../registry/find-period.ts'
import { placeIn } from '../registry/places.ts'
import { isSure, type Mention } from '../registry/resolve.ts'
import { amountsIn } from './amounts-in.ts'
import { type Loan, loanIn } from './loan.ts'
import { MASKS, maskRest } from './masks.ts'
import { findRate } from './rate.ts'
import { type SpokenFacts, spokenFacts } from './spoken-facts.ts'
import { topicsIn } from './topics.ts'

/** An enterprise whose name is near what was typed. */
export interface NearFirm {
  uscc: string
  name: string
  shortName: string
}

/** What was found in a text. Names and units follow the product's outside contract: `_wan` is 万元. */
export interface Slots extends Loan {
  text: string
  /** Short name, or `$self` for the speaker's own. */
  enterprise?: string
  uscc?: string
  /** Several enterprises of nearly the same name: somebody must choose. */
  candidates?: NearFirm[]
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
  /** The amount was only said to be about so much. */
  approx?: boolean
  /** What is supposed or told of a firm: 9800万产值, 税涨95%. */
  facts?: SpokenFacts
  /** A county or a park, by its full name. */
  region?: string
  park?: string
}

/** Words for indicators, longest first, with the name the registry uses. */
export const METRICS: readonly [RegExp, string][] = [
  [/主营业务收入|主营收入|主营/, '主营业务收入'],
  [/工业总产值|工业产值|总产值|产值/, '工业产值'],
  [/实缴税金|纳税|税收|税金|[交缴纳]了?(?:多少|几多|好多)?税|税额/, '实缴税金'],
  [/营业收入|营收|销售收入|销售额/, '营业收入'],
  [/设备投资/, '设备投资'],
  [/投资额|完成投资|新增投资/, '投资'],
]

/** What people say instead of 满意, 基本满意 and 不满意, the worst first. */
const RATINGS: readonly [RegExp, string][] = [
  [/不太?满意|差评|[给打][一1两二2][分星]|[一1两二2]星/, '不满意'],
  [/基本满意|一般般|[给打][三3][分星]|三星/, '基本满意'],
  [/满意(?![度率])|好评|[给打]?[四4五5](?:分|颗?星)(?!钟)/, '满意'],
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
  const place = placeIn(unnamed(text, mentions[0]))
  if (place) slots[place.kind] = place.name
  const metrics = METRICS.filter(([words]) => words.test(text)).map(([, name]) => name)
  if (metrics.length > 0) slots.metrics = metrics
  const [topic] = topicsIn(text)
  if (topic) {
    slots.topic = topic.name
    const [rule] = topic.rules
    if (rule) slots.rule = rule
  }
  const rating = RATINGS.find(([words]) => words.test(text))?.[1]
  if (rating) slots.rating = rating
  const amounts = amountsIn(masked)
  const loan = loanIn(text)
  const isOfLoan = Object.keys(loan).length > 0
  const rate = isOfLoan ? findRate(masked) : null
  if (isOfLoan) Object.assign(slots, loan)
  else {
    const facts = spokenFacts(text, amountsIn(text), dayOf(now))
    if (Object.keys(facts).length > 0) slots.facts = facts
    const [first] = amounts
    if (first) slots.amount_wan = first.wan
    if (first?.isAbout) slots.approx = true
  }
  const spans = [
    ...amounts.map(one => ({ ...one, mask: MASKS.amount })),
    ...(rate ? [{ ...rate, mask: MASKS.rate }] : []),
  ].sort((one, other) => other.start - one.start)
  for (const { start, end, mask } of spans) masked = masked.slice(0, start) + mask + masked.slice(end)
  return { slots, masked: maskRest(masked) }
}

/** The text without an enterprise's name; what stands apart before it, 衡东 机油泵, says where. */
function unnamed(text: string, mention: Mention | undefined): string {
  if (!mention) return text
  const [apart = '', ...rest] = text.slice(mention.start, mention.end).split(/[\s的]/)
  const where = rest.length > 0 ? apart : ''
  return `${text.slice(0, mention.start)} ${where} ${text.slice(mention.end)}`
}

function readMention(slots: Slots, mention: Mention): void {
  const [first] = mention.candidates
  if (!first) return
  if (!mention.exact && !isSure(mention.candidates)) {
    slots.candidates = mention.candidates
      .slice(0, 3)
      .map(({ uscc, name, shortName }) => ({ uscc, name, shortName }))
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
