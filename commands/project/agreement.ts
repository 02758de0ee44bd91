import { z } from 'zod'
import { type Block, bad, bold, buttons, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { type DutyScope, hasRole, mayManageDuty, maySeeDuty, unitsOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { endAgreement, signAgreement } from '../../src/registry/projects/agreements.ts'
import { LAND_DUTY } from '../../src/registry/projects/duty.ts'
import { addMilestone, changeMilestone } from '../../src/registry/projects/edit.ts'
import { type AgreementOn, agreementsOn, fulfilled, isBroken } from '../../src/registry/projects/land.ts'
import { firmSlots } from '../parts/firm.ts'
import { amountIn, dayIn, filledIn, numberIn } from '../parts/form-values.ts'
import { ownProjects } from './pick.ts'
import { milestoneLine } from './show.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const agreementSlots = z.object({
  ...firmSlots,
  id: z.number().int().optional(),
  sure: z.boolean().optional(),
  title: field,
  day: field,
  until: field,
  amount: field,
  area: field,
  terms: field,
  project: field,
  owner: field,
  milestone_id: field,
  reason: field,
})
type Slots = z.infer<typeof agreementSlots>

const SHOWN = 8

/** Who keeps agreements: the office, the county or park, and the land bureau. */
const keeps = (speaker: Speaker, scope: Pick<DutyScope, 'regionCode' | 'parkId'>): boolean =>
  mayManageDuty(speaker, scope) || unitsOf(speaker).some(id => LAND_DUTY.includes(id))

/** 投资监管协议: what was promised, what was made of it, which nodes are open. */
export async function tellAgreements(context: Context, { id, uscc }: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const on = dayOf(now)
  const all = (await agreementsOn(db, on)).filter(
    one => maySeeDuty(speaker, one) && (uscc === undefined || one.uscc === uscc) && one.endedOn === null,
  )
  const [chosen] = id === undefined ? [] : all.filter(one => one.id === id)
  if (chosen) return showAgreement(context, chosen)
  const broken = all.filter(one => isBroken(one, on))
  return {
    card: {
      title: '投资监管协议履行情况',
      tone: broken.length > 0 ? 'warn' : 'info',
      ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          all.length === 0 ? '没有在履行的协议。' : bold(`在履行${all.length}份`),
          broken.length > 0 ? bad(`，${broken.length}份到期未达到承诺投资`) : '',
        ),
        ...all.slice(0, SHOWN).flatMap(one => agreementBlocks(one, on)),
        ...(all.length > SHOWN ? [note(`只列最先到期的${SHOWN}份。`)] : []),
        buttons(
          ...all.slice(0, 4).map(one => to(`看${one.firm.slice(0, 8)}`, 'query.agreement', { id: one.id })),
          ...(keepsAny(speaker) ? [to('登记协议', 'agreement.sign', uscc ? { uscc } : {})] : []),
        ),
        note(
          '完成投资取关联项目开工以来累计数；没有关联项目或没报的不算履行率。来源：投资监管协议台账、项目台账。',
        ),
      ],
    },
    isPrivate: true,
  }
}

function agreementBlocks(one: AgreementOn, on: string): Block[] {
  const rate = fulfilled(one)
  const words =
    rate === null || one.invested === null
      ? warn('没有投资数')
      : `完成${formatWan(one.invested)}（${rate.toFixed(1)}%）`
  const open = one.milestones.filter(({ doneOn }) => doneOn === null).slice(0, 2)
  return [
    text(
      bold(one.firm),
      ` ${one.title}，${sayDay(one.signedOn, on)}签订，承诺${sayDay(one.investBy, on)}前投资${formatWan(one.promised)}，`,
      words,
      isBroken(one, on) ? bad('，已到期未达到') : '',
    ),
    ...open.map(node => milestoneLine(node, on)),
  ]
}

const to = (label: string, intent: string, args: Record<string, unknown>) => ({
  label,
  action: { command: 'project', intent, args },
})

const keepsAny = (speaker: Speaker): boolean =>
  hasRole(speaker, 'office', 'county') || unitsOf(speaker).some(id => LAND_DUTY.includes(id))

/** One agreement with all its nodes, and what may be done with it. */
function showAgreement({ now, speaker }: Context, one: AgreementOn, done?: string): Reply {
  const on = dayOf(now)
  return {
    card: {
      title: `${one.firm} ${one.title}`,
      tone: isBroken(one, on) ? 'warn' : 'info',
      ...(one.isDemo && { tags: ['演示数据'] }),
      blocks: [
        ...(done ? [text(bold(done))] : []),
        ...agreementBlocks({ ...one, milestones: [] }, on),
        ...(one.project ? [text(`关联项目：${one.project}`)] : [text(warn('没有关联项目，算不出履行率。'))]),
        ...(one.terms ? [text(bold('其他约定：'), one.terms)] : []),
        ...one.milestones.map(node => milestoneLine(node, on)),
        ...(keeps(speaker, one)
          ? [
              buttons(
                to('加节点', 'agreement.node', { id: one.id }),
                ...one.milestones
                  .filter(({ doneOn }) => doneOn === null)
                  .slice(0, 3)
                  .map(node =>
                    to(`${node.title.slice(0, 8)}完成`, 'agreement.node', {
                      id: one.id,
                      milestone_id: String(node.id),
                      sure: true,
                    }),
                  ),
                to('终止', 'agreement.end', { id: one.id }),
              ),
            ]
          : []),
        note('来源：投资监管协议台账、项目台账。'),
      ],
    },
    isPrivate: true,
    ...(done && { replaces: true, toast: { tone: 'good' as const, text: done } }),
  }
}

async function agreementOf(context: Context, id: number | undefined): Promise<AgreementOn> {
  const { db, now, speaker } = context
  const found = (await agreementsOn(db, dayOf(now))).find(one => one.id === id)
  if (!found || !keeps(speaker, found)) throw new Refusal('没有找到这份协议，或者不由您办理。')
  return found
}

/** 登记协议, of an enterprise and of one of its projects. */
export async function sign(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  if (!given.uscc) throw new Missing('enterprise', '请带上企业名称，例如“瑞达电源 登记投资监管协议”。')
  const firm = await getEnterprise(db, given.uscc)
  if (!firm || speaker.kind !== 'person' || !keeps(speaker, firm))
    throw new Refusal('没有找到这家企业，或者它的协议不由您登记（自然资源部门、办公室或属地登记）。')
  const projects = (await ownProjects(context)).filter(one => one.uscc === firm.uscc)
  if (given.sure) {
    const promised = amountIn(filledIn(given.amount, '承诺投资'), '承诺投资')
    if (!promised) throw new Refusal('请填承诺投资。')
    const id = await signAgreement(
      db,
      {
        uscc: firm.uscc,
        projectId: projects.find(one => String(one.id) === given.project)?.id ?? null,
        title: filledIn(given.title, '协议名称或编号'),
        signedOn: dayIn(filledIn(given.day, '签订日期'), '签订日期') ?? '',
        area: numberIn(given.area, '面积'),
        promised,
        investBy: dayIn(filledIn(given.until, '投资完成期限'), '投资完成期限') ?? '',
        terms: given.terms?.trim() || null,
      },
      { by: speaker.id, now, reason: null },
    )
    return showAgreement(context, await agreementOf(context, id), '协议已登记。')
  }
  return form(`登记投资监管协议：${firm.shortName}`, 'agreement.sign', '登记', { uscc: firm.uscc }, [
    { kind: 'text', name: 'title', label: '协议名称或编号', required: true },
    { kind: 'date', name: 'day', label: '签订日期', required: true },
    { kind: 'text', name: 'amount', label: '承诺投资（万元）', required: true },
    { kind: 'date', name: 'until', label: '投资完成期限', required: true },
    { kind: 'text', name: 'area', label: '面积（亩）' },
    ...(projects.length > 0
      ? [
          {
            kind: 'choice' as const,
            name: 'project',
            label: '关联项目',
            options: projects.map(({ id, name }) => ({ value: String(id), label: name })),
          },
        ]
      : []),
    { kind: 'text', name: 'terms', label: '其他约定（亩均税收等）', long: true },
  ])
}

/** A node of an agreement: added by a form, or done today by a button. */
export async function node(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const one = await agreementOf(context, given.id)
  if (speaker.kind !== 'person') throw new Refusal('您还没有绑定身份。')
  const change = { by: speaker.id, now, reason: null }
  if (!given.sure)
    return form(`加节点：${one.title}`, 'agreement.node', '加上', { id: one.id }, [
      { kind: 'text', name: 'title', label: '节点任务', required: true, placeholder: '例如：开工建设' },
      { kind: 'date', name: 'day', label: '完成时限', required: true },
      { kind: 'text', name: 'owner', label: '责任人', required: true },
    ])
  const done = one.milestones.find(({ id }) => String(id) === given.milestone_id)
  if (done) await changeMilestone(db, done.id, { doneOn: dayOf(now) }, change)
  else
    await addMilestone(
      db,
      {
        of: { agreementId: one.id },
        title: filledIn(given.title, '节点任务'),
        dueOn: dayIn(filledIn(given.day, '完成时限'), '完成时限') ?? '',
        owner: filledIn(given.owner, '责任人'),
      },
      change,
    )
  return showAgreement(
    context,
    await agreementOf(context, one.id),
    done ? `“${done.title}”已完成。` : '节点已加。',
  )
}

/** 终止. */
export async function end(context: Context, given: Slots): Promise<Reply> {
  const { db, now, speaker } = context
  const one = await agreementOf(context, given.id)
  if (speaker.kind !== 'person') throw new Refusal('您还没有绑定身份。')
  if (!given.sure)
    return form(`终止：${one.title}`, 'agreement.end', '确认终止', { id: one.id }, [
      { kind: 'text', name: 'reason', label: '原因', required: true },
    ])
  await endAgreement(db, one.id, { by: speaker.id, now, reason: given.reason?.trim() || null })
  return {
    ...(await tellAgreements(context, {})),
    replaces: true,
    toast: { tone: 'good', text: '协议已终止' },
  }
}

type Fields = Extract<Block, { kind: 'form' }>['fields']

const form = (
  title: string,
  intent: string,
  label: string,
  args: Record<string, unknown>,
  fields: Fields,
): Reply => ({
  card: {
    title,
    tone: 'info',
    blocks: [
      {
        kind: 'form',
        name: intent.replace('.', '_'),
        fields,
        submit: {
          label,
          style: 'primary',
          action: { command: 'project', intent, args: { ...args, sure: true } },
        },
      },
    ],
  },
  isPrivate: true,
})
