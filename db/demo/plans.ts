import type { DemoFirm } from './firms.ts'
import { madeUpPerson } from './made-up-people.ts'
import { between, pick } from './spread.ts'

/** Two thirds of those at risk have their 一企一策; the rest is what the demo has to remind of. */
const hasPlan = ({ n }: DemoFirm) => n % 3 !== 0

const MEASURES = [
  '协调银行续贷，减轻付息压力',
  '组织产需对接，争取新订单',
  '帮助申报技改贴息，更新关键设备',
  '落实错峰用电，降低生产成本',
] as const
const PROBLEMS = ['订单下滑', '流动资金紧张', '设备老化，产能不足', '用能成本高'] as const

/** Those at risk that have a plan. */
const planned = (firms: readonly DemoFirm[]) =>
  firms.filter(firm => firm.roster === '退规风险库' && hasPlan(firm))

/** Rows of `support_plan`. */
export const planRows = (firms: readonly DemoFirm[]) =>
  planned(firms).map(({ n, uscc }) => ({
    uscc,
    measures: pick(MEASURES, n, 161),
    owner: madeUpPerson(50_000 + Math.floor(n / 4)),
    due_on: `2023-12-${String(between(10, 31, n, 162)).padStart(2, '0')}`,
    problems: pick(PROBLEMS, n, 163),
    written_by: 'demo',
    written_at: '2023-08-28T10:00:00+08:00',
  }))

/** Rows of `plan_progress`: half of the plans have been reported on, every eighth is done. */
export const planProgressRows = (planIds: readonly number[]) =>
  planIds.flatMap((planId, i) =>
    i % 2 === 1
      ? []
      : [
          {
            plan_id: planId,
            note: i % 8 === 0 ? '措施全部落实，营收已回升' : '已上门对接，措施正在落实',
            is_done: i % 8 === 0,
            reported_by: 'demo',
            reported_at: '2023-10-20T10:00:00+08:00',
          },
        ],
  )
