import { z } from 'zod'
import { UNITS } from '../../db/base/places.ts'
import { type Card, note, say, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { askBinding, type Replaced, roleIn, sayRole, type Wish } from '../../src/people/binding.ts'
import { scopesOf } from '../../src/people/may.ts'

const USCC = /[0-9A-HJ-NPQRTUWXY]{18}/

export const asking = z.object({
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  text: z.string().optional(),
  replaces: z.enum(['firms', 'contacts']).optional(),
  /** An official of this unit asks. */
  unit: z.string().max(50).optional(),
  /** A liaison asks. */
  liaison: z.boolean().optional(),
  /** It is the account that changed. */
  account: z.boolean().optional(),
})
export type Asking = z.infer<typeof asking>

/** Puts it to whoever decides; an enterprise that was only named is confirmed by the speaker first. */
export async function ask(context: Context, { text = '', replaces, ...named }: Asking): Promise<Reply> {
  const { speaker } = context
  const code = text.toUpperCase().match(USCC)?.[0]
  const own = scopesOf(speaker, 'enterprise')
  const uscc = code ?? (named.enterprise === '$self' ? undefined : named.uscc)
  if (named.liaison) return liaisonForm(context, uscc)
  if (!uscc && named.unit) return formOf(context, named.unit)
  if (!uscc && replaces === 'contacts' && own.length > 0)
    throw new Refusal(
      '联系人换了的，请新联系人自己发“绑定企业 统一社会信用代码 联系人换成我了”，办公室核实后您这边同时解除。',
    )
  if (!uscc)
    throw new Missing(
      'enterprise',
      '您是哪一家的？企业请写全称或18位统一社会信用代码，例如“91430400DEM000022A”；干部请写单位，例如“我是衡东县工信局的 开通账号”。',
    )
  if (own.includes(uscc))
    throw new Refusal('您已经绑定这家企业了，不用再申请。直接说事就行，例如“园区又停电了，耽误交货”。')
  const what = await putForward(context, { kind: 'contact', uscc, replaces })
  const ends = replaces ? ENDS[replaces] : ''
  return {
    card: say('已提交绑定申请', `已申请${what}${ends}。领导小组办公室核实后会通知您，一般当个工作日内办好。`),
    ...(!code && {
      did: {
        words: `申请${what}${ends}`,
        undo: { never: '申请由办公室核实，不同意就不生效；办错了请告诉办公室。' },
      },
    }),
  }
}

const ENDS: Record<Replaced, string> = {
  firms: '，原来绑定的企业同时解除',
  contacts: '，原联系人同时解除',
}

/** Puts a wish forward as whoever speaks; answers it in words. */
export function putForward(
  { db, now, speaker, chat, openId, causeId }: Context,
  wish: Wish,
): Promise<string> {
  const name = speaker.kind === 'person' ? speaker.name : `${chat.platform}用户 ${openId}`
  return askBinding(db, { platform: chat.platform, openId, name }, wish, { now, causeId })
}

async function liaisonForm(context: Context, uscc: string | undefined): Promise<Reply> {
  if (!uscc)
    throw new Missing(
      'enterprise',
      '您联系哪一家企业？请写企业名称，例如“我是金杯电工的联络员”；联系好几家的，开通一家后其余的请办公室或县市区变更联点人员。',
    )
  if (scopesOf(context.speaker, 'liaison').includes(uscc))
    throw new Refusal('您已经是这家企业的联络员了，直接说事就行，例如“今天走访了 情况正常”。')
  return officialCard(await sayRole(context.db, 'liaison', uscc), { liaison_of: uscc })
}

async function formOf({ db }: Context, unitId: string): Promise<Reply> {
  return officialCard(await sayRole(db, roleOf(unitId), unitId), { unit_id: unitId })
}

function officialCard(what: string, args: Record<string, unknown>): Reply {
  const card: Card = {
    title: '申请干部账号',
    tone: 'info',
    blocks: [
      text(`申请：${what}。`),
      {
        kind: 'form',
        name: 'official',
        fields: [
          { kind: 'text', name: 'name', label: '姓名', required: true, placeholder: '张三' },
          { kind: 'text', name: 'post', label: '职务和电话', placeholder: '产业科科长 0734-8888888' },
        ],
        submit: {
          label: '提交申请',
          style: 'primary',
          action: { command: 'bind', intent: 'bind.official', args },
        },
      },
      note('系统管理员核实后开通。单位不对的，请重新发一次，例如“我是衡南县工信局的 开通账号”。'),
    ],
  }
  return { card, isPrivate: true }
}

export const officialForm = z.object({
  unit_id: z.string().max(50).optional(),
  liaison_of: z.string().max(40).optional(),
  name: z.string('请填姓名。').trim().min(2, '请填姓名。').max(20, '姓名最多20个字。'),
  post: z.string().trim().max(60, '职务和电话最多60个字。').optional(),
})

/** The form handed in: the role follows from the unit, whatever the card says. */
export async function askOfficial(
  context: Context,
  { unit_id, liaison_of, name, post }: z.infer<typeof officialForm>,
): Promise<Reply> {
  const scopeId = liaison_of ?? unit_id ?? ''
  const role = liaison_of ? ('liaison' as const) : roleOf(scopeId)
  const called = post ? `${name}（${post}）` : name
  const what = await putForward(context, { kind: 'official', role, scopeId, name: called })
  return {
    card: say('已提交账号申请', `${name}，已申请${what}。系统管理员核实后会通知您。`),
    toast: { tone: 'good', text: '已提交' },
    replaces: true,
    did: {
      words: `申请${what}`,
      undo: { never: '申请由管理员核实，不同意就不生效；填错了请再申请一次。' },
    },
  }
}

function roleOf(unitId: string) {
  const kind = UNITS.find(({ id }) => id === unitId)?.kind
  const role = kind && roleIn(kind)
  if (!role) throw new Refusal('办公室和市领导的账号由系统管理员直接开通，请联系他们。')
  return role
}
