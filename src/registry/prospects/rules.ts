import type { Day } from '../../lib/time.ts'
import { findRule, NotInForce, type RuleVersion } from '../../rules/find-rule.ts'
import { parameterOn } from '../../rules/parameters.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { windowOf } from '../rosters/cycle.ts'
import type { RosterName } from '../rosters/kinds.ts'

/** A rule by which policy finds people. */
export interface ProspectRule {
  rule: string
  /** What it is about, as people call it: 进名录, 入规. */
  topic: string
  /** Whether to meet it is something to be glad of, or a loss ahead. */
  is: 'chance' | 'risk'
  /** Judged by the figures of a closed year, so that each year counts anew. */
  isYearly: boolean
  /** Being on it already, nobody need be told. */
  roster: RosterName | null
  /** Whether the enterprise itself is told; of a risk only those who look after it are. */
  toFirm: boolean
  /** Whether it is news that somebody no longer meets it. */
  tellsLoss: boolean
  /** Until when something is to be done, or when it counts. Chinese. */
  due(policies: PolicySet, on: Day): string
}

const list = (rule: string): ProspectRule => ({
  rule,
  topic: '进倍增名录',
  is: 'chance',
  isYearly: true,
  roster: '倍增名录',
  toFirm: true,
  tellsLoss: true,
  due: (_, on) => dueOfList(on),
})

/** 名录, 贴息, 入规, 小升规, 退规: rules that figures decide, in the order in which they are told. */
export const PROSPECT_RULES: readonly ProspectRule[] = [
  {
    rule: 'R-RISK',
    topic: '退规风险',
    is: 'risk',
    isYearly: false,
    roster: '退规风险库',
    toFirm: false,
    tellsLoss: false,
    due: (policies, on) =>
      `列入退规风险库后${paramOf(policies, 'R-PLAN', 'plan_days', on)}天内要建好一企一策（天数待主管部门确认）；是否入库按程序定。`,
  },
  {
    rule: 'R-DUE-IN',
    topic: '入规申报',
    is: 'chance',
    isYearly: false,
    roster: null,
    toFirm: true,
    tellsLoss: false,
    due: (policies, on) =>
      `年度申报${paramOf(policies, 'R-ABOVE', 'annual_window', on)}；新建投产的按月申报，${paramOf(policies, 'R-ABOVE', 'monthly_window', on)}。以市统计局当年通知为准。`,
  },
  list('R-LIST-IND'),
  list('R-LIST-DIG'),
  {
    rule: 'R-SUBSIDY',
    topic: '技改贴息',
    is: 'chance',
    isYearly: true,
    roster: null,
    toFirm: true,
    tellsLoss: true,
    due: () => '文件没有写申报时间，以工信、财政部门当年通知为准。',
  },
  {
    rule: 'R-CULT',
    topic: '小升规培育',
    is: 'chance',
    isYearly: true,
    roster: '小升规培育库',
    toFirm: true,
    tellsLoss: false,
    due: (policies, on) =>
      `培育库随数据更新，没有申报期限；营业收入达到${paramOf(policies, 'R-CULT', 'scale', on)}万元就可以申报入规。`,
  },
]

/** 每年年初评定: in its window the day it ends, else when the next one is and by which figures. */
function dueOfList(on: Day): string {
  const year = Number(on.slice(0, 4))
  const { to } = windowOf(year)
  return on <= to
    ? `${year}年名录正在评定，用${year - 1}年全年数据，推荐最迟到${to}（文件只写“年初”，以通知为准）。`
    : `${year}年名录已在年初评定；下一次在${year + 1}年年初，用${year}年全年数据，请盯住今年的数。`
}

const paramOf = ({ documents }: PolicySet, rule: string, parameter: string, on: Day): string =>
  parameterOn(findRule(documents, rule, on).document, parameter, on).value

/** A rule to judge by, in its version of the day. */
export interface RuleToday {
  kind: ProspectRule
  version: RuleVersion
}

/** The rules in their versions of a day; one that no version of is in force is left out. */
export const rulesToday = ({ documents }: PolicySet, on: Day): RuleToday[] =>
  PROSPECT_RULES.flatMap(kind => {
    const isKnown = documents.some(({ rules }) => rules.some(({ id }) => id === kind.rule))
    if (!isKnown) return []
    try {
      return [{ kind, version: findRule(documents, kind.rule, on) }]
    } catch (error) {
      if (error instanceof NotInForce) return []
      throw error
    }
  })
