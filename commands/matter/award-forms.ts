import { AWARD_KINDS } from '../../db/schema/index.ts'
import { type Block, bold, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { exactWan } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import {
  cancelAward,
  checkAward,
  decideAward,
  payAward,
  proposeAward,
} from '../../src/registry/matters/awards.ts'
import { firmAsked } from '../parts/firm.ts'
import { amountIn, choiceIn, dayIn, filledIn } from '../parts/form-values.ts'
import { type AwardSlots, actOf, awardOf, checkBlocks, showAward } from './awards.ts'

/** 登记奖补 (拟定). */
export async function addAward(context: Context, given: AwardSlots): Promise<Reply> {
  const act = actOf(context)
  const firm = await firmAsked(context, given, '瑞达电源 登记贴息26.04万')
  const year = dayOf(context.now).slice(0, 4)
  if (given.sure) {
    const amount = amountIn(filledIn(given.amount, '金额'), '金额')
    if (!amount) throw new Refusal('请填金额。')
    const one = await proposeAward(act, {
      uscc: firm.uscc,
      year: Number(filledIn(given.year, '奖补年度')),
      kind: choiceIn(given.kind, AWARD_KINDS, '类别'),
      amount,
      clause: filledIn(given.clause, '依据条款'),
      matterId: null,
    })
    return showAward(context, one, `已登记，编号${one.no}。`)
  }
  return formReply(`登记奖补：${firm.shortName}`, 'award.add', { uscc: firm.uscc }, '登记', [
    { kind: 'text', name: 'year', label: '奖补年度', required: true, value: year },
    {
      kind: 'choice',
      name: 'kind',
      label: '类别',
      required: true,
      options: AWARD_KINDS.map(value => ({ value, label: value })),
    },
    { kind: 'text', name: 'amount', label: '金额（万元）', required: true },
    {
      kind: 'text',
      name: 'clause',
      label: '依据条款',
      required: true,
      placeholder: '例如：扩能升级若干政策措施·技改贴息',
    },
  ])
}

type Fields = Extract<Block, { kind: 'form' }>['fields']

const formReply = (
  title: string,
  intent: string,
  args: Record<string, unknown>,
  label: string,
  list: Fields,
  above: Block[] = [],
): Reply => ({
  card: {
    title,
    tone: 'info',
    blocks: [
      ...above,
      {
        kind: 'form',
        name: intent.replace('.', '_'),
        fields: list,
        submit: {
          label,
          style: 'primary',
          action: { command: 'matter', intent, args: { ...args, sure: true } },
        },
      },
    ],
  },
  isPrivate: true,
})

/** 决定、兑付、取消 of an entry; each is checked anew when it is handed in. */
export async function moveAward(
  context: Context,
  given: AwardSlots,
  what: 'decide' | 'pay' | 'cancel',
): Promise<Reply> {
  const act = actOf(context)
  const one = await awardOf(context, given.id)
  const reason = given.reason?.trim() || null
  const title = { decide: '决定', pay: '登记兑付', cancel: '取消' }[what]
  if (given.sure) {
    if (what === 'decide')
      return showAward(context, await decideAward(act, one.id, reason), `${one.no}已决定。`)
    if (what === 'cancel')
      return showAward(context, await cancelAward(act, one.id, reason), `${one.no}已取消。`)
    const paid = await payAward(act, one.id, {
      voucher: filledIn(given.voucher, '拨付凭证号'),
      paidOn: dayIn(filledIn(given.day, '兑付日期'), '兑付日期') ?? '',
      reason,
    })
    return showAward(context, paid, `${one.no}已兑付。`)
  }
  const check = what === 'cancel' ? null : await checkAward(act, one)
  const list: Fields = [
    ...(what === 'pay'
      ? [
          { kind: 'text' as const, name: 'voucher', label: '拨付凭证号', required: true },
          {
            kind: 'date' as const,
            name: 'day',
            label: '兑付日期',
            required: true,
            value: dayOf(context.now),
          },
        ]
      : []),
    {
      kind: 'text',
      name: 'reason',
      label: what === 'cancel' ? '取消原因' : '核定理由（核查有提示时必填）',
      ...(what === 'cancel' && { required: true }),
    },
  ]
  return formReply(`${title}：${one.no} ${one.firm}`, `award.${what}`, { id: one.id }, `确认${title}`, list, [
    text(bold(`${one.year}年${one.kind} ${exactWan(one.amount)}`)),
    ...(check ? checkBlocks(check) : []),
  ])
}
