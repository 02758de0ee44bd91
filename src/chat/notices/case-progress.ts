import type { NoticeData } from '../../../db/notice.ts'
import { bold, type Card, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { moveButtons } from './case-moves.ts'

/** To the enterprise: the unit has signed for it (no note) or reports progress. */
export function caseProgress({ case: facts, note, by }: NoticeData['case.progress']): Card {
  const unit = facts.unit ?? '责任单位'
  const isSigned = note === ''
  return {
    title: isSigned ? `诉求 ${tailOf(facts.no)} 已签收` : `诉求 ${tailOf(facts.no)} 有新进展`,
    tone: 'info',
    ...demoTag(facts),
    blocks: [
      isSigned
        ? text(`${unit}（${by}）已签收，开始办理。`)
        : text(bold('最新进展：'), note, `（${unit} ${by}）`),
      ...caseBlocks(facts),
      ...moveButtons(facts, []),
    ],
  }
}
