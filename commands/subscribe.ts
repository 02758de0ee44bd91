import type { Command } from '../src/chat/command.ts'
import { copyIntent } from './subscribe/copy.ts'
import { listIntent } from './subscribe/list.ts'
import { pauseIntent } from './subscribe/pause.ts'
import { quietIntent } from './subscribe/quiet.ts'
import { topicIntent } from './subscribe/topic.ts'

/** 订阅: who gets what of what nobody asked for, when and where. */
export const subscribe = {
  name: 'subscribe',
  title: '推送设置',
  aliases: ['订阅', '推送'],
  summary: '多久推一次、几点以后别发、暂停推送、抄送、看我订了什么；在群里说就是设置本群',
  intents: {
    'push.subscribe': topicIntent,
    'push.quiet_hours': quietIntent,
    'push.copy': copyIntent,
    'push.pause': pauseIntent,
    'push.list': listIntent,
  },
} satisfies Command
