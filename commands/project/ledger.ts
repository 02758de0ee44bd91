import Big from 'big.js'
import { and, eq, isNull } from 'drizzle-orm'
import { projectFunding, projectMember } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Card, muted, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { mayManageDuty, mayReportDuty } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { changesOf } from '../../src/registry/projects/changes.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import { progressOf } from '../../src/registry/projects/progress.ts'
import { milestoneLine, nameOfReporter } from './show.ts'

const MONTHS = 12
const CHANGES = 5

/** 推进台账: what was reported by month and by whom, 专班, 资金, all nodes and the latest changes. */
export async function tellLedger(context: Context, project: ProjectOn): Promise<Reply> {
  const { db, now, speaker } = context
  const today = dayOf(now)
  const reports = await progressOf(db, project.id, MONTHS)
  const changes = await changesOf(db, 'project', project.id, CHANGES)
  const may = { report: mayReportDuty(speaker, project), manage: mayManageDuty(speaker, project) }
  const to = (label: string, intent: string) => ({
    label,
    action: { command: 'project', intent, args: { project_id: project.id } },
  })
  const lines: Block[] = []
  const counted = new Set<string>()
  for (const one of reports) {
    const isReplaced = one.cumulative !== null && counted.has(one.month)
    if (one.cumulative !== null) counted.add(one.month)
    const said = [
      one.cumulative === null ? null : `累计${formatWan(new Big(one.cumulative))}`,
      one.equipment === null ? null : `其中设备${formatWan(new Big(one.equipment))}`,
      one.note,
      one.reason && `原因：${one.reason}`,
    ].filter(Boolean)
    const by = `${await nameOfReporter(db, one.reportedBy)} ${sayDay(dayOf(one.reportedAt), today)}`
    lines.push(
      text(
        bold(sayPeriod(one.month)),
        ` ${said.join('，')} `,
        muted(`${isReplaced ? '已被更正，' : ''}${by}`),
      ),
    )
  }
  const card: Card = {
    title: `推进台账：${project.name}`,
    tone: 'info',
    ...(project.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...(lines.length > 0 ? lines : [text('还没有报过进度。')]),
      ...(await teamBlocks(context, project)),
      ...(await fundingBlocks(context, project)),
      ...(project.milestones.length > 0
        ? [text(bold('全部节点')), ...project.milestones.slice(0, 20).map(one => milestoneLine(one, today))]
        : []),
      ...(changes.length > 0 ? [text(bold('最近改动'))] : []),
      ...(await Promise.all(
        changes.map(async ({ field, before, after, reason, changedBy, changedAt }) =>
          text(
            `${field}：${before ?? '无'} → ${after ?? '无'}${reason ? `（${reason}）` : ''} `,
            muted(`${await nameOfReporter(db, changedBy)} ${sayDay(dayOf(changedAt), today)}`),
          ),
        ),
      )),
      buttons(
        to('回到项目', 'query.project'),
        ...(may.report ? [to('登记资金', 'project.funding')] : []),
        ...(may.manage
          ? [
              to('调整专班', 'project.member'),
              to('节点改期', 'project.milestone_move'),
              to('调出', 'project.remove'),
            ]
          : []),
      ),
      note(`台账只增不改，列最近${MONTHS}条；更正的原数也在。`),
    ],
  }
  return { card, isPrivate: project.uscc !== null, focus: { projectId: project.id } }
}

async function teamBlocks({ db }: Context, { id, owner, content }: ProjectOn): Promise<Block[]> {
  const members = await db
    .select()
    .from(projectMember)
    .where(and(eq(projectMember.projectId, id), isNull(projectMember.leftOn)))
    .orderBy(projectMember.id)
  const order = ['牵头领导', '责任人', '成员']
  const sorted = members.sort((a, b) => order.indexOf(a.duty) - order.indexOf(b.duty))
  return [
    ...(content ? [text(bold('建设内容：'), content)] : []),
    text(
      bold('专班：'),
      sorted.length > 0
        ? sorted.map(({ duty, name, unit }) => `${duty}${name}${unit ? `（${unit}）` : ''}`).join('、')
        : warn(owner ? `还没有组建，责任人${owner}` : '还没有组建'),
    ),
  ]
}

/** 资金筹措 against the total: what is not planned from anywhere is a gap. */
async function fundingBlocks({ db }: Context, { id, total }: ProjectOn): Promise<Block[]> {
  const rows = await db.select().from(projectFunding).where(eq(projectFunding.projectId, id))
  if (rows.length === 0) return []
  const sum = (amount: 'planned' | 'arrived') => rows.reduce((all, one) => all.plus(one[amount]), new Big(0))
  const gap = total.minus(sum('planned'))
  return [
    text(
      bold('资金：'),
      rows
        .map(
          ({ source, planned, arrived }) =>
            `${source}${formatWan(new Big(planned))}（到位${formatWan(new Big(arrived))}）`,
        )
        .join('、'),
      `；共到位${formatWan(sum('arrived'))}，占总投资${sum('arrived').times(100).div(total).toFixed(1)}%`,
      gap.gt(0) ? warn(`，还有${formatWan(gap)}没有落实来源`) : '',
      '。',
    ),
  ]
}
