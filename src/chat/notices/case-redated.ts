import type { NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { type Card, note, text } from '../card.ts'
import { tailOf } from './case-body.ts'

/** To a unit: a new calendar gave these of its cases later due days. */
export function caseRedated({ unit, source, total, cases }: NoticeData['case.redated']): Card {
  return {
    title: `工作日历更新：${total}件诉求的期限顺延`,
    tone: 'info',
    blocks: [
      text(`按《${source}》重新计算，${unit}有${total}件在办诉求的到期日往后顺延：`),
      {
        kind: 'table',
        columns: [
          { key: 'no', title: '编号' },
          { key: 'enterprise', title: '企业' },
          { key: 'before', title: '原到期日' },
          { key: 'dueOn', title: '现到期日' },
        ],
        rows: cases.map(({ no, enterprise, before, dueOn }) => ({
          no: tailOf(no),
          enterprise,
          before: sayDay(before, dueOn),
          dueOn: sayDay(dueOn, before),
        })),
      },
      ...(total > cases.length
        ? [note(`只列前${cases.length}件，其余${total - cases.length}件请在台账中查看。`)]
        : []),
    ],
  }
}
