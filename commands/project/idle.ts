import { z } from 'zod'
import { bold, buttons, muted, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayManageDuty, maySeeDuty } from '../../src/people/may.ts'
import {
  type IdleAsset,
  idleAssets,
  idleDays,
  idleSums,
  setIdle,
} from '../../src/registry/projects/idle-assets.ts'
import { choiceIn, numberIn } from '../parts/form-values.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const idleSlots = z.object({
  kind: field,
  id: z.number().int().optional(),
  sure: z.boolean().optional(),
  state: field,
  reuse: field,
  area: field,
  reason: field,
})
type Slots = z.infer<typeof idleSlots>

const SHOWN = 8
const KINDS = ['闲置用地', '闲置厂房', '僵尸企业'] as const
const STATES = ['闲置', '处置中', '已盘活'] as const

/** 闲置用地、闲置厂房、僵尸企业, and how much of it was put to use again (腾笼换鸟). */
export async function tellIdle(context: Context, { kind }: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const on = dayOf(now)
  const asked = kind ?? KINDS.find(word => context.text.includes(word.slice(-2)))
  const all = (await idleAssets(db)).filter(
    one => maySeeDuty(speaker, one) && (asked === undefined || one.kind === asked),
  )
  const open = all.filter(({ state }) => state !== '已盘活')
  return {
    card: {
      title: asked ? `${asked}清单` : '闲置用地厂房和僵尸企业',
      tone: 'info',
      ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        ...(all.length === 0 ? [text('还没有登记。')] : []),
        ...idleSums(all).map(({ kind: name, unit, count, area, revived, revivedArea }) =>
          text(
            bold(name),
            `：${count}处${area.gt(0) ? `${area.toFixed()}${unit}` : ''}，已盘活${revived}处${revivedArea.gt(0) ? `${revivedArea.toFixed()}${unit}` : ''}`,
          ),
        ),
        ...open.slice(0, SHOWN).map(one => text(...idleSpans(one, on))),
        ...(open.length > SHOWN ? [note(`只列前${SHOWN}处，全部见表格。`)] : []),
        ...(open.some(one => mayManageDuty(speaker, one))
          ? [
              buttons(
                ...open
                  .filter(one => mayManageDuty(speaker, one))
                  .slice(0, 4)
                  .map(({ id, name }) => ({
                    label: `登记${name.slice(0, 10)}`,
                    action: { command: 'project', intent: 'idle.set', args: { id } },
                  })),
              ),
            ]
          : []),
        note('来源：闲置资产清单。'),
      ],
    },
    isPrivate: true,
  }
}

const idleSpans = (one: IdleAsset, on: string) => {
  const days = idleDays(one, on)
  return [
    bold(one.name),
    `（${[one.park ?? one.region, one.kind].filter(Boolean).join('，')}）`,
    `${one.area ? `${one.area.toFixed()}${one.areaUnit}，` : ''}${one.state}`,
    days === null ? '' : muted(`，闲置${days}天`),
    one.reuse ? `，${one.reuse}` : '',
  ]
}

export async function setIdleState(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const one = (await idleAssets(db)).find(({ id }) => id === given.id)
  if (!one || speaker.kind !== 'person' || !mayManageDuty(speaker, one))
    throw new Refusal('没有找到这处闲置资产，或者不由您登记。')
  if (given.sure) {
    const state = choiceIn(given.state, STATES, '状态')
    await setIdle(
      db,
      one.id,
      { state, reuse: given.reuse ?? null, reusedArea: numberIn(given.area, '盘活面积') },
      { by: speaker.id, now, reason: given.reason?.trim() || null },
    )
    return {
      ...(await tellIdle(context, { kind: one.kind })),
      replaces: true,
      toast: { tone: 'good', text: '已登记' },
    }
  }
  return {
    card: {
      title: `登记：${one.name}`,
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'idle',
          fields: [
            {
              kind: 'choice',
              name: 'state',
              label: '状态',
              required: true,
              value: one.state,
              options: STATES.map(value => ({ value, label: value })),
            },
            { kind: 'text', name: 'reuse', label: '盘活方式', value: one.reuse ?? '' },
            { kind: 'text', name: 'area', label: `盘活面积（${one.areaUnit}）` },
          ],
          submit: {
            label: '确认',
            style: 'primary',
            action: { command: 'project', intent: 'idle.set', args: { id: one.id, sure: true } },
          },
        },
      ],
    },
    isPrivate: true,
  }
}
