import { z } from 'zod'
import { note, say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { setPause } from '../../src/chat/push/settings.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { addDays, type Day, dayOf, isDay, sayDay, weekdayOf } from '../../src/lib/time.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { leaveIn } from '../liaison/words.ts'
import { readerHere } from '../parts/reader.ts'
import { changing } from './deed.ts'
import { STILL_COMES, sayReader } from './words.ts'

const slots = z.object({
  from: z.string().max(10).optional(),
  until: z.string().max(10).optional(),
  off: z.boolean().optional(),
})

/** Without an end: for so many days, so that nobody is forgotten. */
const LONGEST = 30

const OVER = /(?:结束|取消|解除)(?:暂停|免打扰)(?!时段)|我(?:提前)?回来了.{0,6}推/

/** 下周 as a whole, Monday to Sunday. */
function nextWeek(said: string, today: Day): { from: Day; until: Day } | null {
  if (!/下个?(?:周|星期|礼拜)(?![一二三四五六日天])/.test(said)) return null
  const from = addDays(today, 7 - ((weekdayOf(today) + 6) % 7))
  return { from, until: addDays(from, 6) }
}

/** 暂停推送: on leave, or a group that wants its peace for some days. */
export const pauseIntent = intent({
  title: '暂停推送',
  examples: [
    '我下周请假 这几天别推消息',
    '暂停推送三天',
    '出差到月底 先不要推了',
    '本群免打扰',
    '结束暂停 接着推',
    '这周别推',
    '暂停推送',
    '暂停一周',
    '恢复之前先别推',
  ],
  access: 'known',

  read: ({ text: said, now }) => {
    if (OVER.test(said)) return { off: true }
    const { from, until } = nextWeek(said, dayOf(now)) ?? leaveIn(said, dayOf(now))
    return { ...(from && { from }), ...(until && { until }) }
  },
  slots,
  async run(context, given) {
    const { db, now, speaker } = context
    const reader = await readerHere(context)
    const setting = { db, reader, by: requirePerson(speaker).id, now }
    const did = await changing(db, reader)
    const today = dayOf(now)
    if (given.off) {
      await setPause(setting, null)
      return {
        card: say('恢复推送', `已恢复照常推送；暂停期间攒下的会合并成一张发给${sayReader(reader)}。`, 'good'),
        did: did(`恢复给${sayReader(reader)}的推送`),
      }
    }
    const from = given.from && isDay(given.from) ? given.from : today
    const to = given.until && isDay(given.until) ? given.until : addDays(from, LONGEST - 1)
    if (to < today || to < from) throw new Refusal('暂停到哪天？例如“暂停推送到11月30日”。')
    await setPause(setting, { from, to })
    return {
      card: say(
        '已暂停推送',
        `${sayDay(from, today)}至${sayDay(to, today)}不给${sayReader(reader)}推动态，之后合并成一张补发。`,
        'good',
        note(`${STILL_COMES}提前恢复请发“结束暂停”。`),
      ),
      did: did(`${sayDay(from, today)}至${sayDay(to, today)}暂停给${sayReader(reader)}推送`),
    }
  },
})
