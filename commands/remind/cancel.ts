import { z } from 'zod'
import { say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, timeOf } from '../../src/lib/time.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { cancelReminders, openReminders, type Reminder } from '../../src/reminders/reminders.ts'
import { reminderList } from './list.ts'
import { readReminder } from './read.ts'
import { sayWhen } from './words.ts'

const slots = z.object({
  id: z.number().int().optional(),
  /** All of them. */
  all: z.boolean().optional(),
  day: z.string().max(20).optional(),
  time: z.string().max(10).optional(),
  words: z.string().max(100).optional(),
})

const STOPS = /取消|删掉|删除|撤掉|不要再?提醒|别再?提醒|不用再?提醒/

/** 取消提醒: the one named by its day, its time or its words; a choice where several may be meant. */
export const cancelIntent = intent({
  title: '取消提醒',
  examples: [
    '取消明天那个提醒',
    '周五的提醒不要了 取消',
    '别再提醒我报周报了',
    '取消所有提醒',
    '删掉去松木园区的提醒',
    '取消提醒',
    '别提醒了',
    '不用提醒我了',
    '提醒都取消',
    '周五那个提醒不要了',
    '报数的提醒取消',
    '不要再提醒走访',
    '取消每周一的提醒',
    '提醒关掉',
    '把那个提醒删了',
    '明天的提醒不用了',
    '周一走访的提醒取消吧',
    '那个报数提醒关掉',
    '不用每周提醒了',
    '明早的闹钟不要了',
    '闹钟删了',
  ],
  access: 'known',

  read: ({ text: said, now }) => {
    const { at, rhythm, words } = readReminder(said, now)
    const named = words
      .replace(STOPS, '')
      .replace(/那个|这个|这条|那条|所有|全部|提醒|不要了|的|了|我/g, '')
      .trim()
    const hasTime = /[点:：]|上午|下午|早上|晚上|中午/.test(said)
    return {
      ...(/所有|全部/.test(said) && { all: true }),
      ...(at && !rhythm && { day: at.slice(0, 10), ...(hasTime && { time: at.slice(11) }) }),
      ...(named && { words: named }),
    }
  },
  slots,
  async run({ db, now, speaker }, given) {
    const person = requirePerson(speaker)
    const open = await openReminders(db, person.id)
    const meant = given.all ? open : open.filter(one => isMeant(one, given))
    if (meant.length === 0)
      throw new Refusal(
        open.length === 0
          ? '您现在没有提醒，不用取消。'
          : '没有找到您说的那个提醒。发“我有哪些提醒”可以查看和取消。',
      )
    if (meant.length > 1 && !given.all)
      return { card: reminderList(meant, '您要取消哪一个？', now), isPrivate: true }
    const cancelled = await cancelReminders(
      db,
      person.id,
      meant.map(({ id }) => id),
      now,
    )
    const [one] = cancelled
    if (!one) throw new Refusal('这个提醒已经发出或取消了。')
    const words =
      cancelled.length === 1
        ? `已取消：${one.words}（${sayWhen(one, now)}）。`
        : `已取消全部${cancelled.length}个提醒。`
    return {
      card: say('提醒已取消', words, 'good'),
      did: {
        words: cancelled.length === 1 ? `取消提醒：${one.words}` : `取消全部${cancelled.length}个提醒`,
        undo: { never: '要的话请再设一次，例如“提醒我明天上午9点去松木园区”。' },
      },
      isPrivate: true,
      ...(given.id !== undefined && { replaces: true }),
    }
  },
})

type Given = z.infer<typeof slots>

function isMeant({ id, at, words }: Reminder, given: Given): boolean {
  if (given.id !== undefined) return id === given.id
  if (given.day && dayOf(at) !== given.day) return false
  if (given.time && timeOf(at) !== given.time) return false
  return !given.words || words.includes(given.words) || given.words.includes(words)
}
