import type { NoticeData } from '../../../db/notice.ts'
import { buttons, type Card, note, say, text } from '../card.ts'

const SHOWN = 15

/** To whoever had more messages in a day than is bearable: what was kept back. */
export function gathered({ day, total, items }: NoticeData['gathered']): Card {
  const shown = items.slice(0, SHOWN)
  const cases = [...new Set(shown.flatMap(({ caseNo }) => caseNo ?? []))].slice(0, 3)
  return {
    title: `${day}未单独推送的${total}条消息`,
    tone: 'info',
    blocks: [
      text('为了不打扰您，超过当天条数的消息合并在这里：'),
      ...shown.map(({ title }) => text(`· ${title}`)),
      ...(total > shown.length
        ? [note(`只列${shown.length}条，其余${total - shown.length}条可在台账中查看。`)]
        : []),
      ...(cases.length > 0
        ? [
            buttons(
              ...cases.map(no => ({
                label: `看${no.slice(-4)}`,
                action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
              })),
            ),
          ]
        : []),
    ],
  }
}

/** To the admins. */
export const gatheredReport = ({ day, places, total }: NoticeData['gathered.report']): Card =>
  say(
    '有人当天消息过多',
    `${day}有${places}个群或人的消息超过当天上限，${total}条没有单独推送，已合并为一张卡片。如经常出现，请检查派单和提醒设置。`,
    'warn',
  )
