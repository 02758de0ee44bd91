import Big from 'big.js'
import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import {
  type DELAY_TAGS,
  milestone,
  project,
  projectDelay,
  projectFunding,
  projectMember,
  projectPlan,
  projectStage,
} from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { exactWan } from '../../lib/money.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { type Change, keepChanges } from './changes.ts'
import type { ProjectStage } from './stages.ts'

export type DelayTag = (typeof DELAY_TAGS)[number]

/** A project that is there, kept from others until this change is through. */
async function locked(db: Db, id: number): Promise<typeof project.$inferSelect> {
  const [row] = await db.select().from(project).where(eq(project.id, id)).for('update')
  if (!row || row.removedOn !== null) throw new Refusal('没有找到这个项目，或者它已经调出。请重新查一次。')
  return row
}

/**
 * 开工、竣工、投产 and the like: when a stage is planned for, or was reached.
 * @throws {Refusal} when it is said to have been reached on a day still to come, or a day that stands is changed without a reason
 */
export async function setStage(
  db: Db,
  projectId: number,
  dates: { stage: ProjectStage; plannedOn?: Day | null; actualOn?: Day | null },
  change: Change,
): Promise<number> {
  await locked(db, projectId)
  const { stage, plannedOn, actualOn } = dates
  if (actualOn && actualOn > dayOf(change.now))
    throw new Refusal(`${stage}的实际时间${actualOn}还没到，不能登记；计划时间请填在“计划”里。`)
  const [old] = await db
    .select()
    .from(projectStage)
    .where(and(eq(projectStage.projectId, projectId), eq(projectStage.stage, stage)))
  const next = {
    plannedOn: plannedOn === undefined ? (old?.plannedOn ?? null) : plannedOn,
    actualOn: actualOn === undefined ? (old?.actualOn ?? null) : actualOn,
  }
  const moves =
    (old?.plannedOn != null && old.plannedOn !== next.plannedOn) ||
    (old?.actualOn != null && old.actualOn !== next.actualOn)
  if (moves && !change.reason?.trim()) throw new Refusal(`${stage}时间已有登记，调整请写明原因。`)
  await db
    .insert(projectStage)
    .values({ projectId, stage, ...next })
    .onConflictDoUpdate({ target: [projectStage.projectId, projectStage.stage], set: next })
  return keepChanges(
    db,
    'project',
    projectId,
    [
      { field: `计划${stage}时间`, before: old?.plannedOn ?? null, after: next.plannedOn },
      { field: `实际${stage}时间`, before: old?.actualOn ?? null, after: next.actualOn },
    ],
    change,
  )
}

/** A node to be added, of a project or of an agreement. */
export interface NewMilestone {
  of: { projectId: number } | { agreementId: number }
  title: string
  dueOn: Day
  owner: string
}

/** @throws {Refusal} when it has no owner (责任落实到人) or is there already */
export async function addMilestone(db: Db, given: NewMilestone, { by, now }: Change): Promise<void> {
  const { of, title, dueOn, owner } = given
  if (!title.trim() || !owner.trim()) throw new Refusal('节点要写明任务和责任人（责任落实到人），请补上。')
  const [added] = await db
    .insert(milestone)
    .values({ ...of, title: title.trim(), dueOn, owner: owner.trim(), addedBy: by, addedAt: now })
    .onConflictDoNothing()
    .returning({ id: milestone.id })
  if (!added) throw new Refusal(`节点“${title.trim()}”已经有了，不用再加；要改期请用“节点改期”。`)
}

/**
 * A node is done, or is put off; null takes back that it was done.
 * @throws {Refusal} when there is none such, the day is still to come, or it is put off without a reason
 */
export async function changeMilestone(
  db: Db,
  id: number,
  to: { doneOn: Day | null } | { dueOn: Day },
  change: Change,
): Promise<typeof milestone.$inferSelect> {
  const [old] = await db.select().from(milestone).where(eq(milestone.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这个节点，请重新查一次项目。')
  if ('doneOn' in to) {
    if (to.doneOn !== null && to.doneOn > dayOf(change.now))
      throw new Refusal(`完成时间${to.doneOn}还没到，请核对。`)
    if (old.doneOn !== null && old.doneOn !== to.doneOn && !change.reason?.trim())
      throw new Refusal(`这个节点已登记${old.doneOn}完成，更正请写明原因。`)
  } else if (!change.reason?.trim()) throw new Refusal('节点改期请写明原因。')
  await db.update(milestone).set(to).where(eq(milestone.id, id))
  await keepChanges(
    db,
    'milestone',
    id,
    'doneOn' in to
      ? [{ field: '完成时间', before: old.doneOn, after: to.doneOn }]
      : [{ field: '完成时限', before: old.dueOn, after: to.dueOn }],
    change,
  )
  return { ...old, ...to }
}

/** 年度计划 of a project; the newest of a year counts. */
export async function setPlan(
  db: Db,
  projectId: number,
  { year, investment, goal }: { year: number; investment: Big; goal: string | null },
  { by, now, reason }: Change,
): Promise<void> {
  const { totalInvestment } = await locked(db, projectId)
  if (investment.lte(0)) throw new Refusal('年度计划投资要大于0，请核对。')
  if (investment.gt(totalInvestment))
    throw new Refusal(
      `年度计划${exactWan(investment)}超过总投资${exactWan(new Big(totalInvestment))}，请核对。`,
    )
  await db.insert(projectPlan).values({
    projectId,
    year,
    investment: investment.toFixed(),
    goal,
    recordedBy: by,
    recordedAt: now,
    reason,
  })
}

/** 推进问题: a leader or the office says what is wrong with it, or takes it back. */
export async function setDelay(
  db: Db,
  projectId: number,
  tag: DelayTag | null,
  { by, now, reason }: Change,
): Promise<void> {
  await locked(db, projectId)
  if (!reason?.trim()) throw new Refusal('请写明依据，例如“3月集中开工后一直没有进场”。')
  await db.insert(projectDelay).values({ projectId, tag, reason: reason.trim(), setBy: by, setAt: now })
}

/** Somebody joins the 专班, or has another duty in it. */
export async function setMember(
  db: Db,
  projectId: number,
  member: Pick<typeof projectMember.$inferInsert, 'duty' | 'name' | 'unit' | 'personId'>,
  change: Change,
): Promise<void> {
  await locked(db, projectId)
  const [old] = await membersNamed(db, projectId, member.name)
  if (old) await db.update(projectMember).set(member).where(eq(projectMember.id, old.id))
  else await db.insert(projectMember).values({ projectId, ...member })
  const say = ({ duty, unit }: Pick<typeof member, 'duty' | 'unit'>) => (unit ? `${duty}（${unit}）` : duty)
  await keepChanges(
    db,
    'project',
    projectId,
    [{ field: `专班·${member.name}`, before: old ? say(old) : null, after: say(member) }],
    change,
  )
}

/** Somebody leaves the 专班. */
export async function dropMember(db: Db, projectId: number, name: string, change: Change): Promise<void> {
  await locked(db, projectId)
  const [old] = await membersNamed(db, projectId, name)
  if (!old) throw new Refusal(`专班里没有“${name}”，请核对姓名。`)
  await db
    .update(projectMember)
    .set({ leftOn: dayOf(change.now) })
    .where(eq(projectMember.id, old.id))
  await keepChanges(
    db,
    'project',
    projectId,
    [{ field: `专班·${name}`, before: old.duty, after: null }],
    change,
  )
}

const membersNamed = (db: Db, projectId: number, name: string) =>
  db
    .select()
    .from(projectMember)
    .where(
      and(eq(projectMember.projectId, projectId), eq(projectMember.name, name), isNull(projectMember.leftOn)),
    )

export type FundingSource = (typeof projectFunding.$inferSelect)['source']

/** 资金筹措: what a source is to bring and has brought. */
export async function setFunding(
  db: Db,
  projectId: number,
  { source, planned, arrived }: { source: FundingSource; planned: Big; arrived: Big },
  change: Change,
): Promise<void> {
  await locked(db, projectId)
  if (planned.lt(0) || arrived.lt(0)) throw new Refusal('资金不能是负数，请核对。')
  if (arrived.gt(planned)) throw new Refusal('到位资金比计划还多，请核对，或先把计划改大。')
  const [old] = await db
    .select()
    .from(projectFunding)
    .where(and(eq(projectFunding.projectId, projectId), eq(projectFunding.source, source)))
  const next = { planned: planned.toFixed(), arrived: arrived.toFixed() }
  await db
    .insert(projectFunding)
    .values({ projectId, source, ...next })
    .onConflictDoUpdate({ target: [projectFunding.projectId, projectFunding.source], set: next })
  const say = (amount: string | undefined) => (amount === undefined ? null : exactWan(new Big(amount)))
  await keepChanges(
    db,
    'project',
    projectId,
    [
      { field: `${source}计划`, before: say(old?.planned), after: say(next.planned) },
      { field: `${source}到位`, before: say(old?.arrived), after: say(next.arrived) },
    ],
    change,
  )
}

/** Who answers for it, its investment and the like; null leaves a field as it is. */
export interface ProjectFields {
  total?: Big | null
  owner?: string | null
  ownerUnitId?: string | null
}

/** @throws {Refusal} when nothing is said to change or nobody says why */
export async function changeProject(
  db: Db,
  projectId: number,
  { total, owner, ownerUnitId }: ProjectFields,
  change: Change,
): Promise<void> {
  const old = await locked(db, projectId)
  if (total?.lte(0)) throw new Refusal('总投资要大于0，请核对。')
  const next = {
    totalInvestment: total?.toFixed(4) ?? old.totalInvestment,
    owner: owner?.trim() || old.owner,
    ownerUnitId: ownerUnitId ?? old.ownerUnitId,
  }
  const say = (amount: string) => exactWan(new Big(amount))
  const fields = [
    { field: '总投资', before: say(old.totalInvestment), after: say(next.totalInvestment) },
    { field: '责任人', before: old.owner, after: next.owner },
    { field: '责任单位', before: old.ownerUnitId, after: next.ownerUnitId },
  ]
  if (fields.every(({ before, after }) => before === after)) throw new Refusal('和现在登记的一样，没有改动。')
  if (!change.reason?.trim()) throw new Refusal('请写明调整原因。')
  await db
    .update(project)
    // Another person answers for it: whoever the bot knew as the former one does not any more.
    .set({ ...next, ...(next.owner !== old.owner && { ownerId: null }) })
    .where(eq(project.id, projectId))
  await keepChanges(db, 'project', projectId, fields, change)
}

/** 调出: it is no longer on the list from today on; what was reported of it stays. */
export async function removeProject(db: Db, projectId: number, change: Change): Promise<void> {
  await locked(db, projectId)
  if (!change.reason?.trim()) throw new Refusal('请写明调出原因。')
  const removedOn = dayOf(change.now)
  await db.update(project).set({ removedOn }).where(eq(project.id, projectId))
  await keepChanges(db, 'project', projectId, [{ field: '调出时间', before: null, after: removedOn }], change)
}
