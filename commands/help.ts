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
      examples: [
        '帮助',
        '你能干什么',
        '怎么用',
        '有哪些功能',
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
        '你能干啥',
        '都有什么功能',
        'help',
        '使用手册',
        '指令有哪些',
        '我能问你什么',
        '有啥用',
        '你好 你能做什么',
      ],
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
        '人工',
        '找人工',
        '我要投诉 找人',
        '不想跟机器说',
        '工作人员呢',
        '让人联系我',
        '找你们领导',
        '客服电话',
        '有人工吗',
        '你不懂 找个人来',
        '跟真人说',
        '找工信局的人',
        '帮我转接办公室',
      ],
      access: 'anyone',

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
        '打不开',
        '登不上',
        '页面打不开',
        '系统崩了',
        '按钮没反应',
        '点了没用',
        '附件打不开',
        '一直在加载',
        '提示错误',
        '收不到验证码',
        '消息发不出去',
        '看不到卡片',
        '文件下载不了',
        '闪退',
        '链接失效了',
        '图片传不上去',
      ],
      access: 'anyone',

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
      examples: [
        '啥',
        '？',
        '嗯？',
        '不知道怎么说',
        '嗯嗯啊',
        '那个',
        '那个什么',
        '这个这个',
        '就是那个',
        '哦',
        '随便',
        '啊',
        '什么鬼',
        '不知道',
        '111',
        'asdf',
        '……',
        '就那样',
        '额',
      ],
      access: 'anyone',
      isAside: true,

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
        '你好啊',
        '早',
        '谢谢啦',
        '好厉害',
        '你是谁做的',
        '你多聪明',
        '呵呵',
        '你是不是真人',
        '哈哈哈',
        '你下班了吗',
        '无聊',
        '你在干嘛',
        '晚安',
        '节日快乐',
        '笨死了',
        '你好',
      ],
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
