import Big from 'big.js'
import { z } from 'zod'
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
import { type Award, type AwardAct, awards, checkAward } from '../../src/registry/matters/awards.ts'
import { AWARD_DUTY } from '../../src/registry/projects/duty.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import { firmSlots } from '../parts/firm.ts'

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
export type AwardSlots = z.infer<typeof awardSlots>

/** Who grants and pays: the office, and the departments whose duty it is. */
const mayGrant = (speaker: Speaker): boolean =>
  unitsOf(speaker).some(id => AWARD_DUTY.includes(id)) || hasRole(speaker, 'office')

export function actOf({ db, now, policies, speaker }: Context): AwardAct {
  if (speaker.kind !== 'person' || !mayGrant(speaker))
    throw new Refusal('奖补由领导小组办公室和财政、工信部门办理，您可以查看。')
  return { db, now, policies, by: speaker.id }
}

async function own({ db, speaker }: Context, uscc?: string): Promise<Award[]> {
  return (await awards(db, uscc ? { uscc } : {})).filter(one => maySeeDuty(speaker, one))
}

const SHOWN = 8

/** 奖补台账: what was decided and paid, by year; a firm sees its own. */
export async function tellAwards(context: Context, given: AwardSlots): Promise<Reply> {
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

export async function awardOf(context: Context, id: number | undefined): Promise<Award> {
  const one = (await own(context)).find(award => award.id === id)
  if (!one) throw new Refusal('没有找到这笔奖补，或者它不在您的职责范围内。')
  return one
}

/** One entry with the checks that stand against it now. */
export async function showAward(context: Context, one: Award, done?: string): Promise<Reply> {
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

export function checkBlocks({
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
