import type { NoticeData } from '../../../db/notice.ts'
import { type Card, note, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { moveButtons } from './case-moves.ts'

/** To the enterprise: the result, please rate. */
export function caseResult({ case: facts }: NoticeData['case.result']): Card {
  return {
    title: `诉求 ${tailOf(facts.no)} 有结果了，请您评价`,
    tone: 'good',
    ...demoTag(facts),
    blocks: [
      text(`${facts.unit ?? '责任单位'}已办理，领导小组办公室已审核。办得怎么样，请您说了算。`),
      ...caseBlocks(facts),
      ...moveButtons(facts, ['rate']),
      note('选“不满意”并说明原因，会退回重新办理。'),
    ],
  }
}
