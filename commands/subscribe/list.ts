import { z } from 'zod'
import { buttons, fields, note, text } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { DAILY } from '../../src/chat/plan.ts'
import { settingsOf } from '../../src/chat/push/settings.ts'
import { sayRhythm } from '../../src/lib/rhythm.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { readerHere } from '../parts/reader.ts'
import { STILL_COMES, sayReader, sayTopic } from './words.ts'

/** 我订了什么. */
export const listIntent = intent({
  title: '我的推送设置',
  examples: [
    '我订了什么',
    '我的推送设置',
    '我订阅了哪些',
    '看看推送设置',
    '本群推送设置',
    '推送设置',
    '我订阅的有哪些',
    '都订阅了什么',
  ],
  access: 'known',

  slots: z.object({}),
  async run(context) {
    const { db, now, chat } = context
    const reader = await readerHere(context)
    const { hours, topics, copies } = await settingsOf(db, reader)
    const today = dayOf(now)
    const isPaused = hours?.pausedTo && hours.pausedTo >= today
    const set = {
      推送频次:
        topics.length === 0
          ? '照常，有事就推'
          : topics
              .map(
                one =>
                  `${sayTopic(one.topic)}：${one.isOff ? '不推' : one.rhythm ? sayRhythm(one.rhythm) : '照常'}`,
              )
              .join('；'),
      免打扰时段: hours?.quietFrom ? `${hours.quietFrom}至${hours.quietTo}` : '没有设',
      暂停: isPaused ? `到${sayDay(hours.pausedTo ?? today, today)}` : '没有',
      抄送: copies.map(({ topic }) => sayTopic(topic)).join('、') || '没有',
    }
    const most = reader.startsWith('person:') ? DAILY.person : DAILY.group
    return {
      card: {
        title: `${sayReader(reader) === '您' ? '您' : '本群'}的推送设置`,
        tone: 'info',
        blocks: [
          fields(set),
          text('想改直接说，例如“每周一早上8点半推一次”“晚上10点以后别发”“通报抄给我”。'),
          buttons({
            label: '恢复照常推送',
            action: { command: 'subscribe', intent: 'push.subscribe', args: { how: 'on' } },
          }),
          note(`推送只在工作日8:30至18:00发，每天最多${most}条，多的合并到次日早上。${STILL_COMES}`),
        ],
      },
      ...(chat.kind === 'private' && { isPrivate: true }),
    }
  },
})
