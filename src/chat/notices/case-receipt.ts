import type { CaseFacts, NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { bold, type Card, note, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'

/** To the enterprise: filed, with number, unit and due day. Also the answer to the form. */
export function caseReceipt({ case: facts }: NoticeData['case.receipt']): Card {
  return {
    title: '诉求已受理',
    tone: 'good',
    ...demoTag(facts),
    blocks: [
      text('您反映的', facts.category, '问题已受理，编号 ', bold(facts.no), '。', promise(facts)),
      ...caseBlocks(facts),
      note(`有进展会第一时间告诉您，也可以随时发“${tailOf(facts.no)}有结果没”查询。`),
    ],
  }
}

/** Who will have done it by when; the day itself is the last of the days. */
function promise({ unit, dueOn, workdaysLeft, filedOn }: CaseFacts): string {
  if (!unit || !dueOn) return '办公室会尽快交办到责任单位。'
  const days = workdaysLeft !== null && workdaysLeft > 0 ? `（${workdaysLeft}个工作日）` : ''
  return `由${unit}负责，${sayDay(dueOn, filedOn)}前${days}办结。`
}
