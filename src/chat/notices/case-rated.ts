import type { NoticeData } from '../../../db/notice.ts'
import { bold, type Card, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'

/** To the unit and the office: how it was rated. */
export function caseRated({ case: facts, reason }: NoticeData['case.rated']): Card {
  const isRejected = facts.rating === '不满意'
  return {
    title: `诉求 ${tailOf(facts.no)} 企业评价：${facts.rating ?? ''}`,
    tone: isRejected ? 'warn' : 'good',
    ...demoTag(facts),
    blocks: [
      text(isRejected ? '企业不满意，已退回责任单位进入新一轮办理。' : '这件诉求已销号，谢谢各位。'),
      ...(reason ? [text(bold('企业说：'), reason)] : []),
      ...caseBlocks(facts),
    ],
  }
}
