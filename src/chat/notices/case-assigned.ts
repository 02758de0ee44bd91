import type { NoticeData } from '../../../db/notice.ts'
import { type Card, note, text, warn } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { moveButtons } from './case-moves.ts'

/** To the unit: 交办. */
export function caseAssigned({ case: facts, reason }: NoticeData['case.assigned']): Card {
  const isUrgent = facts.urgency !== '一般'
  return {
    title: `新交办诉求：${facts.category}${isUrgent ? `（${facts.urgency}）` : ''}`,
    tone: isUrgent ? 'warn' : 'info',
    ...demoTag(facts),
    blocks: [
      // 急难愁盼: answered within 2 hours, a plan within 1 working day (domain B-3, after 成都金牛).
      ...(isUrgent ? [text(warn('急件：请2小时内联系企业，1个工作日内拿出办法。'))] : []),
      ...caseBlocks(facts),
      note(`派单依据：${reason}。`),
      ...moveButtons(facts, ['sign', 'progress']),
      note(`也可以直接发“${tailOf(facts.no)} 已到现场查看……”记录进展。`),
    ],
  }
}
