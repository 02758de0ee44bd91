import type { Command } from '../src/chat/command.ts'
import { cancelIntent } from './remind/cancel.ts'
import { doneIntent } from './remind/done.ts'
import { listIntent } from './remind/list.ts'
import { sendIntent } from './remind/send.ts'
import { againIntent, setIntent } from './remind/set.ts'

/** 提醒: what somebody wants said at a moment, to themselves, their group, or those whose job it is. */
export const remind = {
  name: 'remind',
  title: '提醒',
  aliases: ['定时提醒', '闹钟'],
  summary: '到点提醒我、提醒全组、每周提醒；给单位和企业发提醒；查和取消提醒',
  intents: {
    'remind.set': setIntent,
    'remind.send': sendIntent,
    'remind.list': listIntent,
    'remind.cancel': cancelIntent,
    'remind.again': againIntent,
    'duty.done': doneIntent,
  },
} satisfies Command
