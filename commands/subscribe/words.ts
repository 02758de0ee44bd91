import type { Address } from '../../db/notice.ts'
import { TOPIC_WORDS, type Topic } from '../../src/chat/notices/topic.ts'

const TOPIC_SAID: readonly [Topic, RegExp][] = [
  ['通报', /通报|月报/],
  ['简报', /简报|要情|日报|周报(?!给)|[早晨]报/],
  ['诉求', /诉求|办件|办理动态|工单/],
  ['提醒', /到期提醒|催办|提醒/],
  ['名录', /名录|入库|出库/],
  ['政策', /政策/],
  ['预警', /预警|风险|事故/],
  ['其他', /其他/],
]

/** The topic a text names; null for none, which means all. */
export const topicIn = (text: string): Topic | null =>
  TOPIC_SAID.find(([, words]) => words.test(text))?.[0] ?? null

export const sayTopic = (topic: string): string =>
  topic === '*' ? '所有推送' : (TOPIC_WORDS[topic as Topic] ?? topic)

/** 您 or 本群. */
export const sayReader = (reader: Address): string => (reader.startsWith('person:') ? '您' : '本群')

/** Said under every setting: what comes all the same. */
export const STILL_COMES = '要您办的（交办、到期提醒、批示、催办）和险情、特急件不受影响，照常按时发。'
