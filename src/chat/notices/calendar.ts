import type { CalendarProposal, NoticeData } from '../../../db/notice.ts'
import { buttons, type Card, note, say, text } from '../card.ts'
import { holidayTable, saySpans } from './holiday-table.ts'

/** What a proposal says, for whoever put it in and whoever is to confirm it. */
export function proposalCard({
  year,
  source,
  by,
  days,
  changed,
  isAmendment,
  moves,
}: CalendarProposal): Card {
  const newlyOff = changed.filter(({ works }) => !works).map(({ day }) => day)
  const newlyWorked = changed.filter(({ works }) => works).map(({ day }) => day)
  return {
    title: `${year}年节假日安排${isAmendment ? '有调整' : ''}，待第二人确认`,
    tone: 'info',
    blocks: [
      text(`${by}导入了《${source}》，读到的安排如下，请逐项核对：`),
      holidayTable(days),
      text(
        isAmendment ? '与现在的安排相比：' : `与暂定日历（只算法定节日）相比：`,
        newlyOff.length > 0 ? `新增休息${newlyOff.length}天（${saySpans(newlyOff)}）` : '没有新增休息日',
        newlyWorked.length > 0 ? `，新增上班${newlyWorked.length}天（${saySpans(newlyWorked)}）。` : '。',
      ),
      note(
        moves > 0
          ? `确认后将重新计算在办诉求的期限，有 ${moves} 件会往后顺延并通知责任单位和企业；没有一件会提前。`
          : '确认后将重新计算在办诉求的期限；目前没有诉求的到期日会变。',
      ),
    ],
  }
}

/** To the office and the admins. */
export function calendarProposed(proposal: NoticeData['calendar.proposed']): Card {
  const { proposalId, year } = proposal
  const action = (intent: string) => ({ command: 'calendar', intent, args: { proposal: proposalId } })
  const card = proposalCard(proposal)
  return {
    ...card,
    blocks: [
      ...card.blocks,
      buttons(
        {
          label: '核对无误，确认',
          style: 'primary',
          action: action('calendar.confirm'),
          confirm: `确认后${year}年的工作日历立即生效，在办诉求的期限按它重新计算。请先与通知原文核对。`,
        },
        { label: '有误，不采用', action: action('calendar.reject') },
      ),
    ],
  }
}

/** To whoever put it in. */
export function calendarDecided({ year, by, isConfirmed, moved }: NoticeData['calendar.decided']): Card {
  return isConfirmed
    ? say(
        `${year}年节假日安排已生效`,
        `${by}已核对确认。${moved > 0 ? `${moved}件在办诉求的期限顺延，已通知责任单位和企业。` : '在办诉求的到期日没有变化。'}`,
        'good',
      )
    : say(`${year}年节假日安排没有采用`, `${by}核对后认为有误，没有采用。请对照通知原文重新导入。`, 'warn')
}

/** To the office and the admins: next year's notice is not in. */
export function calendarMissing({ year, cases, proposedBy }: NoticeData['calendar.missing']): Card {
  return say(
    `${year}年工作日历还没有导入`,
    proposedBy
      ? `${proposedBy}已导入${year}年节假日安排，还差第二位同志核对确认。`
      : `国务院办公厅关于${year}年节假日安排的通知一般在上一年10月至12月印发。印发后请把全文（连同标题、文号）发给我，再由另一位同志确认。`,
    'warn',
    text(
      cases > 0
        ? `目前有 ${cases} 件在办诉求的期限到了${year}年，都标着“暂定”。`
        : `到期日在${year}年的诉求会标“暂定”，导入后自动重算。`,
    ),
  )
}
