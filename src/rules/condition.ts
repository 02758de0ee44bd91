import Big from 'big.js'
import { compareGrowth, percentShort } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { levelName, levelNumber } from './accidents.ts'
import type { Leaf, PolicyDocument, Test } from './document.ts'
import type { Condition, Operator, Verdict } from './evaluation.ts'
import type { AccidentLevel, FactName, Facts } from './facts.ts'
import { parameterOn } from './parameters.ts'
import { isMissing, readGrowth, readLevel } from './reading.ts'
import { shortfallOf } from './shortfall.ts'

/** What conditions are judged against. */
export interface Circumstances {
  facts: Facts
  document: PolicyDocument
  on: Day
}

/** A condition as it came out, with the facts it would still need. */
export interface Judged {
  condition: Condition
  missing: FactName[]
  isIncomparable: boolean
}

/** Judges one condition by itself. */
export function judge(leaf: Leaf, where: Circumstances): Judged {
  const { id, label, clause } = leaf
  if (leaf.kind === 'manual') {
    const nothing = { actual: null, operator: null, threshold: null, unit: null, shortfall: null }
    return {
      condition: { id, label, clause, ...nothing, verdict: 'manual' },
      missing: [],
      isIncomparable: false,
    }
  }
  const { operator, unit } = leaf
  const threshold = thresholdOf(leaf, where)
  const { actual, verdict, missing = [], isIncomparable = false } = compare(leaf, where)
  const shortfall = verdict === 'fail' ? shortfallOf(leaf, where) : null
  return {
    condition: { id, label, clause, actual, operator, threshold, unit, verdict, shortfall },
    missing,
    isIncomparable,
  }
}

function thresholdOf(test: Test, { document, on }: Circumstances): Condition['threshold'] {
  if (test.unit === '是否') return true
  const { value } = parameterOn(document, test.parameter, on)
  return test.unit === '万元' || test.unit === '%' ? Number(value) : value
}

interface Compared {
  actual: Condition['actual']
  verdict: Verdict
  missing?: FactName[]
  isIncomparable?: boolean
}

function compare(test: Test, { facts, document, on }: Circumstances): Compared {
  const limit = test.unit === '是否' ? '' : parameterOn(document, test.parameter, on).value
  switch (test.unit) {
    case '是否': {
      const value = facts[test.fact]
      if (value === undefined) return absent([test.fact])
      return { actual: value, verdict: value ? 'pass' : 'fail' }
    }
    case '万元': {
      const value = facts[test.fact]
      if (value === undefined) return absent([test.fact])
      return { actual: Number(value.toFixed()), verdict: decide(value.cmp(limit), test.operator) }
    }
    case '日期': {
      const value = facts[test.fact]
      if (value === undefined) return absent([test.fact])
      return { actual: value, verdict: decide(value < limit ? -1 : value > limit ? 1 : 0, test.operator) }
    }
    case '%': {
      const growth = readGrowth(test.fact, facts)
      if (growth === 'incomparable') return { actual: null, verdict: 'fail', isIncomparable: true }
      if (isMissing(growth)) return absent(growth.missing)
      const percent = new Big(limit)
      return {
        actual: Number(percentShort(growth, percent).toFixed()),
        verdict: decide(compareGrowth(growth, percent), test.operator),
      }
    }
    case '等级': {
      const level = readLevel(test.fact, facts, on)
      if (isMissing(level)) return absent(level.missing)
      const floor = levelNumber(limit as AccidentLevel)
      const [low, high] = [level.low, level.high].map(number => decide(number - floor, test.operator))
      if (low === undefined || low !== high) return absent(['accidents'])
      return { actual: levelName(level.low), verdict: low }
    }
  }
}

const absent = (missing: FactName[]): Compared => ({ actual: null, verdict: 'unknown', missing })

/** From the sign of actual − threshold. */
function decide(sign: number, operator: Exclude<Operator, '='>): 'pass' | 'fail' {
  const holds = {
    '>=': sign >= 0,
    '>': sign > 0,
    '<=': sign <= 0,
    '<': sign < 0,
  }[operator]
  return holds ? 'pass' : 'fail'
}
