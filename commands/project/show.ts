import Big from 'big.js'
import { inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { person } from '../../db/schema/index.ts'
import {
  type Block,
  type Button,
  bad,
  bold,
  buttons,
  type Card,
  fields,
  good,
  muted,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { type Day, dayOf, daysBetween, sayDay } from '../../src/lib/time.ts'
import { mayJudgeProject, mayManageDuty, mayReportDuty } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { isTracked, type Light, type Lit, lightOf, monthsElapsed } from '../../src/registry/projects/light.ts'
import type { Milestone, ProjectOn } from '../../src/registry/projects/load.ts'
import { delaysOf } from '../../src/registry/projects/stages.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'

/** The light with its meaning: in some bulletins 红榜 is praise. */
const LIGHT_WORDS: Record<Light, string> = {
  红: '红灯（严重滞后）',
  黄: '黄灯（滞后）',
  绿: '绿灯（正常）',
}
export const LIGHT_SPAN: Record<Light, (words: string) => Span> = { 红: bad, 黄: warn, 绿: good }
const TONE = { 红: 'bad', 黄: 'warn', 绿: 'good' } as const

export const lightVersion = ({ policies, now }: Context): RuleVersion =>
  findRule(policies.documents, 'R-PROJECT', dayOf(now))

/** A percentage to one decimal. */
export const percent = (value: Big): string => `${value.toFixed(1)}%`

/** `晚12天`, `早5天`, `按期`. */
const sayDelay = (days: number): string => (days > 0 ? `晚${days}天` : days < 0 ? `早${-days}天` : '按期')

/** What the bot calls whoever reported something. */
export async function nameOfReporter(db: Db, by: string): Promise<string> {
  const fixed: Record<string, string> = { import: '表格导入', demo: '演示数据', operator: '系统管理员' }
  const known = fixed[by]
  if (known) return known
  const [row] = await db
    .select({ name: person.name })
    .from(person)
    .where(inArray(person.id, [by]))
  return row?.name ?? '填报人'
}

/** Everything there is to know of a project at a glance, and what the speaker may do with it. */
export async function showProject(context: Context, project: ProjectOn, above: Block[] = []): Promise<Reply> {
  const { db, now, speaker } = context
  const today = dayOf(now)
  const lit = isTracked(project) ? lightOf(lightVersion(context), project) : null
  const { progress } = project
  const reporter = progress ? await nameOfReporter(db, progress.by) : null
  const card: Card = {
    title: project.name,
    tone: lit?.light ? TONE[lit.light] : 'info',
    ...(project.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      text(...lightSpans(lit)),
      ...(project.delay ? [text(bad(`推进问题：${project.delay.tag}`), `（${project.delay.reason}）`)] : []),
      fields(facts(project)),
      ...moneyBlocks(project),
      ...stageBlocks(project, today),
      ...milestoneBlocks(project.milestones, today),
      ...(project.said
        ? [text(bold('最近进展：'), `${sayPeriod(project.said.month)} ${project.said.note}`)]
        : []),
      ...actionBlocks(project, {
        report: mayReportDuty(speaker, project),
        manage: mayManageDuty(speaker, project),
        judge: mayJudgeProject(speaker, project),
      }),
      note(
        `${progress ? `投资数为${sayPeriod(progress.month)}累计，${reporter}${sayDay(dayOf(progress.at), today)}报。` : ''}来源：项目台账（${await nameOfReporter(db, project.createdBy)}）。亮灯标准为本系统约定，待主管部门确认。`,
      ),
    ],
  }
  return {
    card,
    isPrivate: project.uscc !== null,
    focus: { projectId: project.id, ...(project.uscc && { uscc: project.uscc }) },
  }
}

function lightSpans(lit: Lit | null): Span[] {
  if (lit === null) return [muted('没有列入今年的计划，不亮灯。')]
  if (lit.light === null) return [warn('还不能亮灯'), `：${lit.why.join('；')}。`]
  return [LIGHT_SPAN[lit.light](LIGHT_WORDS[lit.light]), `：${lit.why.join('；')}。`]
}

const facts = (one: ProjectOn): Record<string, string | null> => ({
  阶段: one.stage,
  企业: one.firm,
  所在地: [one.region, one.park].filter(Boolean).join('·') || null,
  类别: [`${one.level}级`, ...one.kinds].join('、'),
  产业链: one.chain,
  责任单位: one.ownerUnit,
  责任人: one.owner ?? '未明确',
  投资方: one.tags.join('、') || null,
  审批方式: one.approval,
})

function moneyBlocks({
  total,
  plan,
  progress,
  investedBefore,
  expectedOutput,
  expectedTax,
  on,
}: ProjectOn): Block[] {
  const done = progress?.cumulative ?? null
  const all = done ? investedBefore.plus(done) : investedBefore
  const rate =
    plan && done
      ? `（完成${percent(done.times(100).div(plan.investment))}，序时${percent(schedule(on))}）`
      : ''
  return [
    fields({
      总投资: formatWan(total),
      [`${on.slice(0, 4)}年计划`]: plan ? formatWan(plan.investment) : null,
      今年完成: done ? `${formatWan(done)}${rate}` : '还没有报',
      开工以来累计: all.gt(0) ? `${formatWan(all)}（占总投资${percent(all.times(100).div(total))}）` : null,
      预计年产值: expectedOutput ? formatWan(expectedOutput) : null,
      预计年税收: expectedTax ? formatWan(expectedTax) : null,
      年度目标: plan?.goal ?? null,
    }),
  ]
}

const schedule = (on: Day) => new Big(monthsElapsed(on)).times(100).div(12)

function stageBlocks({ stages, on }: ProjectOn, today: Day): Block[] {
  const delays = new Map(delaysOf(stages, on).map(one => [one.stage, one.days]))
  const lines = stages
    .filter(({ plannedOn, actualOn }) => plannedOn !== null || actualOn !== null)
    .sort((a, b) => (a.actualOn ?? a.plannedOn ?? '').localeCompare(b.actualOn ?? b.plannedOn ?? ''))
    .map(({ stage, plannedOn, actualOn }) => {
      const days = delays.get(stage)
      const plan = plannedOn ? `计划${sayDay(plannedOn, today)}` : ''
      const actual = actualOn ? `实际${sayDay(actualOn, today)}` : ''
      const late = days === undefined ? '' : `（${actualOn ? sayDelay(days) : `已过${days}天`}）`
      return text(
        bold(stage),
        ` ${[plan, actual].filter(Boolean).join('，')}`,
        (days ?? 0) > 0 ? bad(late) : late,
      )
    })
  return lines
}

const SHOWN = 4

function milestoneBlocks(milestones: readonly Milestone[], today: Day): Block[] {
  const open = milestones.filter(({ doneOn }) => doneOn === null)
  if (milestones.length === 0) return []
  const done = milestones.length - open.length
  return [
    text(bold('节点：'), `共${milestones.length}个，已完成${done}个`),
    ...open.slice(0, SHOWN).map(one => milestoneLine(one, today)),
    ...(open.length > SHOWN ? [text(muted(`还有${open.length - SHOWN}个没列出`))] : []),
  ]
}

/** `主体封顶 11月20日前（王工） 还有5天`. */
export function milestoneLine({ title, dueOn, owner, doneOn }: Milestone, today: Day): Block {
  const left = daysBetween(today, dueOn)
  const state =
    doneOn !== null
      ? good(`${sayDay(doneOn, today)}完成（${sayDelay(daysBetween(dueOn, doneOn))}）`)
      : left < 0
        ? bad(`逾期${-left}天`)
        : left === 0
          ? warn('今天到期')
          : `还有${left}天`
  return text(`· ${title} ${sayDay(dueOn, today)}前（${owner}） `, state)
}

function actionBlocks(
  { id, milestones }: ProjectOn,
  may: { report: boolean; manage: boolean; judge: boolean },
): Block[] {
  const to = (label: string, intent: string, style?: 'primary'): Button => ({
    label,
    action: { command: 'project', intent, args: { project_id: id } },
    ...(style && { style }),
  })
  const first = [
    ...(may.report
      ? [to('报进度', 'intake.project_progress', 'primary'), to('改阶段时间', 'project.stage')]
      : []),
    ...(may.report && milestones.length > 0 ? [to('节点完成', 'project.milestone_done')] : []),
    to('台账和专班', 'query.project_ledger'),
  ]
  const more = [
    ...(may.manage
      ? [
          to('加节点', 'project.milestone_add'),
          to('定年度计划', 'project.plan'),
          to('调整项目', 'project.change'),
        ]
      : []),
    ...(may.judge ? [to('推进问题', 'project.delay')] : []),
  ]
  return [buttons(...first), ...(more.length > 0 ? [buttons(...more)] : [])]
}
