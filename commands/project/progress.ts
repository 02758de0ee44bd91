import type Big from 'big.js'
import { z } from 'zod'
import { PROJECT_STAGES } from '../../db/schema/index.ts'
import { type Card, type Field, note, type Option, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayReportDuty } from '../../src/people/may.ts'
import type { Person } from '../../src/people/roles.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { changeMilestone, setStage } from '../../src/registry/projects/edit.ts'
import { type Milestone, type ProjectOn, projectsOn } from '../../src/registry/projects/load.ts'
import {
  addProgress,
  BASES,
  type Basis,
  type Report,
  type Weighed,
  weigh,
} from '../../src/registry/projects/progress.ts'
import { isFrom, type ProjectStage } from '../../src/registry/projects/stages.ts'
import { amountIn, choiceIn, dayIn } from '../parts/form-values.ts'
import { pickProject } from './pick.ts'
import { showProject } from './show.ts'
import { monthTold } from './words.ts'

const words = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const progressSlots = z.object({
  project_id: z.number().int().optional(),
  project: z.string().max(200).optional(),
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  month: z.string().max(10).optional(),
  basis: z.string().max(10).optional(),
  amount_wan: z.union([z.string().max(40), z.number()]).optional(),
  equipment_wan: z.union([z.string().max(40), z.number()]).optional(),
  /** What happened, in words. */
  milestone: words,
  /** A node that is done by it, as the form chooses. */
  milestone_id: z.string().max(12).optional(),
  stage: z.string().max(4).optional(),
  actual_date: z.string().max(30).optional(),
  reason: words,
  /** Handed in by the form. */
  sure: z.boolean().optional(),
})
type Slots = z.infer<typeof progressSlots>

const NONE = '无'

/** 报进度: understood from words, shown to be checked, and written down when it is confirmed. */
export async function reportProgress(context: Context, given: Slots): Promise<Reply> {
  const { speaker } = context
  const picked = await pickProject(context, given, {
    intent: 'intake.project_progress',
    args: without(given),
  })
  if ('ask' in picked) return picked.ask
  const { project } = picked
  if (speaker.kind !== 'person' || !mayReportDuty(speaker, project))
    throw new Refusal(`“${project.name}”的进度由责任单位、专班、业主企业或属地填报，您可以查看。`)
  return given.sure ? submit(context, speaker, project, given) : confirm(context, project, given)
}

/** What was said of a project besides which one it is. */
const without = ({ project: _, uscc: __, enterprise: ___, project_id: ____, ...rest }: Slots) => rest

const said = (value: Slots['amount_wan']): string | undefined =>
  value === undefined ? undefined : String(value)

function reportIn({ now }: Context, project: ProjectOn, given: Slots): Report {
  const amount = amountIn(said(given.amount_wan), '完成投资（万元）')
  return {
    projectId: project.id,
    month: given.month ?? monthTold(dayOf(now)),
    amount,
    basis: given.basis ? choiceIn(given.basis, BASES, '口径') : likelyBasis(project, amount),
    equipment: amountIn(said(given.equipment_wan), '其中设备投资（万元）'),
    note: given.milestone?.trim() || null,
  }
}

/** A sum that has already been passed can only be of the month alone. */
const likelyBasis = ({ progress }: ProjectOn, amount: Big | null): Basis =>
  progress && amount?.lt(progress.cumulative) ? '本月新增' : '本年累计'

async function confirm(context: Context, project: ProjectOn, given: Slots): Promise<Reply> {
  const report = reportIn(context, project, given)
  const isEmpty = report.amount === null && report.note === null
  const weighed = isEmpty ? null : await weigh(context.db, context.now, report)
  const isUnsure = report.amount !== null && given.basis === undefined
  const card: Card = {
    title: `报进度：${project.name}`,
    tone: weighed && weighed.doubts.length > 0 ? 'warn' : 'info',
    ...(project.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...(weighed ? [text(sayWeighed(project, weighed))] : [text('请填本月进展：')]),
      ...(isUnsure ? [text(warn(`没说是累计还是当月，先按“${report.basis}”，请核对。`))] : []),
      ...(weighed?.doubts ?? []).map(doubt => text(warn(`请核对：${doubt}。`))),
      form(project, report, given, dayOf(context.now)),
      note('提交后记入推进台账，谁报的、什么时候报的都留存；报错了再报一次并写明原因即可，原来的数不会删。'),
    ],
  }
  return { card, isPrivate: project.uscc !== null, focus: { projectId: project.id } }
}

function sayWeighed({ investedBefore, plan }: ProjectOn, { month, cumulative, replaces }: Weighed): string {
  if (cumulative === null) return `${sayPeriod(month)}：只报形象进度。`
  const all = investedBefore.plus(cumulative)
  const rate = plan ? `，完成年度计划${cumulative.times(100).div(plan.investment).toFixed(1)}%` : ''
  const before = replaces && !replaces.eq(cumulative) ? `（原报${formatWan(replaces)}，将更正）` : ''
  return `到${sayPeriod(month)}，今年累计完成${formatWan(cumulative)}${before}${rate}，开工以来共${formatWan(all)}。`
}

/** The open node what happened most likely completes. */
function nodeMeant(open: readonly Milestone[], told: string | null): Milestone | undefined {
  if (told === null) return undefined
  const bare = told.replace(/[已完成了]/g, '')
  return open.find(
    ({ title }) => told.includes(title) || (bare.length >= 2 && title.includes(bare.slice(0, 6))),
  )
}

function form(project: ProjectOn, report: Report, given: Slots, today: string) {
  const open = project.milestones.filter(({ doneOn }) => doneOn === null)
  const meant = nodeMeant(open, report.note)
  const ahead = PROJECT_STAGES.filter(stage => isFrom(stage, project.stage) && stage !== project.stage)
  const stage = ahead.find(one => one === given.stage)
  const choice = (values: readonly Option[]): Option[] => [{ value: NONE, label: '无' }, ...values]
  const fields: Field[] = [
    { kind: 'text', name: 'month', label: '月份', required: true, value: report.month },
    {
      kind: 'choice',
      name: 'basis',
      label: '口径',
      required: true,
      value: report.basis,
      options: BASES.map(value => ({ value, label: value })),
    },
    {
      kind: 'text',
      name: 'amount_wan',
      label: '完成投资（万元，只报形象进度可不填）',
      value: report.amount?.toFixed() ?? '',
    },
    {
      kind: 'text',
      name: 'equipment_wan',
      label: '其中设备投资（万元）',
      value: report.equipment?.toFixed() ?? '',
      placeholder: '技改项目请填，贴息要用',
    },
    { kind: 'text', name: 'milestone', label: '形象进度', value: report.note ?? '', long: true },
    ...(open.length > 0
      ? [
          {
            kind: 'choice' as const,
            name: 'milestone_id',
            label: '完成的节点',
            value: meant ? String(meant.id) : NONE,
            options: choice(open.slice(0, 20).map(({ id, title }) => ({ value: String(id), label: title }))),
          },
        ]
      : []),
    ...(ahead.length > 0
      ? [
          {
            kind: 'choice' as const,
            name: 'stage',
            label: '到达的阶段',
            value: stage ?? NONE,
            options: choice(ahead.map(value => ({ value, label: value }))),
          },
        ]
      : []),
    {
      kind: 'date',
      name: 'actual_date',
      label: '节点、阶段完成日期',
      ...((given.actual_date || meant || stage) && { value: given.actual_date ?? today }),
    },
    { kind: 'text', name: 'reason', label: '说明原因（更正或数字异常时必填）', value: given.reason ?? '' },
  ]
  return {
    kind: 'form' as const,
    name: 'progress',
    fields,
    submit: {
      label: '确认上报',
      style: 'primary' as const,
      action: {
        command: 'project',
        intent: 'intake.project_progress',
        args: { project_id: project.id, sure: true },
      },
    },
  }
}

async function submit(context: Context, speaker: Person, project: ProjectOn, given: Slots): Promise<Reply> {
  const { db, now } = context
  const change = { by: speaker.id, now, reason: given.reason?.trim() || null }
  const report = reportIn(context, project, given)
  const node = project.milestones.find(({ id }) => String(id) === given.milestone_id)
  const stage = PROJECT_STAGES.find(one => one === given.stage)
  const happened = dayIn(given.actual_date, '完成日期') ?? dayOf(now)
  const done: string[] = []
  const taken: Record<string, unknown> = { project: project.id }
  if (report.amount !== null || report.equipment !== null || report.note !== null) {
    const { cumulative, id } = await addProgress(db, report, change)
    taken.progress = id
    done.push(cumulative ? `${sayPeriod(report.month)}累计完成投资${formatWan(cumulative)}` : '形象进度')
  }
  if (node && node.doneOn === null) {
    await changeMilestone(db, node.id, { doneOn: happened }, change)
    taken.milestone = node.id
    done.push(`节点“${node.title}”完成`)
  }
  if (stage && reaches(project, stage)) {
    await setStage(db, project.id, { stage, actualOn: happened }, change)
    taken.stage = { stage, before: null }
    done.push(`已${stage}`)
  }
  if (done.length === 0) throw new Refusal('没有看到进展内容，请填完成投资、形象进度或选一个节点。')
  const [fresh] = await projectsOn(db, dayOf(now), project.id)
  const reply = await showProject(context, fresh ?? project, [text(`已记入台账：${done.join('；')}。`)])
  const did = {
    words: `报项目进度（${project.name}：${done.join('；')}）`,
    undo: { kind: 'project', ref: taken },
  }
  return { ...reply, did, replaces: true, toast: { tone: 'good', text: '已记入台账' } }
}

const reaches = ({ stage: now }: ProjectOn, stage: ProjectStage): boolean =>
  isFrom(stage, now) && stage !== now
