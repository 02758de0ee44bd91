import Big from 'big.js'
import { z } from 'zod'
import { AWARD_KINDS } from '../../db/schema/index.ts'
import {
  type Block,
  bad,
  bold,
  buttons,
  type Card,
  fields,
  good,
  muted,
  note,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { exactWan, formatWan } from '../../src/lib/money.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { hasRole, maySeeDuty, unitsOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import {
  type Award,
  type AwardAct,
  awards,
  cancelAward,
  checkAward,
  decideAward,
  payAward,
  proposeAward,
} from '../../src/registry/matters/awards.ts'
import { AWARD_DUTY } from '../../src/registry/projects/duty.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import { firmAsked, firmSlots } from '../parts/firm.ts'
import { amountIn, choiceIn, dayIn, filledIn } from '../parts/form-values.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const awardSlots = z.object({
  ...firmSlots,
  period: z.string().max(20).optional(),
  id: z.number().int().optional(),
  sure: z.boolean().optional(),
  year: field,
  kind: field,
  amount: field,
  clause: field,
  voucher: field,
  day: field,
  reason: field,
})
type Slots = z.infer<typeof awardSlots>

/** Who grants and pays: the office, and the departments whose duty it is. */
const mayGrant = (speaker: Speaker): boolean =>
  unitsOf(speaker).some(id => AWARD_DUTY.includes(id)) || hasRole(speaker, 'office')

function actOf({ db, now, policies, speaker }: Context): AwardAct {
  if (speaker.kind !== 'person' || !mayGrant(speaker))
    throw new Refusal('奖补由领导小组办公室和财政、工信部门办理，您可以查看。')
  return { db, now, policies, by: speaker.id }
}

async function own({ db, speaker }: Context, uscc?: string): Promise<Award[]> {
  return (await awards(db, uscc ? { uscc } : {})).filter(one => maySeeDuty(speaker, one))
}

const SHOWN = 8

/** 奖补台账: what was decided and paid, by year; a firm sees its own. */
export async function tellAwards(context: Context, given: Slots): Promise<Reply> {
  if (given.id !== undefined) return showAward(context, await awardOf(context, given.id))
  const year = given.period?.slice(0, 4)
  const all = (await own(context, given.uscc)).filter(one => !year || String(one.year) === year)
  const sum = (...states: Award['state'][]) =>
    all
      .filter(({ state }) => states.includes(state))
      .reduce((total, one) => total.plus(one.amount), new Big(0))
  const shown = all.slice(0, SHOWN)
  const today = dayOf(context.now)
  const card: Card = {
    title: `${year ? `${year}年` : ''}奖补台账${given.uscc ? `：${all[0]?.firm ?? given.enterprise ?? ''}` : ''}`,
    tone: 'info',
    ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        all.length === 0
          ? '没有登记奖补。'
          : bold(
              `已决定${formatWan(sum('已决定', '已兑付'))}，已兑付${formatWan(sum('已兑付'))}，待兑付${formatWan(sum('已决定'))}`,
            ),
      ),
      ...shown.map(one =>
        text(
          bold(`${one.no} ${one.firm}`),
          ` ${one.year}年${one.kind}${exactWan(one.amount)} `,
          one.state === '已兑付'
            ? good(`${sayDay(one.paidOn ?? '', today)}兑付`)
            : one.state === '取消'
              ? muted('已取消')
              : warn(one.state),
        ),
      ),
      ...(all.length > SHOWN ? [note(`只列最近${SHOWN}笔。`)] : []),
      buttons(
        ...shown.slice(0, 4).map(one => ({
          label: `看${one.no.slice(2)}`,
          action: { command: 'matter', intent: 'query.award', args: { id: one.id } },
        })),
        ...(mayGrant(context.speaker)
          ? [
              {
                label: '登记奖补',
                action: {
                  command: 'matter',
                  intent: 'award.add',
                  args: given.uscc ? { uscc: given.uscc } : {},
                },
              },
            ]
          : []),
      ),
      note('来源：奖补台账。以财政部门拨付为准。'),
    ],
  }
  return { card, isPrivate: true, ...(given.uscc && { focus: { uscc: given.uscc } }) }
}

async function awardOf(context: Context, id: number | undefined): Promise<Award> {
  const one = (await own(context)).find(award => award.id === id)
  if (!one) throw new Refusal('没有找到这笔奖补，或者它不在您的职责范围内。')
  return one
}

/** One entry with the checks that stand against it now. */
async function showAward(context: Context, one: Award, done?: string): Promise<Reply> {
  const today = dayOf(context.now)
  const isGranter = mayGrant(context.speaker)
  const isOpen = one.state === '拟定' || one.state === '已决定'
  const check = isGranter && isOpen ? await checkAward(actOf(context), one) : null
  const button = (label: string, intent: string) => ({
    label,
    action: { command: 'matter', intent, args: { id: one.id } },
  })
  const card: Card = {
    title: `${one.no} ${one.firm}`,
    tone: check?.isBlocked ? 'bad' : one.state === '已兑付' ? 'good' : 'info',
    ...(one.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...(done ? [text(bold(done))] : []),
      text(bold(`${one.year}年${one.kind} ${exactWan(one.amount)}`), `，${one.state}。`),
      fields({
        依据条款: one.clause,
        决定: one.decidedOn ? sayDay(one.decidedOn, today) : null,
        兑付: one.paidOn ? `${sayDay(one.paidOn, today)}（凭证${one.voucher}）` : null,
        核定理由: one.reason,
        否决核查留痕: [one.decidedReceiptId, one.paidReceiptId]
          .flatMap(id => (id === null ? [] : [receiptNumber(id)]))
          .join('、'),
      }),
      ...(check ? checkBlocks(check) : []),
      ...(isGranter && isOpen
        ? [
            buttons(
              one.state === '拟定' ? button('决定', 'award.decide') : button('登记兑付', 'award.pay'),
              button('取消', 'award.cancel'),
            ),
          ]
        : []),
      note('决定和兑付前各核查一次“一票否决”，核查结果留痕。来源：奖补台账。'),
    ],
  }
  return {
    card,
    isPrivate: true,
    ...(done && { replaces: true, toast: { tone: 'good' as const, text: done } }),
  }
}

function checkBlocks({
  warnings,
  isBlocked,
  granted,
  cap,
  room,
}: Awaited<ReturnType<typeof checkAward>>): Block[] {
  return [
    text(
      bold('核查：'),
      warnings.length === 0
        ? good('年度内没有较大及以上安全环保事故记录')
        : isBlocked
          ? bad(warnings.join('；'))
          : warn(warnings.join('；')),
    ),
    ...(cap && room
      ? [text(`贴息限额${exactWan(cap)}，当年已获${exactWan(granted)}，还可给${exactWan(room)}。`)]
      : []),
  ]
}

/** 登记奖补 (拟定). */
export async function addAward(context: Context, given: Slots): Promise<Reply> {
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
  given: Slots,
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
