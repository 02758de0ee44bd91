import type { NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { sayPeriod } from '../../registry/period.ts'
import { bold, buttons, type Card, note, text } from '../card.ts'

const SHOWN = 10

/** To a firm's contacts: figures of a period are due. */
export function figureDue({
  uscc,
  enterprise,
  period,
  missing,
  dueOn,
  left,
}: NoticeData['figure.due']): Card {
  const when = sayDay(dueOn, dueOn)
  const title =
    left < 0
      ? `${sayPeriod(period)}报数已过期`
      : left === 0
        ? `今天截止：${sayPeriod(period)}报数`
        : `${sayPeriod(period)}报数还剩${left}个工作日`
  return {
    title,
    tone: left <= 0 ? 'warn' : 'info',
    blocks: [
      text(`${enterprise}还没有报`, bold(missing.join('、')), `，${when}截止。`),
      buttons({
        label: '现在报',
        style: 'primary',
        action: { command: 'figures', intent: 'intake.metric_report', args: { uscc, period } },
      }),
      note(
        '也可以直接发文字，例如“报数：产值1260万 税38万”。收到此提醒是因为您是企业联系人，企业在倍增名录中。',
      ),
    ],
  }
}

/** To a liaison: which of their firms have not reported in time. */
export function figureOverdue({ period, dueOn, total, firms }: NoticeData['figure.overdue']): Card {
  const shown = firms.slice(0, SHOWN)
  return {
    title: `${total}家联系企业没有按时报数`,
    tone: 'warn',
    blocks: [
      text(`${sayPeriod(period)}的数${sayDay(dueOn, dueOn)}截止，您联系的这些企业还没有报：`),
      text(shown.map(({ name }) => name).join('、'), total > shown.length ? `等${total}家` : ''),
      note('可以提醒企业联系人，或经企业同意后代报，例如“报数 金杯电工 10月产值1260万 税38万”。'),
    ],
  }
}
