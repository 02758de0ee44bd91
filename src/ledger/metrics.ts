import Big from 'big.js'
import { sayPercent } from '../lib/percent.ts'
import { SOON, type Standing } from './filter.ts'
import type { CaseCounts } from './statistics.ts'

/** A figure about cases as it is printed: never without what it was made of and by which rule. */
export interface Metric {
  name: string
  value: string
  /** What was divided by what: `5561/5676`; null for a plain count. */
  made: string | null
  rule: string
}

/** A share of counts. */
export interface Rate {
  name: string
  part(counts: CaseCounts): number
  whole(counts: CaseCounts): number
  rule: string
}

const rated = ({ satisfied, fair, dissatisfied }: CaseCounts) => satisfied + fair + dissatisfied

/** Shares, each with the rule it is worked out by. */
export const RATES = {
  finished: {
    name: '办结率',
    part: ({ finished }) => finished,
    whole: ({ collected }) => collected,
    rule: '办结＝办理结果已通过审核（待评价、已销号），不论结果类型；不予受理、撤回和尚在并案的不算办结，仍计入收集。',
  },
  solved: {
    name: '问题解决率',
    part: ({ solved }) => solved,
    whole: ({ collected }) => collected,
    rule: '解决＝办结且结果类型为“已解决”；解释说明等算办结不算解决；不满意重办、重开的，重新办结前不算。分母为收集的全部诉求。',
  },
  inTime: {
    name: '按期办结率',
    part: ({ inTime }) => inTime,
    whole: ({ finished }) => finished,
    rule: '按期＝最后一轮在办理期限（含批准的延期和挂起顺延）内报送办结。分母为办结数。',
  },
  overdue: {
    name: '逾期率',
    part: ({ overdue }) => overdue,
    whole: ({ inHand }) => inHand,
    rule: '逾期＝在责任单位手中、计时中且已过办理期限；挂起、挂账的不算逾期，仍计入在办。分母为在办数。',
  },
  satisfied: {
    name: '满意度',
    part: ({ satisfied, fair }) => satisfied + fair,
    whole: rated,
    rule: '（满意＋基本满意）÷企业作出的全部评价；一件诉求重办后再评价，每次都算；到期未评价的不计入。',
  },
} as const satisfies Record<string, Rate>

export type RateName = keyof typeof RATES

/** What each standing is called, and which cases it holds. */
export const STANDINGS: Record<Standing, { name: string; rule: string }> = {
  open: { name: '未销号', rule: '未销号＝受理后还没有销号的，含待交办、在办、待审核、待评价和已并案的。' },
  unfinished: {
    name: '未办结',
    rule: '未办结＝受理后还没有通过审核的，含待交办、在办（挂起、挂账在内）、待审核和已并案的。',
  },
  inHand: { name: '在办', rule: '在办＝在责任单位手中的：待签收、办理中、挂起、挂账。' },
  overdue: { name: '逾期', rule: RATES.overdue.rule },
  dueSoon: { name: `${SOON}天内到期`, rule: `在责任单位手中、计时中，办理期限在今天起${SOON}天内。` },
  finished: { name: '已办结', rule: RATES.finished.rule },
  solved: { name: '已解决', rule: RATES.solved.rule },
  unsolved: {
    name: '未解决',
    rule: '未解决＝收集的全部诉求里还不算解决的，含办结但没有解决的、不予受理和撤回的。',
  },
}

/** A share of some counts, printed with its parts. */
export function sayRate(rate: RateName, counts: CaseCounts): Metric {
  const { name, part, whole, rule }: Rate = RATES[rate]
  const [top, bottom] = [part(counts), whole(counts)]
  return { name, value: sayPercent(top, bottom), made: `${top}/${bottom}`, rule }
}

/** The average of working days over finished cases, one decimal. */
export function sayAverageDays({ days, finished }: CaseCounts): Metric {
  return {
    name: '平均用时',
    value: finished === 0 ? '—' : `${new Big(days).div(finished).toFixed(1)}个工作日`,
    made: `${days}/${finished}`,
    rule: '自受理次日起到最后一次报送办结之日的工作日数，扣除挂起、挂账的工作日，按办结的诉求平均。',
  }
}

/** What 收集 holds, so that nobody has to guess what was left out: nothing. */
export const COLLECTED_RULE = '收集＝受理登记的全部诉求，含不予受理、企业撤回、并案的，一件不少。'
