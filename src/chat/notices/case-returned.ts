import type { NoticeData } from '../../../db/notice.ts'
import { bold, type Card, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { moveButtons } from './case-moves.ts'

/** To the unit: the office sent it back with a reason, or the enterprise was not satisfied. */
export function caseReturned({ case: facts, reason, by }: NoticeData['case.returned']): Card {
  const tail = tailOf(facts.no)
  const isRejected = by === 'enterprise'
  return {
    title: isRejected ? `企业不满意，请重新办理 ${tail}` : `诉求 ${tail} 退回补办`,
    tone: 'warn',
    ...demoTag(facts),
    blocks: [
      text(
        isRejected
          ? '企业对办理结果不满意，已转入新一轮办理，期限重新计算。'
          : '领导小组办公室审核后退回，办理期限不变。',
      ),
      text(bold(isRejected ? '企业说：' : '退回理由：'), reason),
      ...caseBlocks(facts),
      ...moveButtons(facts, ['progress', 'finish']),
    ],
  }
}
