import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterprise, person, planProgress, supportPlan } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf, daysBetween } from '../../lib/time.ts'
import { mayPlanFor } from '../../people/may.ts'
import { requirePerson } from '../../people/roles.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { parseFacts } from '../../rules/facts.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { stands } from '../retract.ts'
import type { RosterAct } from './act.ts'
import { CITY, kindOf, type RosterKey } from './kinds.ts'
import { membersOn, type Stay } from './members.ts'
import { standingOf } from './standing.ts'

type Plan = typeof supportPlan.$inferSelect
type Progress = typeof planProgress.$inferSelect

const RISK: RosterKey = { kind: kindOf('退规风险库'), scope: CITY, year: null }

/** A plan as it is written; `problems` is the 问题台账 of the enterprise, one a line. */
export interface PlanInput {
  measures: string
  owner: string
  ownerId?: string | null
  dueOn: Day
  problems: string
}

/**
 * 一企一策: writes or rewrites an enterprise's plan; what it said before is kept.
 * @throws {Refusal} when the enterprise is not the speaker's to look after, or something is missing
 */
export async function writePlan(act: RosterAct, uscc: string, given: PlanInput): Promise<Plan> {
  const { db, now } = act
  const speaker = requirePerson(act.speaker)
  await requireMine(act, uscc, null)
  for (const [words, value] of [
    ['帮扶措施', given.measures],
    ['责任人', given.owner],
    ['企业存在的问题（没有就写“暂无”）', given.problems],
  ] as const)
    if (value.trim() === '') throw new Refusal(`一企一策要写明${words}。`)
  if (given.dueOn <= dayOf(now)) throw new Refusal(`完成时限${given.dueOn}应在今天以后，请核对。`)
  const [row] = await db
    .insert(supportPlan)
    .values({
      uscc,
      measures: given.measures.trim(),
      owner: given.owner.trim(),
      ownerId: given.ownerId ?? null,
      dueOn: given.dueOn,
      problems: given.problems.trim(),
      writtenBy: speaker.id,
      writtenAt: now,
    })
    .returning()
  if (!row) throw new Error('the plan was not stored')
  return row
}

/**
 * 一企一策进展: what was done under the plan that stands.
 * @throws {Refusal} when there is no plan, or it is not the speaker's to report on
 */
export async function reportProgress(
  act: RosterAct,
  uscc: string,
  { note, isDone }: { note: string; isDone: boolean },
): Promise<{ plan: Plan; progress: Progress }> {
  const { db, now } = act
  const speaker = requirePerson(act.speaker)
  const plan = (await plansOf(db, [uscc])).get(uscc)?.plan ?? null
  await requireMine(act, uscc, plan?.ownerId ?? null)
  if (!plan) throw new Refusal('这家企业还没有一企一策，请先写明措施、责任人和完成时限，再报进展。')
  if (note.trim() === '') throw new Refusal('请写明做了什么，例如“一企一策 已落实续贷500万元”。')
  const [progress] = await db
    .insert(planProgress)
    .values({ planId: plan.id, note: note.trim(), isDone, reportedBy: speaker.id, reportedAt: now })
    .returning()
  if (!progress) throw new Error('the progress was not stored')
  return { plan, progress }
}

async function requireMine({ db, speaker }: RosterAct, uscc: string, ownerId: string | null): Promise<void> {
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称。')
  if (!mayPlanFor(speaker, firm, ownerId))
    throw new Refusal(
      `“${firm.shortName}”的一企一策由它的联络员、所在县市区（园区）和领导小组办公室负责，您没有这项权限，没有办理。`,
    )
}

/** The plan that stands and what was done under it, oldest first. */
export interface PlanState {
  plan: Plan
  progress: Progress[]
  isDone: boolean
}

/** Plans of enterprises, by code. */
export async function plansOf(db: Db, usccs: readonly string[]): Promise<ReadonlyMap<string, PlanState>> {
  if (usccs.length === 0) return new Map()
  const plans = await db
    .selectDistinctOn([supportPlan.uscc])
    .from(supportPlan)
    .where(inArray(supportPlan.uscc, [...usccs]))
    .orderBy(asc(supportPlan.uscc), desc(supportPlan.id))
  const progress = plans.length
    ? await db
        .select()
        .from(planProgress)
        .where(
          and(
            inArray(
              planProgress.planId,
              plans.map(({ id }) => id),
            ),
            stands('plan_progress', sql`${planProgress.id}`),
          ),
        )
        .orderBy(asc(planProgress.id))
    : []
  return new Map(
    plans.map(plan => {
      const own = progress.filter(({ planId }) => planId === plan.id)
      return [plan.uscc, { plan, progress: own, isDone: own.at(-1)?.isDone ?? false }]
    }),
  )
}

/** How the plan of a firm at risk stands: 没有方案, 方案不全, 办理中, 逾期, 已完成. */
type PlanStanding = 'missing' | 'partial' | 'running' | 'overdue' | 'done'

/** A firm at risk and its plan, judged by R-PLAN. */
export interface AtRisk {
  member: Stay
  state: PlanState | null
  daysAtRisk: number
  standing: PlanStanding
  /** On the list longer than R-PLAN allows without a plan. */
  isAlert: boolean
}

/** Firms of the 退规风险库 on a day that are to be helped, with their plans; `among` says whose. */
export async function firmsAtRisk(
  db: Db,
  policies: PolicySet,
  on: Day,
  among: (member: Stay) => boolean = () => true,
): Promise<AtRisk[]> {
  const all = (await membersOn(db, RISK, on)).filter(among)
  const standing = await standingOf(
    db,
    all.map(({ uscc }) => uscc),
    on,
  )
  // Who is left to the market needs no plan.
  const members = all.filter(({ uscc }) => !standing.get(uscc)?.excluded.length)
  const usccs = members.map(({ uscc }) => uscc)
  const plans = await plansOf(db, usccs)
  const withCases = await firmsWithCases(db, usccs)
  const version = findRule(policies.documents, 'R-PLAN', on)
  return members.map(member => {
    const state = plans.get(member.uscc) ?? null
    const daysAtRisk = daysBetween(member.since, on)
    const facts = parseFacts({
      at_risk: true,
      days_at_risk: daysAtRisk,
      has_measures: state !== null,
      has_plan_owner: state !== null,
      has_plan_due: state !== null,
      has_problem_ledger: Boolean(state?.plan.problems) || withCases.has(member.uscc),
    })
    const evaluation = evaluate(version, facts, { on })
    return {
      member,
      state,
      daysAtRisk,
      standing: planStanding(state, evaluation, on),
      isAlert: evaluation.result.alert === true,
    }
  })
}

function planStanding(state: PlanState | null, { verdict }: Evaluation, on: Day): PlanStanding {
  if (!state) return 'missing'
  if (state.isDone) return 'done'
  if (state.plan.dueOn < on) return 'overdue'
  return verdict === 'pass' ? 'running' : 'partial'
}

/** Whose problems stand in the ledger (问题台账). */
async function firmsWithCases(db: Db, usccs: readonly string[]): Promise<ReadonlySet<string>> {
  if (usccs.length === 0) return new Set()
  const rows = await rowsOf<{ uscc: string }>(
    db,
    sql`select distinct uscc from case_file where uscc in ${usccs}`,
  )
  return new Set(rows.map(({ uscc }) => uscc))
}

/** The id of the one person of a name; null where there is none or several. */
export async function findPersonNamed(db: Db, name: string): Promise<string | null> {
  const found = await db.select({ id: person.id }).from(person).where(eq(person.name, name)).limit(2)
  return found.length === 1 ? (found[0]?.id ?? null) : null
}
