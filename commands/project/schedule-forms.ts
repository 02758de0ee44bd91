import { PROJECT_STAGES } from '../../db/schema/index.ts'
import type { Option } from '../../src/chat/card.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayManageDuty } from '../../src/people/may.ts'
import { addMilestone, changeMilestone, setStage } from '../../src/registry/projects/edit.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import { choiceIn, dayIn, filledIn } from '../parts/form-values.ts'
import { type FormSlots, managers, options, type ProjectForm, REASON, reporters } from './form.ts'

const PLANNED = '计划时间'
const ACTUAL = '实际时间'

const openNodes = ({ milestones }: ProjectOn): Option[] =>
  milestones
    .filter(({ doneOn }) => doneOn === null)
    .map(({ id, title, dueOn }) => ({ value: String(id), label: `${title}（${dueOn}前）` }))

function nodeIn({ milestones }: ProjectOn, { milestone_id: id }: FormSlots): number {
  const node = milestones.find(one => String(one.id) === id)
  if (!node) throw new Refusal('请选一个节点。')
  return node.id
}

/** Dates and nodes. */
export const SCHEDULE_FORMS: Record<string, ProjectForm> = {
  'project.stage': {
    title: '改阶段时间',
    submit: '确认登记',
    examples: [],
    ...reporters,
    fields: () => [
      { kind: 'choice', name: 'stage', label: '阶段', required: true, options: options(PROJECT_STAGES) },
      {
        kind: 'choice',
        name: 'kind',
        label: '登记什么',
        required: true,
        value: ACTUAL,
        options: options([ACTUAL, PLANNED]),
      },
      { kind: 'date', name: 'day', label: '日期', required: true },
      REASON,
    ],
    async run({ db, speaker }, project, given, change) {
      const stage = choiceIn(given.stage, PROJECT_STAGES, '阶段')
      const kind = choiceIn(given.kind, [ACTUAL, PLANNED], '登记什么')
      if (kind === PLANNED && !mayManageDuty(speaker, project))
        throw new Refusal('计划时间由领导小组办公室或属地调整，您可以登记实际时间。')
      const day = dayIn(filledIn(given.day, '日期'), '日期')
      await setStage(
        db,
        project.id,
        { stage, ...(kind === PLANNED ? { plannedOn: day } : { actualOn: day }) },
        change,
      )
      return `${stage}${kind}已登记为${day}。`
    },
  },
  'project.milestone_done': {
    title: '节点完成',
    submit: '确认完成',
    examples: [],
    ...reporters,
    fields: (project, { now }) => [
      { kind: 'choice', name: 'milestone_id', label: '节点', required: true, options: openNodes(project) },
      { kind: 'date', name: 'day', label: '完成日期', required: true, value: dayOf(now) },
    ],
    async run({ db }, project, given, change) {
      const day = dayIn(filledIn(given.day, '完成日期'), '完成日期') ?? ''
      const { title } = await changeMilestone(db, nodeIn(project, given), { doneOn: day }, change)
      return `节点“${title}”已登记${day}完成。`
    },
  },
  'project.milestone_move': {
    title: '节点改期',
    submit: '确认改期',
    examples: [],
    ...managers,
    fields: project => [
      { kind: 'choice', name: 'milestone_id', label: '节点', required: true, options: openNodes(project) },
      { kind: 'date', name: 'day', label: '改到哪天', required: true },
      { kind: 'text', name: 'reason', label: '改期原因', required: true },
    ],
    async run({ db }, project, given, change) {
      const day = dayIn(filledIn(given.day, '改到哪天'), '改到哪天') ?? ''
      const { title } = await changeMilestone(db, nodeIn(project, given), { dueOn: day }, change)
      return `节点“${title}”改到${day}前，原时限留存可查。`
    },
  },
  'project.milestone_add': {
    title: '加节点',
    submit: '加上',
    examples: [],
    ...managers,
    fields: ({ owner }) => [
      { kind: 'text', name: 'title', label: '节点任务', required: true, placeholder: '例如：主体封顶' },
      { kind: 'date', name: 'day', label: '完成时限', required: true },
      { kind: 'text', name: 'owner', label: '责任人', required: true, value: owner ?? '' },
    ],
    async run({ db }, project, given, change) {
      const title = filledIn(given.title, '节点任务')
      const dueOn = dayIn(filledIn(given.day, '完成时限'), '完成时限') ?? ''
      const owner = filledIn(given.owner, '责任人')
      await addMilestone(db, { of: { projectId: project.id }, title, dueOn, owner }, change)
      return `已加节点“${title}”，${dueOn}前，责任人${owner}。`
    },
  },
}
