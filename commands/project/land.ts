import { z } from 'zod'
import { type Block, bold, buttons, type Card, good, muted, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { mayManageDuty, maySeeDuty, unitsOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { LAND_DUTY } from '../../src/registry/projects/duty.ts'
import { askLand, type LandNeed, landNeeds, settleLand } from '../../src/registry/projects/land.ts'
import { firmAsked, firmSlots } from '../parts/firm.ts'
import { choiceIn, filledIn, numberIn } from '../parts/form-values.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const landSlots = z.object({
  ...firmSlots,
  id: z.number().int().optional(),
  sure: z.boolean().optional(),
  area: field,
  purpose: field,
  state: field,
  detail: field,
  reason: field,
})
type Slots = z.infer<typeof landSlots>

const SHOWN = 8
const PURPOSES = ['扩产扩能', '新建', '用地性质调整', '其他'] as const
const STATES = ['提出', '办理中', '已落实', '不予安排'] as const

const settlesLand = (speaker: Speaker, need: LandNeed): boolean =>
  mayManageDuty(speaker, need) || unitsOf(speaker).some(id => LAND_DUTY.includes(id))

/** 用地需求: those of listed firms first (优先保障). */
export async function tellLand(context: Context, { uscc, enterprise }: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const on = dayOf(now)
  const all = (await landNeeds(db, on)).filter(
    one => maySeeDuty(speaker, one) && (uscc === undefined || one.uscc === uscc),
  )
  const open = all.filter(({ settledOn }) => settledOn === null)
  const area = open.reduce((sum, one) => sum + Number(one.area), 0)
  const card: Card = {
    title: uscc && enterprise !== '$self' ? `用地需求：${all[0]?.firm ?? enterprise ?? ''}` : '企业用地需求',
    tone: 'info',
    ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        open.length === 0
          ? '现在没有待落实的用地需求。'
          : bold(`待落实${open.length}条，共${Number(area.toFixed(2))}亩`),
        open.length === 0 ? '' : `，其中倍增名录企业${open.filter(one => one.isListed).length}条。`,
      ),
      ...open.slice(0, SHOWN).flatMap(need => needBlocks(need, on, settlesLand(speaker, need))),
      ...(open.length > SHOWN ? [note(`只列前${SHOWN}条。`)] : []),
      buttons(
        {
          label: '提用地需求',
          action: { command: 'project', intent: 'land.ask', args: uscc ? { uscc } : {} },
        },
        { label: '投资监管协议', action: { command: 'project', intent: 'query.agreement', args: {} } },
      ),
      note(
        '名录企业扩产扩能用地优先保障；是否符合协议出让条件、地价多少由市自然资源和规划局审定，这里不承诺价格。',
      ),
    ],
  }
  return { card, isPrivate: true }
}

function needBlocks(need: LandNeed, today: string, isHandler: boolean): Block[] {
  const line = text(
    need.isListed ? good('〔名录〕') : '',
    bold(need.firm),
    ` ${need.purpose}${need.area.toFixed()}亩，${sayDay(need.requestedOn, today)}提出，${need.state}`,
    need.detail ? muted(`（${need.detail.slice(0, 40)}）`) : '',
  )
  if (!isHandler) return [line]
  return [
    line,
    buttons({
      label: `办理${need.firm.slice(0, 8)}`,
      action: { command: 'project', intent: 'land.settle', args: { id: need.id } },
    }),
  ]
}

/** 提用地需求, by the firm or an official who looks after it. */
export async function askForLand(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const firm = await firmAsked(context, given, '瑞达电源 要30亩地扩产')
  if (given.sure && speaker.kind === 'person') {
    const area = numberIn(filledIn(given.area, '面积'), '面积')
    if (!area) throw new Refusal('请填面积。')
    const purpose = choiceIn(given.purpose, PURPOSES, '用途')
    await askLand(
      db,
      { uscc: firm.uscc, projectId: null, purpose, area, detail: given.detail?.trim() || null },
      { by: speaker.id, now, reason: null },
    )
    const reply = await tellLand(context, { uscc: firm.uscc })
    return { ...reply, replaces: true, toast: { tone: 'good', text: '用地需求已登记' } }
  }
  const said = /(\d+(?:\.\d+)?)\s*亩/.exec(context.text)?.[1]
  return {
    card: {
      title: `提用地需求：${firm.shortName}`,
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'land',
          fields: [
            { kind: 'text', name: 'area', label: '面积（亩）', required: true, value: said ?? '' },
            {
              kind: 'choice',
              name: 'purpose',
              label: '用途',
              required: true,
              value: '扩产扩能',
              options: PURPOSES.map(value => ({ value, label: value })),
            },
            { kind: 'text', name: 'detail', label: '说明', long: true },
          ],
          submit: {
            label: '登记',
            style: 'primary',
            action: { command: 'project', intent: 'land.ask', args: { uscc: firm.uscc, sure: true } },
          },
        },
        note('登记的是需求；要催办、反映问题请直接说，会按诉求派单办理。'),
      ],
    },
    isPrivate: true,
  }
}

export async function settleNeed(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const need = (await landNeeds(db, dayOf(now))).find(({ id }) => id === given.id)
  if (!need || speaker.kind !== 'person' || !settlesLand(speaker, need))
    throw new Refusal('没有找到这条用地需求，或者不由您办理。')
  if (given.sure) {
    const state = choiceIn(given.state, STATES, '办理状态')
    await settleLand(db, need.id, state, { by: speaker.id, now, reason: given.reason?.trim() || null })
    return {
      ...(await tellLand(context, {})),
      replaces: true,
      toast: { tone: 'good', text: `已改为${state}` },
    }
  }
  return {
    card: {
      title: `办理用地需求：${need.firm}`,
      tone: 'info',
      blocks: [
        text(`${need.purpose}${need.area.toFixed()}亩，现在是“${need.state}”。`),
        {
          kind: 'form',
          name: 'settle',
          fields: [
            {
              kind: 'choice',
              name: 'state',
              label: '办理状态',
              required: true,
              options: STATES.filter(value => value !== need.state).map(value => ({ value, label: value })),
            },
            { kind: 'text', name: 'reason', label: '说明（不予安排时必填）' },
          ],
          submit: {
            label: '确认',
            style: 'primary',
            action: { command: 'project', intent: 'land.settle', args: { id: need.id, sure: true } },
          },
        },
      ],
    },
    isPrivate: true,
  }
}
