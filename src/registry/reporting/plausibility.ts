import type Big from 'big.js'
import { growthOf, sayGrowth } from '../../lib/rates.ts'
import { INDICATORS, type Indicator, type Source, sayAmount } from '../indicators.ts'
import { inYear, monthPeriod, monthsPeriod, type Period, sayPeriod } from '../period.ts'

/** What is odd about a figure, in a sentence the reporter understands. */
export interface Doubt {
  check: CheckName
  words: string
}

/** The thresholds are ours (待主管部门确认); a doubt asks for an explanation and refuses nothing. */
const LIMITS = {
  /** 环比: this many times the month before, or less than its part. */
  monthly: 3,
  /** 同比: this many times the same period a year before, or less than its part. */
  yearly: 5,
  /** Taken for 万元 what was 元, or the other way round. */
  unitSlip: 1000,
  /** Tax of output, as a share. */
  taxShare: 0.5,
  /** By how much two accounts of one thing may differ, as a share. */
  tolerance: 0.01,
} as const

/** 环比: how many times the month before makes a jump. */
export const JUMP = LIMITS.monthly

export type CheckName =
  | 'unit-slip'
  | 'monthly-jump'
  | 'yearly-jump'
  | 'cumulative-falls'
  | 'cumulative-differs'
  | 'month-over-cumulative'
  | 'tax-over-output'
  | 'stopped'
  | 'negative'
  | 'other-source'

/** 检查 as people read them. */
export const CHECK_NAMES: Record<CheckName | 'official', string> = {
  'unit-slip': '单位可能填错',
  'monthly-jump': '环比异常',
  'yearly-jump': '同比异常',
  'cumulative-falls': '累计数倒挂',
  'cumulative-differs': '累计与各月不符',
  'month-over-cumulative': '当月大于累计',
  'tax-over-output': '税金偏高',
  stopped: '突然为零',
  negative: '负数',
  'other-source': '与部门数不一致',
  official: '人工标注',
}

/** What is known besides the figure. */
export interface Known {
  /** What the same source said of an indicator in a period, or else whoever said anything. */
  said(indicator: Indicator, period: Period): Big | null
  /** What a department says of the very same. */
  official: { source: Source; amount: Big } | null
}

interface Held {
  indicator: Indicator
  period: Period
  amount: Big
}

/** What is odd about a figure next to what its source said of other periods, and what others say of the same. */
export function doubtsOf(held: Held, { said, official }: Known): Doubt[] {
  return [
    ...overTime(held, said),
    ...withinYear(held, said),
    ...asAWhole(held, said),
    ...againstOthers(held, official),
  ]
}

type Said = Known['said']

function overTime({ indicator, period, amount }: Held, said: Said): Doubt[] {
  const say = (value: Big) => sayAmount(indicator, value)
  const before = monthBefore(period)
  // The statistics merge January into February: two months stand against one then.
  const months = period.kind === 'month' && period.month === 3 ? 2 : 1
  const last = before && said(indicator, before)?.div(months)
  const earlier = said(indicator, inYear(period, period.year - 1))
  const doubts: Doubt[] = []
  const against = (base: Big, limit: number, check: CheckName, than: string) => {
    if (base.lte(0)) return
    if (amount.gte(base.times(LIMITS.unitSlip)) || (amount.gt(0) && amount.times(LIMITS.unitSlip).lte(base)))
      doubts.push({
        check: 'unit-slip',
        words: `${say(amount)}与${than}的${say(base)}相差上千倍，是不是单位（元、万元）填错了？`,
      })
    else if (amount.gte(base.times(limit)))
      doubts.push({
        check,
        words: `${say(amount)}是${than}（${say(base)}）的${amount.div(base).round(1).toFixed()}倍，${sayGrowth(growthOf(amount, base))}。`,
      })
    else if (amount.gt(0) && amount.times(limit).lte(base))
      doubts.push({ check, words: `${say(amount)}不到${than}（${say(base)}）的${limit}分之一。` })
    else if (amount.eq(0))
      doubts.push({ check: 'stopped', words: `${than}还有${say(base)}，这次是零，是停产还是漏报？` })
  }
  if (before && last) against(last, LIMITS.monthly, 'monthly-jump', sayPeriod(before.text))
  else if (earlier)
    against(earlier, LIMITS.yearly, 'yearly-jump', sayPeriod(inYear(period, period.year - 1).text))
  return doubts
}

function monthBefore(period: Period): Period | null {
  if (period.kind !== 'month' || period.month <= 2) return null
  return monthPeriod(period.year, period.month - 1)
}

function withinYear({ indicator, period, amount }: Held, said: Said): Doubt[] {
  if (INDICATORS[indicator].isStock) return []
  const { year } = period
  const say = (value: Big) => sayAmount(indicator, value)
  const doubts: Doubt[] = []
  if (period.kind === 'month') {
    const together = period.month > 1 ? said(indicator, monthsPeriod(year, 1, period.month)) : null
    if (together && amount.gt(together))
      doubts.push({
        check: 'month-over-cumulative',
        words: `当月${say(amount)}比1—${period.month}月累计的${say(together)}还多。`,
      })
  }
  if (period.kind === 'months' && period.from === 1) {
    const shorter = period.to > 2 ? said(indicator, monthsPeriod(year, 1, period.to - 1)) : null
    if (shorter && amount.lt(shorter))
      doubts.push({
        check: 'cumulative-falls',
        words: `1—${period.to}月累计${say(amount)}，比1—${period.to - 1}月的${say(shorter)}还少。`,
      })
    const sum = sumOfMonths(indicator, period, said)
    if (sum && differs(amount, sum))
      doubts.push({
        check: 'cumulative-differs',
        words: `累计${say(amount)}与各月相加的${say(sum)}对不上。`,
      })
  }
  if (period.kind === 'year') {
    const running = [12, 11, 10, 9].map(to => said(indicator, monthsPeriod(year, 1, to))).find(Boolean)
    if (running && amount.lt(running) && differs(amount, running))
      doubts.push({ check: 'cumulative-falls', words: `全年${say(amount)}比年内累计的${say(running)}还少。` })
  }
  return doubts
}

/** February holds January too; null where a month is missing. */
function sumOfMonths(
  indicator: Indicator,
  { year, to }: Period & { kind: 'months' },
  said: Said,
): Big | null {
  let sum: Big | null = said(indicator, monthPeriod(year, 1))
  for (let month = 2; month <= to; month += 1) {
    const amount = said(indicator, monthPeriod(year, month))
    if (!amount) return null
    sum = sum ? sum.plus(amount) : amount
  }
  return sum
}

function asAWhole({ indicator, period, amount }: Held, said: Said): Doubt[] {
  if (amount.lt(0) && indicator !== 'profit')
    return [{ check: 'negative', words: `${INDICATORS[indicator].title}是负数，是退税、红冲还是填错了？` }]
  const output = indicator === 'output' ? amount : said('output', period)
  const tax = indicator === 'tax' ? amount : indicator === 'output' ? said('tax', period) : null
  if (tax && output?.gt(0) && tax.gt(output.times(LIMITS.taxShare)))
    return [
      {
        check: 'tax-over-output',
        words: `税金${sayAmount('tax', tax)}超过产值${sayAmount('output', output)}的一半。`,
      },
    ]
  return []
}

function againstOthers({ indicator, amount }: Held, official: Known['official']): Doubt[] {
  if (!official || !differs(amount, official.amount)) return []
  const words = `${official.source}部门的数是${sayAmount(indicator, official.amount)}，自报${sayAmount(indicator, amount)}，两边不一致。`
  return [{ check: 'other-source', words }]
}

const differs = (a: Big, b: Big) => a.minus(b).abs().gt(b.abs().times(LIMITS.tolerance))
