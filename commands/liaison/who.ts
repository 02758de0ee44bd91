import { z } from 'zod'
import { LIAISON_DUTIES } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Card, muted, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayAppointLiaison, maySeeProfile } from '../../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'
import {
  completenessOf,
  type Duty,
  formerlyInCharge,
  type InCharge,
  inChargeOf,
} from '../../src/registry/liaison/people.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { firmSlots, nameOf } from '../parts/firm.ts'
import { dutyIn } from './words.ts'

const slots = z.object({ ...firmSlots, role: z.enum(LIAISON_DUTIES).optional() })

/** 谁联系这家企业: the leader, the cadre and the liaison, and whether all three are there. */
export const who = intent({
  title: '联点人员',
  examples: [
    '谁联系[大合新材料]',
    '[金杯电工]的联点领导是谁',
    '[建滔化工]是哪位领导挂点',
    '[恒飞电缆]联络员是谁 电话多少',
    '我们的联络员是哪位',
    '我们企业归哪个领导联系',
    '[南岳电控]谁在对接',
    '[特变电工衡变]联点人员齐不齐',
    '[固诚电气]是谁挂点的',
    '[瑞达电源]联络员电话',
    '谁包联[福邦新材料]',
    '我们厂的联点领导是谁',
    '对口我们的干部是谁',
    '[爱洁科技]归谁联系',
    '联系我们企业的领导叫什么',
    '[建衡实业]的联络人',
    '谁联的[恒飞电缆]',
    '[瑞达电源]联点领导',
    '[固诚电气]联络员电话',
    '[大合新材料]联点领导和联络员是谁',
    '[福邦新材料]的联点干部有哪些',
    '[德阳鞋业]哪个领导包的',
    '我们厂联络员',
    '我们的联点领导姓什么',
    '谁负责联系我们',
    '我们归谁服务',
    '[金翼有色]挂点领导',
    '[建衡实业]驻企的是谁',
    '[爱洁科技]对接人',
    '[衡山汽车]科级干部是哪个',
    '张副市长联系哪些企业',
    '我们有事找哪个联络员',
    '[瑞达电源]是哪个市领导联的 联络员是谁',
    '松木[建滔化工]联点领导',
    '我们企业找谁对接 电话',
    '[衡山汽车]的1+1+1+1是哪些人',
    '[建滔化工]联系人是哪个领导',
    '[恒飞电缆]1+1+1+1都有谁',
  ],
  access: 'known',

  read: ({ text: said }) => {
    const role = dutyIn(said)
    return role ? { role } : {}
  },
  slots,
  run: tellWho,
})

async function tellWho(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  const { db, now, speaker, chat, policies } = context
  if (!asked.uscc)
    throw new Missing('enterprise', '没听出问的是哪家企业，请带上企业名称再说一次，例如“谁联系大合新材料”。')
  const firm = await getEnterprise(db, asked.uscc)
  if (!firm) throw new Refusal(`库里没有统一社会信用代码为“${asked.uscc}”的企业，请核对后再说一次。`)
  if (!maySeeProfile(speaker, firm))
    throw new Refusal('其他企业的联点人员不对企业提供。您可以问本企业，例如“我们的联络员是谁”。')
  const today = dayOf(now)
  const people = await inChargeOf(db, firm.uscc, today)
  const { verdict } = completenessOf(findRule(policies.documents, 'R-LIAISON', today), people, today)
  const former = await formerlyInCharge(db, firm.uscc, today)
  const isPrivate = chat.kind === 'private'
  const blocks: Block[] = [
    text(...nameOf(firm, asked)),
    ...answerAsked(asked.role, people),
    ...LIAISON_DUTIES.map(duty =>
      lineOf(
        duty,
        people.find(one => one.duty === duty),
        isPrivate,
      ),
    ),
    verdict === 'pass'
      ? text('“1+1+1+1”联点人员齐全。')
      : text(warn('“1+1+1+1”还没配齐'), `：${missingOf(people).join('、')}。`),
    ...(former.length > 0 && isPrivate ? [pastOf(former)] : []),
    ...actions(context, firm),
    note(
      `规则：1家企业+1名领导+1名科级中层干部+1名联络员（R-LIAISON）。${isPrivate ? '' : '电话请私聊查询。'}`,
    ),
  ]
  const card: Card = {
    title: '联点人员',
    tone: verdict === 'pass' ? 'info' : 'warn',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks,
  }
  return { card, focus: { uscc: firm.uscc } }
}

const pastOf = (former: readonly InCharge[]): Block => ({
  kind: 'fold',
  title: `以前的联点人员（${former.length}）`,
  blocks: former.map(({ duty, name, fromOn, toOn, endReason }) => ({
    kind: 'text',
    spans: [`${duty} ${name}：${fromOn}至${toOn}${endReason ? `（${endReason}）` : ''}`],
  })),
})

const missingOf = (people: readonly InCharge[]): Duty[] =>
  LIAISON_DUTIES.filter(duty => !people.some(one => one.duty === duty))

function answerAsked(role: Duty | undefined, people: readonly InCharge[]): Block[] {
  if (!role) return []
  const found = people.find(one => one.duty === role)
  return found ? [] : [text(warn(`还没有登记${role}。`))]
}

function lineOf(duty: Duty, found: InCharge | undefined, withPhone: boolean): Block {
  if (!found) return text(`${duty}：`, muted('未登记'))
  const { name, post, phone, fromOn } = found
  return text(
    `${duty}：`,
    bold(name),
    [post ? ` ${post}` : '', withPhone && phone ? ` ${phone}` : '', `（${fromOn}起）`].join(''),
  )
}

function actions({ speaker }: Context, firm: Enterprise): Block[] {
  if (!mayAppointLiaison(speaker, firm)) return []
  return [
    buttons({
      label: '变更联点人员',
      action: { command: 'liaison', intent: 'liaison.update', args: { uscc: firm.uscc } },
    }),
  ]
}
