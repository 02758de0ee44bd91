import type { Command } from '../src/chat/command.ts'
import { activities, activityResult } from './visit/activity.ts'
import { campaign } from './visit/campaign.ts'
import { visitCorrect, visitWithdraw } from './visit/correct.ts'
import { expansionPlan, expansionQuery } from './visit/expansion.ts'
import { visitLog, visitRecord } from './visit/log.ts'
import { visits } from './visit/query.ts'
import { riskSettle, riskSignal } from './visit/risk.ts'

/** 走访服务: visits, what was seen and planned there, what came of events and campaigns. */
export const visit = {
  name: 'visit',
  title: '走访服务',
  aliases: ['走访', '记走访'],
  summary: '一句话记走访，问题当场上报；报风险信号、扩产计划、活动结果；查走访情况和专项行动',
  intents: {
    'intake.visit_log': visitLog,
    'intake.visit_record': visitRecord,
    'visit.correct': visitCorrect,
    'visit.withdraw': visitWithdraw,
    'query.visits': visits,
    'intake.risk_signal': riskSignal,
    'risk.settle': riskSettle,
    'intake.expansion_plan': expansionPlan,
    'query.expansion': expansionQuery,
    'intake.activity_result': activityResult,
    'query.activities': activities,
    'query.campaign': campaign,
  },
} satisfies Command
