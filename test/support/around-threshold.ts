import Big from 'big.js'
import { addDays, type Day } from '../../src/lib/time.ts'
import { levelName, levelNumber } from '../../src/rules/accidents.ts'
import {
  DERIVED,
  type GrowthName,
  isDerived,
  type LevelName,
  quantityFacts,
} from '../../src/rules/derived.ts'
import type { PolicyDocument, Rule, Test } from '../../src/rules/document.ts'
import { EXCLUSIONS, FACTS, type FactName } from '../../src/rules/fact-table.ts'
import { ACCIDENT_LEVELS, type AccidentLevel, type FactsInput } from '../../src/rules/facts.ts'
import { parameterOn, wordsIn } from '../../src/rules/parameters.ts'
import { aroundLine } from './around-line.ts'

/** Facts that put one condition somewhere beside its threshold, and what it then has to be. */
export interface Point {
  /** `just below`, `at`. */
  where: string
  facts: FactsInput
  verdict: 'pass' | 'fail'
  /** How far off it is, in words a shortfall has to hold; null where no amount says it. */
  off: string | null
}

/** The least steps that make a difference: a yuan, one piece, a millionth of a percent. */
const STEP_OF: Record<string, string> = { amount: '0.0001', count: '1', ratio: '0.00000001' }

/** Just below, at and just above the threshold of a condition, in every way its facts can be given. */
export function pointsAround(test: Test, rule: Rule, document: PolicyDocument, on: Day): Point[] {
  if (test.unit === '是否')
    return [true, false].map(value => point(String(value), { [test.fact]: value }, value === test.value))
  if (test.operator === 'none')
    return [[], ...EXCLUSIONS.map(word => [word]), [...EXCLUSIONS]].map(words =>
      point(words.join('、') || '无', { [test.fact]: words }, words.length === 0),
    )
  const { value, number } = parameterOn(document, test.parameter, on)
  if (test.operator === 'in') {
    const words = wordsIn(value)
    const others = [...words.map(word => `${word}类`), value, '其他'].filter(word => !words.includes(word))
    return [
      ...words.map(word => point(word, { [test.fact]: word }, true)),
      ...others.map(word => point(word, { [test.fact]: word }, false)),
    ]
  }
  const beside = (sign: number, facts: FactsInput, off: string | null = null) =>
    point(SIDES[sign + 1] ?? '', facts, holds(sign, test.operator), off)
  if ('line' in test) {
    const limit = test.unit === '%' ? number.div(100) : number
    return aroundLine(test.line, limit, { rule, document, on }).map(({ sign, facts }) => beside(sign, facts))
  }
  if (test.unit === '日期') return [-1, 0, 1].map(sign => beside(sign, { [test.fact]: addDays(value, sign) }))
  if (test.unit === '等级')
    return levels(test.fact, levelNumber(value as AccidentLevel), on).map(({ sign, facts }) =>
      beside(sign, facts),
    )
  if (test.unit !== '%')
    return quantityFacts(test.fact).flatMap(fact =>
      amounts(fact, number).map(({ sign, amount }) =>
        beside(sign, { [fact]: amount.toFixed() }, `${amount.minus(number).abs().toFixed()}${test.unit}`),
      ),
    )
  if (!isDerived(test.fact)) return ratios(test.fact, number).map(({ sign, facts }) => beside(sign, facts))
  const { ratio } = DERIVED[test.fact]
  return [
    ...growths(test.fact, number).map(({ sign, facts, off }) => beside(sign, facts, test.floor ? null : off)),
    ...(ratio ? ratios(ratio, number).map(({ sign, facts }) => beside(sign, facts)) : []),
  ]
}

const SIDES = ['just below', 'at', 'just above']
const point = (where: string, facts: FactsInput, passes: boolean, off: string | null = null): Point => ({
  where,
  facts,
  verdict: passes ? 'pass' : 'fail',
  off,
})

function holds(sign: number, operator: '>=' | '>' | '<=' | '<'): boolean {
  if (sign === 0) return operator === '>=' || operator === '<='
  return sign > 0 === operator.startsWith('>')
}

/** Around a limit of counts that is no whole number there is no `at`. */
function amounts(fact: FactName, limit: Big): { sign: number; amount: Big }[] {
  const { type } = FACTS[fact]
  const step = STEP_OF[type] ?? '0.0001'
  const found =
    type === 'count' && !limit.round(0).eq(limit)
      ? [0, 3].map(mode => ({ sign: mode ? 1 : -1, amount: limit.round(0, mode as 0 | 3) }))
      : [-1, 0, 1].map(sign => ({ sign, amount: limit.plus(new Big(step).times(sign)) }))
  // Nothing is counted below none.
  return type === 'count' ? found.filter(({ amount }) => amount.gte(0)) : found
}

const ratios = (fact: FactName, percent: Big) =>
  [-1, 0, 1].map(sign => ({
    sign,
    facts: {
      [fact]: percent
        .div(100)
        .plus(new Big(STEP_OF.ratio ?? 0).times(sign))
        .toFixed(),
    },
  }))

/** From a base that divides badly. */
function growths(name: GrowthName, percent: Big) {
  const { current, base } = DERIVED[name]
  const before = new Big('8000.01')
  const wanted = before.times(percent.plus(100)).div(100)
  return [-1, 0, 1].map(sign => {
    const now = wanted.round(4, sign < 0 ? 0 : 3)
    const off = sign === 0 ? wanted : now.eq(wanted) ? wanted.plus(new Big('0.0001').times(sign)) : now
    return {
      sign,
      facts: { [base]: before.toFixed(), [current]: off.toFixed() },
      off: `${off.minus(wanted).abs().round(4, 3).toFixed()}${FACTS[current].unit}`,
    }
  })
}

function levels(name: LevelName, floor: number, on: Day) {
  return [-1, 0, 1].flatMap(sign => {
    const level = levelName(floor + sign)
    const isLevel = ACCIDENT_LEVELS.some(known => known === level)
    if (!isLevel && floor + sign !== 0) return []
    return [{ sign, facts: { accidents: isLevel ? [{ date: on, type: DERIVED[name].of, level }] : [] } }]
  })
}
