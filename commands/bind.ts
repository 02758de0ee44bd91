import { z } from 'zod'
import { say } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { bindingAsked } from '../src/chat/notices/binding.ts'
import { Missing, Refusal } from '../src/lib/errors.ts'
import { askBinding, decideBinding, openBinding, type Replaced } from '../src/people/binding.ts'
import { scopesOf } from '../src/people/may.ts'

const USCC = /[0-9A-HJ-NPQRTUWXY]{18}/

const asking = z.object({
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  text: z.string().optional(),
  replaces: z.enum(['firms', 'contacts']).optional(),
})

const NEW_CONTACT = /联系人|接替|顶替|接手|离职|走了/

/** 绑定: tells the bot for which enterprise somebody speaks. */
export const bind = {
  name: 'bind',
  title: '绑定',
  aliases: ['绑定企业', '认证'],
  summary: '申请代表一家企业说话、换绑，由领导小组办公室审核',
  intents: {
    'admin.bind': intent({
      title: '申请绑定',
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
        '绑定',
        '绑定公司',
        '我是[恒飞电缆]的',
        '我是[瑞达电源]的会计 绑定一下',
        '怎么注册',
        '认证企业',
        '怎么开通权限',
        '新来的 要开通',
        '我是企业联系人',
        '注册账号',
        '我是人社局的 给个权限',
        '绑一下企业',
        '我是[瑞达电源]办公室的 要绑企业',
        '怎么绑 91430424DEM000030X',
        '新来的联络员 没权限 怎么开',
        '我们公司怎么在这上面认证',
        '绑一下[德阳鞋业]',
        '我是衡东县工信局的 开个账号',
      ],
      access: 'anyone',
      slots: asking,
      run: ask,
    }),
    'admin.rebind': intent({
      title: '换绑企业',
      examples: [
        '换绑企业 91430400DEM000022A',
        '我换单位了 改绑到[建滔化工]',
        '[金杯电工]联系人换成我了 原来的走了',
        '我们公司联系人换了',
        '我接手做[恒飞电缆]的联系人',
        '换绑',
        '重新绑定',
        '换公司了',
        '绑错公司了',
        '绑错了 换一个',
        '账号绑错了 重绑',
        '改绑[金杯电工]',
        '我跳槽到[大合新材料]了 改绑',
        '我调到[福邦新材料]了 重新绑一下',
        '换手机了 重新绑定',
        '手机号换了 账号要改绑',
        '联系人换人了 换成我',
        '我们经办人换了',
        '原来的联系人离职了 换我',
        '我现在到工信局上班了 改绑',
        '解绑 换一家',
        '我从[恒飞电缆]跳到[瑞达电源]了 换绑',
        '以前绑的公司注销了 换一个',
        '统计员换人了 账号改成我',
        '单位变了 重新认证',
        '企业联系人变更 换成财务小李',
      ],
      access: 'anyone',

      read: ({ text }) => ({ replaces: NEW_CONTACT.test(text) ? 'contacts' : 'firms' }),
      slots: asking,
      run: ask,
    }),
    'bind.show': intent({
      title: '看绑定申请',
      examples: [],
      access: ['office', 'admin'],
      slots: z.object({ request_id: z.number().int() }),
      async run({ db }, { request_id }) {
        const asked = await openBinding(db, request_id)
        return {
          card: asked ? bindingAsked(asked) : say('企业绑定申请', '这条申请已经处理过了。', 'plain'),
          isPrivate: true,
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
          did: {
            words,
            undo: { never: granted ? '同意后请让系统管理员解除。' : '请申请人再申请一次。' },
          },
          toast: { tone: 'good', text: words },
          replaces: true,
        }
      },
    }),
  },
} satisfies Command

/** Puts it to the office, who confirms it; an enterprise that was only named is confirmed by the speaker first. */
async function ask(
  context: Context,
  { text = '', replaces, ...named }: z.infer<typeof asking>,
): Promise<Reply> {
  const { db, now, speaker, chat, openId, causeId } = context
  const code = text.toUpperCase().match(USCC)?.[0]
  const own = scopesOf(speaker, 'enterprise')
  const uscc = code ?? (named.enterprise === '$self' ? undefined : named.uscc)
  if (!uscc && replaces === 'contacts' && own.length > 0)
    throw new Refusal(
      '联系人换了的，请新联系人自己发“绑定企业 统一社会信用代码 联系人换成我了”，办公室核实后您这边同时解除。',
    )
  if (!uscc)
    throw new Missing('enterprise', '请写上企业全称或18位统一社会信用代码，例如“91430400DEM000022A”。')
  if (own.includes(uscc))
    throw new Refusal('您已经绑定这家企业了，不用再申请。直接说事就行，例如“园区又停电了，耽误交货”。')
  const name = speaker.kind === 'person' ? speaker.name : `${chat.platform}用户 ${openId}`
  const asked = await askBinding(db, {
    platform: chat.platform,
    openId,
    name,
    uscc,
    replaces: replaces satisfies Replaced | undefined,
    now,
    causeId,
  })
  const ends =
    replaces === 'firms' ? '，原来绑定的企业同时解除' : replaces === 'contacts' ? '，原联系人同时解除' : ''
  return {
    card: say(
      '已提交绑定申请',
      `已申请代表${asked.enterprise}${ends}。领导小组办公室核实后会通知您，一般当个工作日内办好。`,
    ),
    ...(!code && {
      did: {
        words: `申请代表${asked.enterprise}${ends}`,
        undo: { never: '申请由办公室核实，不同意就不生效；办错了请告诉办公室。' },
      },
    }),
  }
}
