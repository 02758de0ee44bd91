import { z } from 'zod'
import { REGIONS } from '../../db/base/places.ts'
import { MATTER_KINDS, MATTER_STATES } from '../../db/schema/index.ts'
import { type Field, note, type Option, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { handlingUnits } from '../../src/people/find-unit.ts'
import { maySeeProfile } from '../../src/people/may.ts'
import type { Person } from '../../src/people/roles.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import {
  addHandler,
  decideMatter,
  type MatterAct,
  moveMatter,
  proposeMatter,
} from '../../src/registry/matters/acts.ts'
import {
  type Matter,
  matters,
  mayReadMatter,
  needsFairnessReview,
  peopleNamed,
} from '../../src/registry/matters/matters.ts'
import { amountIn, choiceIn, dayIn, filledIn } from '../parts/form-values.ts'
import { policyBlocks, showMatter } from './cards.ts'

const field = z.string().max(1000, '太长了，请压缩到1000字以内。').optional()

export const matterSlots = z.object({
  id: z.number().int().optional(),
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  text: z.string().max(2000).optional(),
  kind: field,
  title: field,
  detail: field,
  evidence: field,
  amount: field,
  unit: field,
  region: field,
  to: field,
  reason: field,
  verdict: field,
  decision: field,
  body: field,
  day: field,
  reference: field,
  reviewed: field,
  name: field,
  sure: z.boolean().optional(),
})
export type MatterSlots = z.infer<typeof matterSlots>

const options = (values: readonly string[]): Option[] => values.map(value => ({ value, label: value }))

function actOf({ db, now, speaker }: Context): MatterAct {
  if (speaker.kind !== 'person') throw new Refusal('您还没有绑定身份，不能办理一事一议事项。')
  return { db, now, speaker: speaker satisfies Person }
}

/** The matter a button is about, if the speaker may read it. */
export async function matterOf({ db, speaker }: Context, id: number | undefined): Promise<Matter> {
  const [one] = id === undefined ? [] : await matters(db, id)
  if (!one || !mayReadMatter(speaker, one)) throw new Refusal('没有找到这个事项，或者它不在您的职责范围内。')
  return one
}

const form = (
  title: string,
  intent: string,
  label: string,
  args: Record<string, unknown>,
  fields: Field[],
  above: Parameters<typeof text>[0][] = [],
): Reply => ({
  card: {
    title,
    tone: 'info',
    blocks: [
      ...(above.length > 0 ? [text(...above)] : []),
      {
        kind: 'form',
        name: intent.replace('.', '_'),
        fields,
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

/** 提出: nothing is promised by it. */
export async function propose(context: Context, given: MatterSlots): Promise<Reply> {
  const { db, speaker } = context
  const act = actOf(context)
  const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
  const firm = given.uscc && given.enterprise !== '$self' ? await getEnterprise(db, given.uscc) : null
  if (firm && !maySeeProfile(speaker, firm)) throw new Refusal('没有找到这家企业，或者它不在您的职责范围内。')
  if (given.sure) {
    const unitId = units.find(({ value }) => value === given.unit)?.value
    if (!unitId) throw new Refusal('请选择承办单位。')
    const one = await proposeMatter(act, {
      kind: choiceIn(given.kind, MATTER_KINDS, '类别'),
      uscc: firm?.uscc ?? null,
      regionCode: REGIONS.find(({ code }) => code === given.region)?.code ?? firm?.regionCode ?? null,
      title: filledIn(given.title, '事项'),
      detail: filledIn(given.detail, '事由'),
      evidence: given.evidence?.trim() || null,
      asked: amountIn(given.amount, '申请金额'),
      unitId,
    })
    return showMatter(context, one, `已登记，编号${one.no}。`)
  }
  const said = /个税|股权/.test(context.text)
    ? '高管股权投资个税奖励'
    : /城区/.test(context.text)
      ? '城区奖补'
      : undefined
  const reply = form('提出一事一议事项', 'matter.propose', '提出', firm ? { uscc: firm.uscc } : {}, [
    {
      kind: 'choice',
      name: 'kind',
      label: '类别',
      required: true,
      options: options(MATTER_KINDS),
      ...(said && { value: said }),
    },
    { kind: 'text', name: 'title', label: '事项', required: true },
    { kind: 'text', name: 'detail', label: '事由', required: true, long: true },
    { kind: 'text', name: 'evidence', label: '佐证材料' },
    { kind: 'text', name: 'amount', label: '申请金额（万元，没有可不填）' },
    { kind: 'choice', name: 'unit', label: '承办单位', required: true, options: units },
    {
      kind: 'choice',
      name: 'region',
      label: '受益地区',
      options: REGIONS.map(({ code, name }) => ({ value: code, label: name })),
    },
  ])
  reply.card.blocks.push(
    ...policyBlocks(context, said ?? '城区奖补'),
    note('涉及个人股权、个税的事项，登记后只有经办人能看。没有指定企业的，事项里写明。'),
  )
  if (firm) reply.card.blocks.unshift(text(`企业：${firm.name}`))
  return reply
}

/** 审核、上会、退回、撤回. */
export async function move(context: Context, given: MatterSlots): Promise<Reply> {
  const one = await matterOf(context, given.id)
  const to = choiceIn(given.to, MATTER_STATES, '去向')
  const needsWords = to === '撤回' || one.state === '上会'
  if (!given.sure && needsWords)
    return form(`${to}：${one.title}`, 'matter.move', `确认${to}`, { id: one.id, to }, [
      { kind: 'text', name: 'reason', label: '原因', required: true, long: true },
    ])
  const moved = await moveMatter(actOf(context), one.id, to, given.reason ?? null)
  return showMatter(context, moved, `${one.no}已${to === '审核' ? '转审核' : to}。`)
}

const YES = '已通过'

/** 登记决定: the words of whoever decided. */
export async function decide(context: Context, given: MatterSlots): Promise<Reply> {
  const one = await matterOf(context, given.id)
  if (!given.sure) {
    const reply = form(`登记决定：${one.title}`, 'matter.decide', '登记', { id: one.id }, [
      {
        kind: 'choice',
        name: 'verdict',
        label: '结果',
        required: true,
        options: options(one.state === '上会' ? ['同意', '不同意'] : ['不同意']),
      },
      { kind: 'text', name: 'decision', label: '决定原文', required: true, long: true },
      { kind: 'text', name: 'amount', label: '金额（万元，没有可不填）' },
      {
        kind: 'text',
        name: 'body',
        label: '决定的会议或部门',
        required: true,
        placeholder: '例如：市政府常务会议',
      },
      { kind: 'date', name: 'day', label: '决定日期', required: true, value: dayOf(context.now) },
      { kind: 'text', name: 'reference', label: '会议纪要号、文号' },
      ...(needsFairnessReview(one)
        ? [
            {
              kind: 'choice' as const,
              name: 'reviewed',
              label: '公平竞争审查和财政法制审核',
              options: options(['未通过或未办理', YES]),
            },
          ]
        : []),
    ])
    reply.card.blocks.unshift(...policyBlocks(context, one.kind))
    return reply
  }
  const decided = await decideMatter(actOf(context), one.id, {
    agreed: choiceIn(given.verdict, ['同意', '不同意'], '结果') === '同意',
    decision: filledIn(given.decision, '决定原文'),
    amount: amountIn(given.amount, '金额'),
    decidedIn: filledIn(given.body, '决定的会议或部门'),
    decidedOn: dayIn(filledIn(given.day, '决定日期'), '决定日期') ?? '',
    reference: given.reference ?? null,
    isReviewed: given.reviewed === YES,
  })
  return showMatter(context, decided, `${one.no}的决定已登记。`)
}

/** 加经办人, by name. */
export async function handler(context: Context, given: MatterSlots): Promise<Reply> {
  const one = await matterOf(context, given.id)
  if (!given.sure)
    return form(`加经办人：${one.title}`, 'matter.handler', '加上', { id: one.id }, [
      { kind: 'text', name: 'name', label: '姓名（须已绑定身份）', required: true },
    ])
  const name = filledIn(given.name, '姓名')
  const [person, another] = await peopleNamed(context.db, name)
  if (!person) throw new Refusal(`系统里没有叫“${name}”的人，请先绑定身份。`)
  if (another) throw new Refusal(`叫“${name}”的有几位，请联系系统管理员按编号添加。`)
  return showMatter(context, await addHandler(actOf(context), one.id, person.id), `${name}已是经办人。`)
}
