import Big from 'big.js'
import { addDays, type Day, daysBetween } from '../../lib/time.ts'
import { levelName, levelNumber } from '../accidents.ts'
import { DERIVED, isDerived, quantityFacts } from '../derived.ts'
import type { Leaf, PolicyDocument, Rule } from '../document.ts'
import { FACTS } from '../fact-table.ts'
import { ACCIDENT_LEVELS, type AccidentLevel } from '../facts.ts'
import { parameterOn, wordsIn } from '../parameters.ts'
import { type Choice, type Domain, type Span, sampleOf, spanOf } from './span.ts'

/** What a condition says, or its failing, about the one thing it looks at. */
export interface Claim {
  /** Equal for conditions on the same thing. */
  about: string
  label: string
  allows: Domain
  /** What the thing may be at all. */
  from: Domain
  /** One of the values allowed, in words. */
  say(domain: Domain): string
}

type Operator = '>=' | '>' | '<=' | '<'
const OPPOSITE: Record<Operator, Operator> = { '>=': '<', '>': '<=', '<=': '>', '<': '>=' }

const ANY_NUMBER: Span = { kind: 'span', low: null, high: null, mayBeNone: false }
const COUNT = spanOf('>=', new Big(0), true)
const LEVEL: Span = { ...COUNT, high: { at: new Big(ACCIDENT_LEVELS.length), isIncluded: true } }
const EITHER: Choice = { kind: 'choice', of: ['是', '否'], not: [] }
const EPOCH: Day = '2000-01-01'

/**
 * What must be so for a condition to hold (or not) on a day, all facts being known. Conditions left to people and those
 * that only ask whether something is known may come out either way.
 */
export function claimOf(
  leaf: Leaf,
  holds: boolean,
  where: { document: PolicyDocument; rule: Rule; on: Day },
): Claim {
  if (leaf.kind !== 'test') return either(`leaf:${leaf.id}`, leaf.label, holds)
  if (leaf.unit === '是否') return either(leaf.fact, FACTS[leaf.fact].label, leaf.value === holds)
  if (leaf.unit === '类别' && leaf.operator === 'none')
    return either(leaf.fact, `没有${FACTS[leaf.fact].label}`, holds)
  const { value, number } = parameterOn(where.document, leaf.parameter, where.on)
  if (leaf.unit === '类别') return oneOf(leaf.fact, wordsIn(value), holds)
  const operator = holds ? leaf.operator : OPPOSITE[leaf.operator]
  if ('line' in leaf)
    return within(`line:${leaf.line}`, leaf.label, spanOf(operator, number, false), leaf.unit)
  switch (leaf.unit) {
    case '日期': {
      const allows = spanOf(operator, new Big(daysBetween(EPOCH, value)), true)
      const say = (domain: Domain) => sayNumber(domain, at => addDays(EPOCH, at))
      return { about: leaf.fact, label: FACTS[leaf.fact].label, allows, from: ANY_NUMBER, say }
    }
    case '等级': {
      const allows = spanOf(operator, new Big(levelNumber(value as AccidentLevel)), true)
      const say = (domain: Domain) => sayNumber(domain, levelName)
      return { about: leaf.fact, label: DERIVED[leaf.fact].label, allows, from: LEVEL, say }
    }
    case '%': {
      // A growth that cannot be compared fails its condition, whichever way that looks.
      const mayBeNone = isDerived(leaf.fact)
      const { label } = isDerived(leaf.fact) ? DERIVED[leaf.fact] : FACTS[leaf.fact]
      const allows = { ...spanOf(operator, number, false), mayBeNone: mayBeNone && !holds }
      return within(leaf.fact, label, allows, '%', { ...ANY_NUMBER, mayBeNone })
    }
    default: {
      // Of several amounts the first that is known, which here is the first.
      const [fact = 'output_y'] = quantityFacts(leaf.fact)
      const { type, label } = FACTS[fact]
      const isWhole = type === 'count'
      const allows = spanOf(operator, number, isWhole)
      return within(fact, label, allows, leaf.unit, isWhole ? COUNT : ANY_NUMBER)
    }
  }
}

const either = (about: string, label: string, is: boolean): Claim => ({
  about,
  label,
  allows: { kind: 'choice', of: [is ? '是' : '否'], not: [] },
  from: EITHER,
  say: domain => (domain.kind === 'choice' ? (domain.of?.[0] ?? '是') : '是'),
})

const oneOf = (fact: keyof typeof FACTS, words: readonly string[], holds: boolean): Claim => ({
  about: fact,
  label: FACTS[fact].label,
  allows: { kind: 'choice', of: holds ? words : null, not: holds ? [] : words },
  from: { kind: 'choice', of: null, not: [] },
  say: domain => (domain.kind === 'choice' ? (domain.of?.[0] ?? `${domain.not.join('、')}以外`) : ''),
})

const within = (
  about: string,
  label: string,
  allows: Span,
  unit: string,
  from: Span = ANY_NUMBER,
): Claim => ({
  about,
  label,
  allows,
  from,
  say: domain => sayNumber(domain, (_, exact) => `${exact.toFixed()}${unit}`),
})

function sayNumber(domain: Domain, words: (value: number, exact: Big) => string): string {
  const sample = domain.kind === 'span' ? sampleOf(domain) : null
  return sample ? words(Number(sample.toFixed()), sample) : '不可比'
}
