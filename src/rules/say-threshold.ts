import Big from 'big.js'
import { exactWan, formatWan } from '../lib/money.ts'
import type { Parameter, Test } from './document.ts'
import { EXCLUSIONS } from './fact-table.ts'
import { wordsIn } from './parameters.ts'

type Unit = Parameter['unit']

/** A parameter's value for people: `1亿元`, `30%`, `上年10月1日`. */
export function sayValue(value: string, unit: Unit): string {
  if (unit === '日期') return sayRelativeDay(value)
  if (unit === '类别' || unit === '等级' || unit === '文字') return value
  if (unit === '万元') return sayWan(new Big(value))
  return `${value.replace('-', '−')}${unit}`
}

/** In 亿元 only where no digit is lost by it. */
function sayWan(amount: Big): string {
  const yi = amount.div(10_000)
  return yi.gte(1) && yi.round(2).eq(yi) ? formatWan(amount) : exactWan(amount)
}

function sayRelativeDay(value: string): string {
  const [, month, day] = /^上年(\d{2})-(\d{2})$/.exec(value) ?? []
  if (month && day) return `上年${Number(month)}月${Number(day)}日`
  const [, count, unit] = /^前(\d+)(天|个月|年)$/.exec(value) ?? []
  if (!count || !unit) return value
  return Number(count) === 0 ? '当日' : `${count}${unit}前`
}

type Bound = '>=' | '>' | '<=' | '<'

/** K1: 以上, 以下 and 达到 include the number, 超过 and 低于 do not; said each time, because it is asked each time. */
const AMOUNTS: Record<Bound, [string, string]> = {
  '>=': ['不低于', '（包含本数）'],
  '>': ['超过', '（不含本数）'],
  '<=': ['不超过', '（包含本数）'],
  '<': ['低于', '（不含本数）'],
}
const DAYS: Record<Bound, [string, string]> = {
  '>=': ['不早于', '（含当日）'],
  '>': ['晚于', '（不含当日）'],
  '<=': ['不晚于', '（含当日）'],
  '<': ['早于', '（不含当日）'],
}
const LEVELS: Record<Bound, [string, string]> = {
  '>=': ['', '及以上'],
  '>': ['高于', ''],
  '<=': ['', '及以下'],
  '<': ['低于', ''],
}

/** What a condition wants: `不低于1亿元（包含本数）`, `较大及以上`; empty where its label says it all. */
export function sayWanted(test: Test, value: string): string {
  if (test.unit === '是否') return test.value || /^[未不没无]/.test(test.label) ? '' : '否'
  if (test.operator === 'none') return `没有${EXCLUSIONS.join('、')}中的任何一种`
  if (test.operator === 'in') {
    const words = wordsIn(value)
    return words.length === 1 ? `为${value}` : `为以下之一：${value}`
  }
  const table = test.unit === '日期' ? DAYS : test.unit === '等级' ? LEVELS : AMOUNTS
  const [before, after] = table[test.operator]
  return `${before}${sayValue(value, test.unit)}${after}`
}
