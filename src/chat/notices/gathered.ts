import type { NoticeData } from '../../../db/notice.ts'
import { buttons, type Card, note, say, text } from '../card.ts'

const SHOWN = 15

const WORDS: Record<NoticeData['gathered']['why'], { lead: string; stop: string }> = {
  many: { lead: '为了不打扰您，超过当天条数的消息合并在这里：', stop: '' },
  paused: { lead: '暂停推送期间的消息合并在这里：', stop: '' },
  chosen: {
    lead: '按您选的时间合并在这里：',
    stop: '想改时间可回复“每月一次就行”，想照常收可回复“恢复推送”。',
  },
}

/** To whoever had more messages in a day than is bearable, or wants them together: what was kept back. */
export function gathered({ day, total, why, items }: NoticeData['gathered']): Card {
  const { lead: opening, stop } = WORDS[why]
  const shown = items.slice(0, SHOWN)
  const cases = [...new Set(shown.flatMap(({ caseNo }) => caseNo ?? []))].slice(0, 3)
  return {
    title: `${day}未单独推送的${total}条消息`,
    tone: 'info',
    blocks: [
      text(opening),
      ...shown.map(({ title, lead }) => text(`· ${title}`, lead ? `：${lead}` : '')),
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
      ...(stop ? [note(stop)] : []),
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
