import { type Card, note, say, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { filledIn } from '../parts/form-values.ts'
import { type Asking, putForward } from './ask.ts'

/** 换号: whoever comes with a new account says whom they were. */
export async function accountForm({ speaker }: Context, { enterprise }: Asking): Promise<Reply> {
  if (speaker.kind === 'person')
    throw new Refusal(
      `您现在这个账号已经是${speaker.name}了，手机号换了不影响使用。换了账号的，请用新账号来发“换手机了 重新绑定”。`,
    )
  const card: Card = {
    title: '换号申请',
    tone: 'info',
    blocks: [
      text('换了手机、账号的，填原来登记的姓名，核实后您的身份和办过的事都转到这个新账号。'),
      {
        kind: 'form',
        name: 'account',
        fields: [
          { kind: 'text', name: 'name', label: '原来登记的姓名', required: true, placeholder: '张三' },
          {
            kind: 'text',
            name: 'place',
            label: '单位或企业、电话',
            required: true,
            ...(enterprise && enterprise !== '$self' && { value: enterprise }),
            placeholder: '金杯电工 13800000000',
          },
        ],
        submit: {
          label: '提交申请',
          style: 'primary',
          action: { command: 'bind', intent: 'bind.account', args: {} },
        },
      },
      note('系统管理员会打电话核实是您本人；同意后原来的账号就不能再用了。'),
    ],
  }
  return { card, isPrivate: true }
}

/** The form handed in. Whether there is anybody of that name is told to whoever decides alone. */
export async function askAccount(
  context: Context,
  form: { name?: string | undefined; place?: string | undefined },
): Promise<Reply> {
  const name = filledIn(form.name, '原来登记的姓名')
  const place = filledIn(form.place, '单位或企业、电话')
  if (context.speaker.kind === 'person') throw new Refusal('您现在这个账号已经有身份了，不用换号。')
  const what = await putForward(context, { kind: 'account', name, place })
  return {
    card: say('已提交换号申请', `已申请${what}。系统管理员核实后会通知您。`),
    toast: { tone: 'good', text: '已提交' },
    replaces: true,
    did: { words: `申请${what}`, undo: { never: '申请由管理员核实，不是您本人的不会同意。' } },
  }
}
