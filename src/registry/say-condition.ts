import Big from 'big.js'
import { exactWan, formatWan } from '../lib/money.ts'
import { growthOfRatio, sayGrowth } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { factsBehind } from '../rules/derived.ts'
import type { Condition, Operator } from '../rules/evaluation.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import { leavesOfRule } from '../rules/truth.ts'
import type { Sources } from './facts.ts'
import { sayPeriod } from './period.ts'

/** 上年度 said as the year it is on a day. */
export function sayLabel(words: string, on: Day): string {
  const year = Number(on.slice(0, 4)) - 1
  return words.replaceAll('上上年度', `${year - 1}年`).replaceAll('上年度', `${year}年`)
}

/** An actual value in words; growth by the rule that it never shows a threshold it does not reach. */
export function sayActual({ actual, unit, threshold, verdict }: Condition): string {
  if (verdict === 'unknown') return '没有数据'
  if (verdict === 'manual') return '由人工核定'
  if (actual === null) return '不可比'
  // A label says what has to be so (未入统), whichever way the fact is kept.
  if (typeof actual === 'boolean') return (threshold === null ? actual : actual === threshold) ? '是' : '否'
  if (typeof actual === 'string') return `${actual}${countUnit(unit)}`
  if (unit === '万元') return exactWan(new Big(actual))
  if (unit !== '%') return `${actual}${countUnit(unit)}`
  return sayGrowth(growthOfRatio(new Big(actual).div(100)), new Big(Number(threshold)))
}

/** Days, levels and words have no unit to be said. */
const countUnit = (unit: string | null): string =>
  unit === null || ['日期', '等级', '类别', '是否'].includes(unit) ? '' : unit

const BOUNDS: Record<Operator, string> = {
  '>=': '以上',
  '>': '以上（不含）',
  '<=': '以下',
  '<': '以下（不含）',
  '=': '',
  in: '之一',
  none: '',
}

const LATER: Partial<Record<Operator, string>> = { '>=': '及以后', '>': '之后', '<=': '及以前', '<': '之前' }
const LEVELS: Partial<Record<Operator, string>> = {
  '>=': '及以上',
  '>': '以上（不含）',
  '<=': '及以下',
  '<': '以下（不含）',
}

export function sayThreshold({ threshold, unit, operator }: Condition): string {
  if (operator === 'none') return '没有'
  if (threshold === null || typeof threshold === 'boolean' || operator === null) return ''
  if (unit === '万元') return `${formatWan(new Big(Number(threshold)))}${BOUNDS[operator]}`
  if (unit === '%') return sayPercent(Number(threshold), operator)
  if (unit === '日期') return `${threshold}${LATER[operator] ?? ''}`
  return `${threshold}${countUnit(unit)}${unit === '类别' ? BOUNDS[operator] : (LEVELS[operator] ?? '')}`
}

/** −20% 以下 is said as the fall it is: 下降20%以上. */
function sayPercent(threshold: number, operator: Operator): string {
  if (threshold >= 0) return `增长${threshold}%${BOUNDS[operator]}`
  const mirrored = { '<=': '>=', '<': '>', '>=': '<=', '>': '<', '=': '=', in: 'in', none: 'none' } as const
  return `下降${-threshold}%${BOUNDS[mirrored[operator]]}`
}

/** Which figures of which source and period a condition was read from. */
export function saySources(version: RuleVersion, condition: Condition, sources: Sources): string {
  const leaf = leavesOfRule(version.rule).find(one => one.id === condition.id)
  if (!leaf || !('fact' in leaf)) return ''
  const known = factsBehind(leaf.fact).flatMap(name => sources[name] ?? [])
  return [
    ...new Set(known.map(({ source, period }) => (period ? `${sayPeriod(period)} ${source}` : source))),
  ].join('、')
}
