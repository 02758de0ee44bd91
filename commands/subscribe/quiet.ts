import { z } from 'zod'
import { note, say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { setQuiet } from '../../src/chat/push/settings.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findTimes } from '../../src/lib/find-time.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { readerHere } from '../parts/reader.ts'
import { changing } from './deed.ts'
import { sayReader } from './words.ts'

const time = z.string().regex(/^\d\d:\d\d$/)
const slots = z.object({
  start: time.optional(),
  end: time.optional(),
  off: z.boolean().optional(),
  /** 周末, 节假日: nothing comes then anyway. */
  daysOff: z.boolean().optional(),
})

/** When nobody said when quiet hours begin or end. */
const EVENING = '22:00'
const MORNING = '07:30'

const NOON = { start: '12:00', end: '14:00' }

const OVER = /取消免打扰|(?:解除|关掉|关闭)免打扰|可以(?:发|推)了/

/** 免打扰时段. */
export const quietIntent = intent({
  title: '免打扰时段',
  examples: [
    '晚上9点半以后不要推了',
    '早上8点以前别发消息',
    '中午12点到2点别推',
    '22:00到7:00免打扰',
    '夜里别发消息',
    '取消免打扰时段',
    '晚上别打扰',
    '周末别发',
    '周末不要推',
    '周末别打扰我',
    '晚上九点后静音',
    '10点到7点勿扰',
    '开会时间别推',
    '早上别太早发',
    '休息时间不要发消息',
    '深夜不要推',
    '中午别发',
    '节假日别打扰',
    '设置免打扰',
    '晚上9点以后别发消息',
    '半夜别推 早上8点再发',
    '周六周日不要发',
    '午休时间别发消息',
    '开会不要打扰 下午2点到5点',
  ],
  access: 'known',

  read: ({ text: said }) => {
    if (OVER.test(said)) return { off: true }
    const [first, second] = findTimes(said)
    if (first && second) return { start: first.at, end: afternoon(first.at, second.at) }
    if (!first) return withoutTimes(said)
    const isUntil = /^(?:钟|整)?(?:之?前|以前)/.test(said.slice(first.end))
    return isUntil ? { start: EVENING, end: first.at } : { start: first.at, end: MORNING }
  },
  slots,
  async run(context, { start, end, off, daysOff }) {
    const { db, now, speaker } = context
    const reader = await readerHere(context)
    const setting = { db, reader, by: requirePerson(speaker).id, now }
    const did = await changing(db, reader)
    if (off) {
      await setQuiet(setting, null)
      return {
        card: say(
          '免打扰时段已取消',
          `${sayReader(reader)}的推送只按工作时间发（工作日8:30至18:00）。`,
          'good',
        ),
        did: did(`取消${sayReader(reader)}的免打扰时段`),
      }
    }
    if (daysOff)
      return {
        card: say(
          '休息日不推送',
          '推送本来只在工作日8:30至18:00发，周末和节假日不发，不用设。险情、特急件和您自己设的到点提醒除外。',
          'good',
        ),
      }
    if (!start || !end || start === end)
      throw new Refusal('从几点到几点不发？例如“晚上10点以后别发”“中午12点到2点别推”。')
    await setQuiet(setting, { from: start, to: end })
    const until = start > end ? `次日${end}` : end
    return {
      card: say(
        '免打扰时段已设',
        `${start}至${until}不给${sayReader(reader)}推送，攒到时段过后再发。`,
        'good',
        note(
          '险情、特急件和您自己设的到点提醒仍会按时发。平时的推送本来只在工作日8:30至18:00发。取消请发“取消免打扰时段”。',
        ),
      ),
      did: did(`${start}至${until}不给${sayReader(reader)}推送`),
    }
  },
})

/** What a text means that names no time of day. */
function withoutTimes(said: string): z.infer<typeof slots> {
  if (/周末|周[六日]|星期[六日天]|节假日|放假|休息日/.test(said)) return { daysOff: true }
  if (/中午|午休/.test(said)) return NOON
  return /晚|夜|睡|下班|早/.test(said) ? { start: EVENING, end: MORNING } : {}
}

/** `12点到2点`: the second is of the same half of the day. */
function afternoon(from: string, to: string): string {
  const hour = Number(to.slice(0, 2))
  return from >= '11:00' && from < '18:00' && hour >= 1 && hour < 7
    ? `${String(hour + 12).padStart(2, '0')}${to.slice(2)}`
    : to
}
