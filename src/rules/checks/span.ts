import Big from 'big.js'

/** One end of what a number may be. */
interface Edge {
  at: Big
  isIncluded: boolean
}

/** The numbers something may be; an end that is null is open. */
export interface Span {
  kind: 'span'
  low: Edge | null
  high: Edge | null
  /** It may also be no number at all: a growth that cannot be compared. */
  mayBeNone: boolean
}

/** The words something may be; `of` null is any word. */
export interface Choice {
  kind: 'choice'
  of: readonly string[] | null
  not: readonly string[]
}

/** What something may be. */
export type Domain = Span | Choice

/** The numbers on one side of a limit; of whole numbers the ends are pulled in to the next one. */
export function spanOf(operator: '>=' | '>' | '<=' | '<', limit: Big, isWhole: boolean): Span {
  const isLow = operator === '>=' || operator === '>'
  const isIncluded = operator === '>=' || operator === '<='
  const edge = isWhole ? pulledIn(limit, isLow, isIncluded) : { at: limit, isIncluded }
  return { kind: 'span', low: isLow ? edge : null, high: isLow ? null : edge, mayBeNone: false }
}

function pulledIn(limit: Big, isLow: boolean, isIncluded: boolean): Edge {
  const whole = limit.round(0, isLow ? Big.roundUp : Big.roundDown)
  const isOnLimit = whole.eq(limit) && !isIncluded
  return { at: isOnLimit ? whole.plus(isLow ? 1 : -1) : whole, isIncluded: true }
}

/** What both allow; null when that is nothing. */
export function both(a: Domain, b: Domain): Domain | null {
  if (a.kind === 'span') return b.kind === 'span' ? bothSpans(a, b) : null
  return b.kind === 'choice' ? bothChoices(a, b) : null
}

function bothSpans(a: Span, b: Span): Span | null {
  const low = tighter(a.low, b.low, 1)
  const high = tighter(a.high, b.high, -1)
  const mayBeNone = a.mayBeNone && b.mayBeNone
  return mayBeNone || !isEmpty(low, high) ? { kind: 'span', low, high, mayBeNone } : null
}

function isEmpty(low: Edge | null, high: Edge | null): boolean {
  if (!low || !high) return false
  const order = low.at.cmp(high.at)
  return order > 0 || (order === 0 && !(low.isIncluded && high.isIncluded))
}

function tighter(a: Edge | null, b: Edge | null, sign: 1 | -1): Edge | null {
  if (!a || !b) return a ?? b
  const order = a.at.cmp(b.at) * sign
  if (order === 0) return a.isIncluded ? b : a
  return order > 0 ? a : b
}

function bothChoices(a: Choice, b: Choice): Choice | null {
  const not = [...new Set([...a.not, ...b.not])]
  if (!a.of && !b.of) return { kind: 'choice', of: null, not }
  const [listed, other] = a.of ? [a.of, b.of] : [b.of ?? [], null]
  const of = listed.filter(word => (other === null || other.includes(word)) && !not.includes(word))
  return of.length > 0 ? { kind: 'choice', of, not: [] } : null
}

/** One number of a span: an end of it where it has one, `null` where only no number will do. */
export function sampleOf({ low, high }: Span): Big | null {
  if (isEmpty(low, high)) return null
  if (low?.isIncluded) return low.at
  if (high?.isIncluded) return high.at
  if (low && high) return low.at.plus(high.at).div(2)
  return low?.at.plus(STEP) ?? high?.at.minus(STEP) ?? new Big(0)
}

/** A yuan. */
const STEP = new Big('0.0001')
