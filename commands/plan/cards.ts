import {
  type Block,
  bold,
  buttons,
  type Card,
  fields,
  good,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { addMonths, dayOf } from '../../src/lib/time.ts'
import { mayPlanFor } from '../../src/people/may.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { type AtRisk, type PlanState, plansOf } from '../../src/registry/rosters/plans.ts'
import { namesOf } from '../parts/names.ts'

/** How a plan stands, as people say it. */
export const STANDINGS: Record<AtRisk['standing'], Span> = {
  missing: warn('没有方案'),
  partial: warn('没有问题清单'),
  running: '办理中',
  overdue: warn('已过时限'),
  done: good('已落实'),
}

/** An enterprise's plan and what was done under it. */
export async function planCard(context: Context, firm: Enterprise, above: Block[] = []): Promise<Card> {
  const state = (await plansOf(context.db, [firm.uscc])).get(firm.uscc) ?? null
  return {
    title: '一企一策',
    tone: state?.isDone ? 'good' : 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      text(bold(firm.name)),
      ...(state ? await stateBlocks(context, state) : [text('还没有一企一策。')]),
      ...writeButton(context, firm, state),
    ],
  }
}

async function stateBlocks({ db, now }: Context, { plan, progress, isDone }: PlanState): Promise<Block[]> {
  const nameOf = await namesOf(db)
  const isLate = !isDone && plan.dueOn < dayOf(now)
  return [
    fields({
      帮扶措施: plan.measures,
      存在问题: plan.problems,
      责任人: plan.owner,
      完成时限: isLate ? warn(`${plan.dueOn}（已过）`) : plan.dueOn,
      状态: isDone ? good('已落实') : '办理中',
    }),
    progress.length > 0
      ? text(
          bold('进展：'),
          ...progress
            .slice(-6)
            .map(
              ({ note: words, reportedAt, reportedBy }) =>
                `\n· ${dayOf(reportedAt)} ${words}（${nameOf(reportedBy)}）`,
            ),
        )
      : text('还没有进展。'),
    note(`${nameOf(plan.writtenBy)} ${dayOf(plan.writtenAt)}制定。`),
  ]
}

function writeButton({ speaker }: Context, firm: Enterprise, state: PlanState | null): Block[] {
  if (!mayPlanFor(speaker, firm)) return []
  return [
    buttons({
      label: state ? '重写方案' : '定一企一策',
      action: { command: 'plan', intent: 'plan.write', args: { uscc: firm.uscc } },
    }),
  ]
}

/** The form a plan is written on, filled with the plan that stands. */
export async function planForm(
  { db, now, speaker }: Context,
  firm: Enterprise,
  due: string | undefined,
): Promise<Card> {
  const old = (await plansOf(db, [firm.uscc])).get(firm.uscc)?.plan
  const owner = old?.owner ?? (speaker.kind === 'person' ? speaker.name : '')
  return {
    title: '定一企一策',
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(firm.name)),
      {
        kind: 'form',
        name: 'plan',
        fields: [
          {
            kind: 'text',
            name: 'problems',
            label: '存在的问题（没有写“暂无”）',
            required: true,
            long: true,
            value: old?.problems ?? '',
          },
          {
            kind: 'text',
            name: 'measures',
            label: '帮扶措施',
            required: true,
            long: true,
            value: old?.measures ?? '',
          },
          { kind: 'text', name: 'owner', label: '责任人', required: true, value: owner },
          {
            kind: 'date',
            name: 'due',
            label: '完成时限',
            required: true,
            value: due ?? addMonths(dayOf(now), 3),
          },
        ],
        submit: {
          label: '确定',
          style: 'primary',
          action: { command: 'plan', intent: 'plan.write', args: { uscc: firm.uscc, form: true } },
        },
      },
      note(
        '湖南省方案要求对退规风险企业“一企一策”，建立问题台账；列入风险库15天内定方案，天数待主管部门确认。',
      ),
    ],
  }
}
