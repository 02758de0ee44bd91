import { z } from 'zod'
import { bold, buttons, say, text } from '../src/chat/card.ts'
import { type Command, intent } from '../src/chat/command.ts'
import { handoffCard, officeToAsk } from './help/handoff.ts'
import { areaCard, overviewCard, suggestionsFor } from './help/overview.ts'

const MORE = buttons({
  label: '看看能做什么',
  action: { command: 'help', intent: 'meta.help', args: {} },
})

/** 帮助: what one can do here, told by the commands themselves, for whoever asks; and people, where a bot is not enough. */
export const help = {
  name: 'help',
  title: '帮助',
  aliases: ['help', '怎么用', '功能'],
  summary: '我能做什么、怎么说；找人、报故障',
  intents: {
    'meta.help': intent({
      title: '帮助',
      examples: ['帮助', '你能干什么', '怎么用', '有哪些功能', '你好', '在吗', '你会做什么'],
      access: 'anyone',
      slots: z.object({ area: z.string().max(20).optional() }),
      async run(context, { area }) {
        const card = area ? areaCard(context, area) : null
        return { card: card ?? overviewCard(context), ...(context.text === '' && { replaces: true }) }
      },
    }),
    'meta.handoff': intent({
      title: '转人工',
      examples: [
        '转人工',
        '找个真人',
        '我要找人说',
        '能不能让办公室的人联系我',
        '有没有人工客服',
        '办公室电话多少',
      ],
      access: 'anyone',
      hint: (_, { text: said }) =>
        /转人工|人工(?:客服|服务)?$|真人|活人|(?:办公室|你们).{0,3}电话(?:是?多少|号码)?$|(?:找|叫|让).{0,4}(?:个|位)?人(?:来)?(?:说|聊|联系我|跟我)/.test(
          said,
        ) && !/是(?:不是)?(?:真人|活人)|招/.test(said)
          ? 'sure'
          : null,
      slots: z.object({}),
      run: async context => ({ card: await handoffCard(context), isPrivate: true }),
    }),
    'meta.support': intent({
      title: '报故障',
      examples: [
        '按钮点了没反应',
        '收不到你的消息',
        '卡片打不开',
        '机器人坏了',
        '系统报错了怎么办',
        '登录不了',
        '你发的文件打不开',
      ],
      access: 'anyone',
      hint: (_, { text: said }) =>
        /(?:按钮|卡片|链接|文件|消息|机器人|小程序|账号|系统).{0,8}(?:没反应|打不开|点不了|点不动|坏了|报错|收不到|看不到|用不了|不好使|卡死)|收不到.{0,6}(?:消息|提醒|推送|卡片)|登(?:录|陆)不了|系统出问题/.test(
          said,
        )
          ? 'sure'
          : null,
      slots: z.object({}),
      async run(context) {
        return {
          card: say(
            '报故障',
            '对不住。可以先这样试：按钮失效的，发编号重新查一次；收不到推送的，看看飞书里是不是把我屏蔽了，再问“我的订阅”。',
            'warn',
            text('还是不行的，请把看到的', bold('编号（BZ-开头）'), '、时间和截图发给系统管理员。'),
            text(await officeToAsk(context)),
          ),
        }
      },
    }),
    'meta.unclear': intent({
      title: '没听明白',
      examples: ['啥', '？', '嗯？', '不知道怎么说'],
      access: 'anyone',
      isAside: true,
      hint: (_, { text: said }) =>
        /^(?:啥|什么|嗯|哦|啊|呃|[?？.。,，!！~～…]+|\s)+$/.test(said) ? 'sure' : null,
      slots: z.object({}),
      async run(context) {
        const tries = suggestionsFor(context)
        return {
          card: say(
            '没太明白您的意思',
            `可以换个说法，说清企业、事情和要什么。比如：${tries.join('、')}。`,
            'plain',
            text('这里管企业诉求、数据、名录和政策；别的事我不知道，不会乱说。'),
            text(await officeToAsk(context)),
            MORE,
          ),
        }
      },
    }),
    'meta.smalltalk': intent({
      title: '闲聊',
      examples: ['你是机器人吧', '你是谁', '你是真人吗', '谢谢', '辛苦了', '你叫什么名字'],
      access: 'anyone',
      slots: z.object({}),
      async run() {
        return {
          card: say(
            '倍增助手',
            '我是倍增助手，一个办事机器人：帮企业报诉求、帮干部查数据和条款。要找真人，说“转人工”。',
            'info',
            MORE,
          ),
        }
      },
    }),
  },
} satisfies Command
