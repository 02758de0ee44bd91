import type { NoticeData } from '../../../db/notice.ts'
import { type Card, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { moveButtons } from './case-moves.ts'

/** To the office: a unit says it is finished, please review (审核). */
export function caseReview({ case: facts, by }: NoticeData['case.review']): Card {
  return {
    title: `请审核：诉求 ${tailOf(facts.no)} 的办理结果`,
    tone: 'info',
    ...demoTag(facts),
    blocks: [
      text(`${facts.unit ?? '责任单位'}（${by}）报来办理结果，通过后请企业评价。`),
      ...caseBlocks(facts),
      ...moveButtons(facts, ['pass', 'return']),
    ],
  }
}
