import { z } from 'zod'
import { bold, buttons, type Card, note, say, text } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { openReminders, type Reminder } from '../../src/reminders/reminders.ts'
import { sayWhen } from './words.ts'

const SHOWN = 10

/** 我的提醒. */
export const listIntent = intent({
  title: '我的提醒',
  examples: [
    '我有哪些提醒',
    '我设了什么提醒',
    '看看我的提醒',
    '还有几个提醒没到',
    '我的提醒',
    '提醒列表',
    '有什么提醒',
    '设了几个提醒',
  ],
  inPrivate: true,
  access: 'known',

  slots: z.object({}),
  async run({ db, now, speaker }) {
    const open = await openReminders(db, requirePerson(speaker).id)
    if (open.length === 0)
      return {
        card: say('我的提醒', '您现在没有提醒。可以发“提醒我明天上午9点……”设一个。', 'plain'),
        isPrivate: true,
      }
    return { card: reminderList(open, `您有${open.length}个提醒`, now), isPrivate: true }
  },
})

/** Reminders with a button each to cancel it. */
export function reminderList(open: readonly Reminder[], title: string, now: Date): Card {
  const shown = open.slice(0, SHOWN)
  return {
    title,
    tone: 'info',
    blocks: [
      ...shown.flatMap(one => [
        text(
          bold(one.words),
          `，${sayWhen(one, now)}${one.readers[0]?.startsWith('person:') ? '' : '，发到群里'}`,
        ),
        buttons({
          label: '取消',
          action: { command: 'remind', intent: 'remind.cancel', args: { id: one.id } },
        }),
      ]),
      ...(open.length > shown.length ? [note(`只列最近的${shown.length}个，共${open.length}个。`)] : []),
    ],
  }
}
