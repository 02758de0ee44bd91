import { z } from 'zod'
import { bold, buttons, type Card, fields, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { hasRole, mayReportDuty, maySeeDuty } from '../../src/people/may.ts'
import {
  CONTRACT_STEPS,
  type ContractOn,
  type ContractStep,
  contractsOn,
  setContractStep,
} from '../../src/registry/projects/contracts.ts'
import { choiceIn, dayIn, filledIn } from '../parts/form-values.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const contractSlots = z.object({
  batch: z.string().max(60).optional(),
  /** How many were signed, as it was said: tells which batch. */
  signed: z.number().int().optional(),
  year: z.string().max(4).optional(),
  tag: z.string().max(10).optional(),
  metrics: z.array(z.string()).optional(),
  /** Only those of which this is so. */
  only: z.enum(['未落地', '未开工', '已开工', '已投产', '跟踪']).optional(),
  contract_id: z.number().int().optional(),
  sure: z.boolean().optional(),
  step: field,
  day: field,
  reason: field,
})
export type ContractSlots = z.infer<typeof contractSlots>

/** The signed projects a speaker may read; whoever reads aggregates alone may count them all. */
export async function ownContracts({ db, now, speaker }: Context): Promise<ContractOn[]> {
  const all = await contractsOn(db, dayOf(now))
  return hasRole(speaker, 'observer') ? all : all.filter(one => maySeeDuty(speaker, one))
}

/** How far it is, in words. */
export function sayStep({ landedOn, startedOn, producedOn, endedOn }: ContractOn, today: string): string {
  if (endedOn) return `${sayDay(endedOn, today)}终止`
  if (producedOn) return `${sayDay(producedOn, today)}投产`
  if (startedOn) return `${sayDay(startedOn, today)}开工`
  return landedOn ? `${sayDay(landedOn, today)}落地，未开工` : '未落地'
}

/** One signed project with its days. */
export function showContract(context: Context, all: readonly ContractOn[], id: number): Reply {
  const one = all.find(contract => contract.id === id)
  if (!one || hasRole(context.speaker, 'observer'))
    throw new Refusal('没有找到这个签约项目，或者它不在您的职责范围内。')
  const today = dayOf(context.now)
  const day = (value: string | null) => (value ? sayDay(value, today) : '—')
  const card: Card = {
    title: one.name,
    tone: one.endedOn ? 'bad' : 'info',
    ...(one.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(one.investor), `，${one.batch ?? '单独签约'}，${sayStep(one, today)}。`),
      fields({
        总投资: formatWan(one.total),
        引资额: formatWan(one.attracted),
        行业: one.isManufacturing ? '制造业' : '非制造业',
        投资方: one.tags.join('、') || null,
        所在地: [one.region, one.park].filter(Boolean).join('·') || null,
        产业链: one.chain,
        责任人: one.owner,
        签约: day(one.signedOn),
        落地: day(one.landedOn),
        开工: day(one.startedOn),
        投产: day(one.producedOn),
      }),
      buttons(
        ...(mayReportDuty(context.speaker, one)
          ? [
              {
                label: '登记落地开工投产',
                style: 'primary' as const,
                action: { command: 'project', intent: 'contract.step', args: { contract_id: id } },
              },
            ]
          : []),
        ...(one.projectId === null
          ? []
          : [
              {
                label: '看项目进度',
                action: { command: 'project', intent: 'query.project', args: { project_id: one.projectId } },
              },
            ]),
        { label: '签约总体情况', action: { command: 'project', intent: 'query.contract', args: {} } },
      ),
      note('来源：招商签约台账。'),
    ],
  }
  return { card, isPrivate: true }
}

/** 落地、开工、投产、终止, by whoever answers for it. */
export async function stepContract(context: Context, given: ContractSlots): Promise<Reply> {
  const { db, now, speaker } = context
  const all = await ownContracts(context)
  const one = all.find(({ id }) => id === given.contract_id)
  if (!one || speaker.kind !== 'person' || !mayReportDuty(speaker, one))
    throw new Refusal('没有找到这个签约项目，或者不由您登记。')
  if (given.sure) {
    const step = choiceIn(given.step, Object.keys(CONTRACT_STEPS) as ContractStep[], '登记什么')
    const day = dayIn(filledIn(given.day, '日期'), '日期') ?? ''
    await setContractStep(
      db,
      one.id,
      { step, day },
      { by: speaker.id, now, reason: given.reason?.trim() || null },
    )
    const reply = showContract(context, await ownContracts(context), one.id)
    return { ...reply, replaces: true, toast: { tone: 'good', text: `${step}已登记` } }
  }
  return {
    card: {
      title: `登记：${one.name}`,
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'contract',
          fields: [
            {
              kind: 'choice',
              name: 'step',
              label: '登记什么',
              required: true,
              options: Object.keys(CONTRACT_STEPS).map(value => ({ value, label: value })),
            },
            { kind: 'date', name: 'day', label: '日期', required: true, value: dayOf(now) },
            { kind: 'text', name: 'reason', label: '原因（更正、终止时必填）' },
          ],
          submit: {
            label: '确认登记',
            style: 'primary',
            action: {
              command: 'project',
              intent: 'contract.step',
              args: { contract_id: one.id, sure: true },
            },
          },
        },
      ],
    },
    isPrivate: true,
  }
}
