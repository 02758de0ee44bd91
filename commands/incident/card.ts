import {
  type Block,
  bold,
  buttons,
  type Card,
  fields,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { accidentTypesOf } from '../../src/people/may.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { correctionsOf, findIncident, type Incident, lossOf } from '../../src/registry/incidents.ts'
import { folded } from '../parts/fold.ts'
import { namesOf } from '../parts/names.ts'

/** Casualties and loss, as far as they are known. */
export function sayHarm(one: Pick<Incident, 'dead' | 'injured' | 'loss'>): string {
  const loss = lossOf(one)
  const parts = [
    one.dead === null ? '' : `死亡${one.dead}人`,
    one.injured === null ? '' : `重伤${one.injured}人`,
    loss === null ? '' : `直接经济损失${formatWan(loss)}`,
  ].filter(Boolean)
  return parts.join('，') || '伤亡损失未填'
}

export const levelSpan = ({ level, isLevelDoubted }: Pick<Incident, 'level' | 'isLevelDoubted'>): Span => {
  const words = `${level}${isLevelDoubted ? '（等级存疑）' : ''}`
  return level === '一般' && !isLevelDoubted ? words : warn(words)
}

/** One accident with who registered it, what it was before, and for whoever may the ways to correct it. */
export async function incidentCard(
  context: Context,
  firm: Enterprise,
  id: number,
  above: Block[] = [],
): Promise<Card> {
  const one = await findIncident(context.db, id)
  const nameOf = await namesOf(context.db)
  const before = await correctionsOf(context.db, id)
  return {
    title: `第${id}号事故`,
    tone: one.level === '一般' ? 'info' : 'warn',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      text(bold(firm.name)),
      fields({
        发生日期: one.happenedOn,
        类型: one.type,
        等级: levelSpan(one),
        伤亡损失: sayHarm(one),
        情况: one.detail,
        状态: one.isWithdrawn ? '已撤销' : one.replacedBy ? `已更正为第${one.replacedBy}号` : null,
      }),
      ...folded(
        `更正以前（${before.length}次）`,
        before.map(old => [
          `第${old.id}号：${old.happenedOn} ${old.level}${old.type}事故，${sayHarm(old)}（${nameOf(old.reportedBy)}，${dayOf(new Date(old.recordedAt))}）`,
        ]),
      ),
      ...(one.reason ? [text(`更正原因：${one.reason}`)] : []),
      ...actions(context, one),
      note(
        `${nameOf(one.reportedBy)} ${dayOf(new Date(one.recordedAt))}登记。较大及以上的当年不予奖励；等级以主管部门认定为准。`,
      ),
    ],
  }
}

function actions({ speaker }: Context, one: Incident): Block[] {
  const veto = {
    label: '一票否决核查',
    action: { command: 'eligibility', intent: 'query.veto_check', args: { uscc: one.uscc } },
  }
  const mayCorrect =
    accidentTypesOf(speaker).includes(one.type) && one.replacedBy === null && !one.isWithdrawn
  if (!mayCorrect) return [buttons(veto)]
  return [
    buttons(
      {
        label: '更正',
        action: { command: 'incident', intent: 'intake.accident', args: { incident: one.id } },
      },
      veto,
    ),
    {
      kind: 'form',
      name: 'withdraw',
      fields: [{ kind: 'text', name: 'reason', label: '登记错了，撤销的原因', required: true }],
      submit: {
        label: '撤销登记',
        style: 'danger',
        action: { command: 'incident', intent: 'incident.withdraw', args: { incident: one.id } },
      },
    },
  ]
}
