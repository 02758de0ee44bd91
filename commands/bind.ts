import { z } from 'zod'
import { say } from '../src/chat/card.ts'
import { type Command, intent } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { askBinding, decideBinding } from '../src/people/binding.ts'

const USCC = /[0-9A-HJ-NPQRTUWXY]{18}/

/** 绑定: tells the bot for which enterprise somebody speaks. */
export const bind = {
  name: 'bind',
  title: '绑定',
  aliases: ['绑定企业', '认证'],
  summary: '申请代表一家企业说话，由领导小组办公室审核',
  intents: {
    'admin.bind': intent({
      title: '绑定企业',
      examples: [
        '绑定企业 91430424DEM000030X',
        '我要绑定企业',
        '我是企业的，怎么认证',
        '绑定[金杯电工]',
        '怎么绑定公司',
        '我是金杯电工的 要绑定',
        '认证身份',
        '我是新来的联络员 开通一下',
        '绑定我的企业',
        '申请开通账号',
        '注册一下',
        '我是税务局的 怎么认证',
      ],
      access: 'anyone',
      slots: z.object({ uscc: z.string().optional(), text: z.string().optional() }),
      async run({ db, now, speaker, chat, openId, causeId }, slots) {
        const uscc = slots.text?.toUpperCase().match(USCC)?.[0] ?? slots.uscc
        if (!uscc) {
          throw new Refusal('请写上企业的18位统一社会信用代码，例如“绑定企业 91430400DEM000022A”。')
        }
        const name = speaker.kind === 'person' ? speaker.name : `${chat.platform}用户 ${openId}`
        const asked = await askBinding(db, { platform: chat.platform, openId, name, uscc, now, causeId })
        return {
          card: say(
            '已提交绑定申请',
            `已申请代表${asked.enterprise}。领导小组办公室核实后会通知您，一般当个工作日内办好。`,
          ),
        }
      },
    }),
    'bind.decide': intent({
      title: '审核绑定',
      examples: [],
      access: ['office', 'admin'],
      slots: z.object({ request_id: z.number().int(), granted: z.boolean() }),
      async run({ db, now, speaker, causeId }, { request_id, granted }) {
        const decided = await decideBinding(db, { requestId: request_id, granted, speaker, now, causeId })
        const words = granted ? `已同意绑定${decided.enterprise}` : `已拒绝绑定${decided.enterprise}`
        return {
          card: say('企业绑定申请', `${words}，已通知申请人。`, granted ? 'good' : 'plain'),
          toast: { tone: 'good', text: words },
          replaces: true,
        }
      },
    }),
  },
} satisfies Command
