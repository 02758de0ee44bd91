import Big from 'big.js'
import { addDays, addMonths, type Day, daysBetween } from '../../lib/time.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { type Facts, parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import type { ProjectOn } from './load.ts'
import { isFrom } from './stages.ts'

export type Light = '绿' | '黄' | '红'

/** 亮灯 of a project, in words besides: by its colour alone it could be mistaken (红榜, 黄榜). */
export interface Lit {
  /** Null where it cannot be told; `why` says what is missing. */
  light: Light | null
  /** What makes it so, the worst first: `落后序时进度32.5个百分点`. */
  why: string[]
  /** 落后序时进度, in percentage points; negative when ahead, null where not known. */
  lag: Big | null
  evaluation: Evaluation
}

/** What R-PROJECT asks of a project. Whatever is not known is left out. */
function lightFacts(project: ProjectOn): Facts {
  const { on, plan, progress, stage } = project
  const months = monthsElapsed(on)
  const invested = progress?.cumulative ?? (months === 0 ? new Big(0) : null)
  return parseFacts({
    is_done: isDone(project),
    months_elapsed: months,
    ...(plan && invested && plan.investment.gt(0) && { project_progress: invested.div(plan.investment) }),
    milestone_overdue_days: overdueDays(project),
    months_not_started: isFrom(stage, '开工') ? 0 : monthsNotStarted(project),
  })
}

/** Months of the year that are over: the one that runs counts from its last day on. */
export function monthsElapsed(on: Day): number {
  const month = Number(on.slice(5, 7))
  return addDays(on, 1).slice(5, 7) === on.slice(5, 7) ? month - 1 : month
}

/** It produces; or it is completed and no production is planned. */
const isDone = ({ stage, stages }: Pick<ProjectOn, 'stage' | 'stages'>): boolean =>
  stage === '投产' ||
  (stage === '竣工' && !stages.some(one => one.stage === '投产' && one.plannedOn !== null))

/** Days by which the worst open milestone is overdue. */
const overdueDays = ({ milestones, on }: ProjectOn): number =>
  Math.max(
    0,
    ...milestones.filter(({ doneOn }) => doneOn === null).map(({ dueOn }) => daysBetween(dueOn, on)),
  )

/** Months since it should have started; one begun counts as one, so that the first late day shows. */
function monthsNotStarted({ stages, on }: ProjectOn): number {
  const planned = stages.find(({ stage }) => stage === '开工')?.plannedOn ?? null
  if (planned === null || planned >= on) return 0
  let whole = 0
  while (addMonths(planned, whole + 1) <= on) whole += 1
  return Math.max(1, whole)
}

/** Whether a project is one to be lit at all: it is planned for, or has begun. */
export const isTracked = ({ plan, milestones, stage, stages, kinds }: ProjectOn): boolean =>
  !kinds.includes('招商发布') &&
  (plan !== null ||
    milestones.length > 0 ||
    isFrom(stage, '开工') ||
    stages.some(one => one.stage === '开工' && one.plannedOn !== null))

/** The light of a project by the rule of its day. */
export function lightOf(version: RuleVersion, project: ProjectOn): Lit {
  const facts = lightFacts(project)
  const evaluation = evaluate(version, facts, { on: project.on })
  const light = (evaluation.result.light ?? null) as Light | null
  const lag = lagOf(facts)
  return { light, why: whyOf(light, evaluation, lag, project), lag, evaluation }
}

function lagOf({ project_progress: progress, months_elapsed: months }: Facts): Big | null {
  if (!(progress instanceof Big) || !(months instanceof Big)) return null
  return months.times(100).div(12).minus(progress.times(100))
}

const BRANCH: Record<Light, string> = { 红: 'red.', 黄: 'yellow.', 绿: 'green.' }

function whyOf(
  light: Light | null,
  { conditions, missing }: Evaluation,
  lag: Big | null,
  project: ProjectOn,
): string[] {
  if (isDone(project)) return [project.stage === '投产' ? '已投产' : '已竣工']
  if (light === '绿') return [lag?.lt(0) ? `快于序时进度${points(lag.abs())}` : '没有逾期，进度跟上序时']
  if (light === null) {
    const open = missing.includes('project_progress')
      ? project.plan === null
        ? '没有年度投资计划'
        : '今年还没有报投资进度'
      : '资料不足'
    return [open]
  }
  const failing = conditions.filter(({ id, verdict }) => id.startsWith(BRANCH[light]) && verdict === 'pass')
  return failing.map(({ id }) => {
    if (id.endsWith('.lag')) return `落后序时进度${points(lag ?? new Big(0))}`
    if (id.endsWith('.milestone')) return `节点“${worst(project)}”逾期${overdueDays(project)}天`
    return `应开工未开工${monthsNotStarted(project)}个月`
  })
}

/** `32.5个百分点`; more decimals where one would show a bound that is not reached or is passed: 30.04, not 30. */
const points = (lag: Big): string => {
  const bounds = [10, 30]
  const decimals =
    [1, 2, 3, 4].find(n => !bounds.some(bound => lag.round(n).eq(bound) && !lag.eq(bound))) ?? 4
  return `${lag.round(decimals).toFixed()}个百分点`
}

const worst = ({ milestones }: ProjectOn): string =>
  milestones.filter(({ doneOn }) => doneOn === null).reduce((a, b) => (a.dueOn <= b.dueOn ? a : b)).title
