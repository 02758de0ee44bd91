import { z } from 'zod'
import { bold, buttons, note, say, text } from '../src/chat/card.ts'
import { plainExample } from '../src/chat/classifier.ts'
import { type Command, intent } from '../src/chat/command.ts'
import { mayUse } from '../src/people/may.ts'

/** How many things a help card lists before it stops being a help. */
const MOST_LINES = 12

/** 帮助: what one can do here, told by the commands themselves, for whoever asks. */
export const help = {
  name: 'help',
  title: '帮助',
  aliases: ['help', '怎么用', '功能'],
  summary: '我能做什么、怎么说',
  intents: {
    'meta.help': intent({
      title: '帮助',
      examples: [
        '帮助',
        '你能干什么',
        '怎么用',
        '有哪些功能',
        '你好',
        '在吗',
        '你会做什么',
        '能做什么',
        '怎么操作',
        '使用说明',
        '教我怎么用',
        '功能介绍',
        '都会啥',
        '不会用',
        '菜单',
      ],
      access: 'anyone',
      slots: z.object({}),
      async run({ commands, speaker }) {
        const known = commands.flatMap(({ name, intents }) =>
          name === 'help'
            ? []
            : Object.values(intents).filter(one => one.examples.length > 0 && mayUse(speaker, one.access)),
        )
        const lines = known
          .slice(0, MOST_LINES)
          .map(one => text(bold(one.title), `：例如“${plainExample(one.examples[0] ?? '')}”`))
        const greeting =
          speaker.kind === 'person'
            ? `${speaker.name}，您好。您可以直接用大白话说：`
            : '您好，我是倍增助手。您还没有绑定身份，现在可以：'
        return {
          card: {
            title: '倍增助手能做什么',
            tone: 'info',
            blocks: [
              text(greeting),
              ...lines,
              note('也可以打“/名称 内容”，例如“/帮助”。说错了没关系，改动数据前都会先请您确认。'),
            ],
          },
        }
      },
    }),
    'meta.smalltalk': intent({
      title: '闲聊',
      examples: [
        '你是机器人还是真人',
        '你是谁',
        '你是真人吗',
        '谢谢',
        '辛苦了',
        '你叫什么名字',
        '早上好',
        '晚上好',
        '你多大了',
        '谢谢你',
        '你真厉害',
        '哈哈',
        '再见',
        '你是人还是机器',
        '吃了吗',
        '今天天气不错',
      ],
      access: 'anyone',
      slots: z.object({}),
      async run() {
        return {
          card: say(
            '倍增助手',
            '我是倍增助手，一个办事机器人：帮企业报诉求、帮干部查数据和条款。要找真人，请联系领导小组办公室。',
            'info',
            buttons({ label: '看看能做什么', action: { command: 'help', intent: 'meta.help', args: {} } }),
          ),
        }
      },
    }),
  },
} satisfies Command
