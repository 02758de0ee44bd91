import type { NoticeData } from '../../../db/notice.ts'
import { bold, type Card, note, text } from '../card.ts'
import { demoTag, tailOf } from './case-body.ts'

/** To its lead unit, and to the units whose cases it takes in. */
export function taskforceCreated({
  name,
  category,
  unit,
  total,
  firms,
  cases,
}: NoticeData['taskforce.created']): Card {
  return {
    title: name,
    tone: 'info',
    ...demoTag({ isDemo: cases.some(({ isDemo }) => isDemo) }),
    blocks: [
      text(`${category}问题集中，`, bold(`${unit}牵头`), `成立专班，纳入${firms}家企业的${total}件诉求。`),
      {
        kind: 'table',
        columns: [
          { key: 'no', title: '编号' },
          { key: 'enterprise', title: '企业' },
          { key: 'unit', title: '承办单位' },
          { key: 'detail', title: '情况' },
        ],
        rows: cases.map(one => ({
          no: tailOf(one.no),
          enterprise: one.enterprise,
          unit: one.unit ?? '待交办',
          detail: one.detail.slice(0, 30),
        })),
      },
      note('各件的承办单位和期限不变；牵头单位可以查看这些诉求，共性的办法由牵头单位统筹。'),
    ],
  }
}
