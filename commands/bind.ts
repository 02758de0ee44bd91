import { z } from 'zod'
import { say } from '../src/chat/card.ts'
import { type Command, intent, type Said } from '../src/chat/command.ts'
import { bindingAsked } from '../src/chat/notices/binding.ts'
import { decideBinding, openBinding } from '../src/people/binding.ts'
import { accountForm, askAccount } from './bind/account.ts'
import { ask, asking, askOfficial, officialForm } from './bind/ask.ts'
import { endIt, showBindings } from './bind/end.ts'
import { unitsIn } from './parts/units-in.ts'

const NEW_CONTACT = /联系人|接替|顶替|接手|离职|走了/
const NEW_ACCOUNT =
  /换(?:了)?(?:个)?(?:新)?(?:手机|号码?|账号|飞书|钉钉)|(?:手机|号码?|账号|飞书|钉钉)(?:号)?(?:也)?(?:换|丢|停|没)|新(?:手机|号码?|账号)/
const LIAISON = /联络员|驻企|联点/

/** Whether an official asks, and of what unit. */
const official = ({ rest, text }: Said) => {
  const [unit] = unitsIn(rest)
  return LIAISON.test(text) ? { liaison: true } : unit ? { unit: unit.id } : {}
}

/** 绑定: tells the bot for which enterprise somebody speaks. */
export const bind = {
  name: 'bind',
  title: '绑定',
  aliases: ['绑定企业', '认证'],
  summary: '申请代表一家企业说话、开通干部账号、换绑、换号、解绑，由办公室或管理员审核',
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
      read: said => official(said),
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

      read: said => ({
        ...official(said),
        replaces: NEW_CONTACT.test(said.text) ? 'contacts' : 'firms',
        ...(NEW_ACCOUNT.test(said.text) && { account: true }),
      }),
      slots: asking,
      run: (context, slots) => (slots.account ? accountForm(context, slots) : ask(context, slots)),
    }),
    'admin.unbind': intent({
      title: '解除绑定',
      examples: [
        '解绑',
        '解除绑定',
        '我离职了 把绑定解除',
        '我不在[金杯电工]干了 解绑',
        '不再代表公司了 取消绑定',
        '取消企业绑定',
        '把我和公司的绑定解开',
        '我辞职了 账号和公司脱开',
        '[恒飞电缆]的联系人走了 解除绑定',
        '解除[瑞达电源]联系人的绑定',
        '刘东调走了 停掉他的账号',
        '停用陈原的账号',
      ],
      access: 'known',
      inPrivate: true,
      slots: asking,
      run: showBindings,
    }),
    'bind.end': intent({
      title: '解除一项绑定',
      examples: [],
      access: 'known',
      inPrivate: true,
      slots: z.object({
        person_id: z.string().max(100),
        role: z.string().max(20),
        scope_id: z.string().max(50),
      }),
      run: endIt,
    }),
    'bind.official': intent({
      title: '提交干部账号申请',
      examples: [],
      access: 'anyone',
      inPrivate: true,
      slots: officialForm,
      run: askOfficial,
    }),
    'bind.account': intent({
      title: '提交换号申请',
      examples: [],
      access: 'anyone',
      inPrivate: true,
      slots: z.object({ name: z.string().max(20).optional(), place: z.string().max(60).optional() }),
      run: askAccount,
    }),
    'bind.show': intent({
      title: '看绑定申请',
      examples: [],
      access: ['office', 'admin'],
      inPrivate: true,
      slots: z.object({ request_id: z.number().int() }),
      async run({ db }, { request_id }) {
        const asked = await openBinding(db, request_id)
        return { card: asked ? bindingAsked(asked) : say('绑定申请', '这条申请已经处理过了。', 'plain') }
      },
    }),
    'bind.decide': intent({
      title: '审核绑定',
      examples: [],
      access: ['office', 'admin'],
      slots: z.object({
        request_id: z.number().int(),
        granted: z.boolean(),
        person_id: z.string().max(100).optional(),
      }),
      async run({ db, now, speaker, causeId }, { request_id, granted, person_id }) {
        const what = await decideBinding(db, {
          requestId: request_id,
          granted,
          personId: person_id,
          speaker,
          now,
          causeId,
        })
        const words = granted ? `已同意：${what}` : `没有同意：${what}`
        return {
          card: say('绑定申请', `${words}，已通知申请人。`, granted ? 'good' : 'plain'),
          did: {
            words,
            undo: {
              never: granted ? '请发“解绑”加企业名或人名来解除。' : '请申请人再申请一次。',
            },
          },
          toast: { tone: 'good', text: words },
          replaces: true,
        }
      },
    }),
  },
} satisfies Command
