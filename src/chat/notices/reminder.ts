import type { ReminderData } from '../../../db/notice.ts'
import { dayOf, sayDay, timeOf } from '../../lib/time.ts'
import { bold, buttons, type Card, note, text, warn } from '../card.ts'

const sayMoment = (at: Date) => `${sayDay(dayOf(at), dayOf(at))}${timeOf(at)}`

/** At the moment somebody chose; late, with the honest time, when nothing ran then. */
export function reminderCard(data: ReminderData): Card {
  const { reminderId, words, by, at, lateMinutes, again } = data
  return {
    title: `提醒：${words.length > 16 ? `${words.slice(0, 16)}…` : words}`,
    tone: 'info',
    blocks: [
      text(bold(words)),
      ...(lateMinutes > 0
        ? [
            text(
              warn(
                `本应在${sayMoment(new Date(at))}提醒，系统当时没有运行，晚了${sayMinutes(lateMinutes)}。`,
              ),
            ),
          ]
        : []),
      ...(again
        ? [
            buttons({
              label: '不再提醒',
              action: { command: 'remind', intent: 'remind.cancel', args: { id: reminderId } },
            }),
          ]
        : [
            buttons({
              label: '一小时后再提醒',
              action: { command: 'remind', intent: 'remind.again', args: { id: reminderId } },
            }),
          ]),
      note(`${by ? `${by}设的提醒` : '您设的提醒'}${again ? `，${again}一次` : ''}。`),
    ],
  }
}

/** To others: somebody reminds them of something. */
export function reminderSent({ words, by }: ReminderData): Card {
  return {
    title: `提醒：${words.length > 16 ? `${words.slice(0, 16)}…` : words}`,
    tone: 'warn',
    blocks: [text(bold(words)), note(`${by ?? '领导小组办公室'}发来的提醒，发给承担这项工作的单位或人员。`)],
  }
}

function sayMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes}分钟`
  return minutes < 24 * 60 ? `${Math.round(minutes / 60)}小时` : `${Math.round(minutes / 1440)}天`
}
