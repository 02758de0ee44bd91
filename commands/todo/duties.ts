import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise, supportPlan } from '../../db/schema/index.ts'
import { openDrafts } from '../../src/bulletins/find.ts'
import { addDays, dayOf } from '../../src/lib/time.ts'
import { waitingBindings } from '../../src/people/binding.ts'
import { waitingCalls } from '../../src/people/handoff.ts'
import { hasRole, unitsOf } from '../../src/people/may.ts'
import { isOpen, matters, mayHandleMatter } from '../../src/registry/matters/matters.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { projectsOn } from '../../src/registry/projects/load.ts'
import { proposals, sayProposal } from '../../src/registry/proposals/proposals.ts'
import { plansOf } from '../../src/registry/rosters/plans.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import type { Source } from './item.ts'

/** 一企一策 somebody answers for and has not finished. */
const plans: Source = async ({ db }, who) => {
  const owned = await db
    .select({ uscc: supportPlan.uscc })
    .from(supportPlan)
    .where(eq(supportPlan.ownerId, who.id))
  const states = await plansOf(db, [...new Set(owned.map(({ uscc }) => uscc))])
  const open = [...states.values()].filter(({ plan, isDone }) => plan.ownerId === who.id && !isDone)
  const names = await firmNames(
    db,
    open.map(({ plan }) => plan.uscc),
  )
  return open.map(({ plan }) => ({
    kind: '一企一策',
    what: `落实${names.get(plan.uscc) ?? plan.uscc}的一企一策`,
    dueOn: plan.dueOn,
    button: {
      label: `看${names.get(plan.uscc) ?? ''}`,
      action: { command: 'plan', intent: 'query.plan', args: { uscc: plan.uscc } },
    },
  }))
}

/** Nodes of projects that are somebody's or their unit's to see to. */
const milestones: Source = async ({ db, now }, who) => {
  const units = unitsOf(who)
  const today = dayOf(now)
  const own = (await projectsOn(db, today)).filter(
    ({ personIds, ownerUnitId }) =>
      personIds.includes(who.id) || (ownerUnitId !== null && units.includes(ownerUnitId)),
  )
  return own.flatMap(({ id, name, milestones: nodes }) =>
    nodes
      .filter(({ doneOn, dueOn }) => doneOn === null && dueOn <= addDays(today, 31))
      .map(({ title, dueOn }) => ({
        kind: '项目' as const,
        what: `项目“${name}”：${title}`,
        dueOn,
        button: {
          label: `看${name.slice(0, 8)}`,
          action: { command: 'project', intent: 'query.project', args: { project_id: id } },
        },
      })),
  )
}

/** 一事一议 that somebody handles. */
const handled: Source = async ({ db }, who) =>
  (await matters(db))
    .filter(one => isOpen(one) && mayHandleMatter(who, one) && !hasRole(who, 'office'))
    .map(({ id, title, state }) => ({
      kind: '一事一议' as const,
      what: `办理一事一议“${title}”（${state}）`,
      dueOn: null,
      button: { label: '看事项', action: { command: 'matter', intent: 'query.matter', args: { id } } },
    }))

/** 提案 and 建议 a unit or person has to answer. */
const answers: Source = async ({ db, now, policies }, who) => {
  const today = dayOf(now)
  const units = unitsOf(who)
  const open = (await proposals(db, findRule(policies.documents, 'R-PROP', today), today)).filter(
    one => one.daysLeft !== null && (one.handlerId === who.id || units.includes(one.unitId)),
  )
  return open.map(one => ({
    kind: '提案' as const,
    what: `答复${sayProposal(one)}：${one.topic}`,
    dueOn: one.dueOn,
    button: {
      label: `看${one.number}号`,
      action: { command: 'proposal', intent: 'query.proposal', args: { number: one.number } },
    },
  }))
}

async function firmNames(db: Db, usccs: readonly string[]): Promise<Map<string, string>> {
  if (usccs.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ uscc: enterprise.uscc, name: enterprise.shortName })
    .from(enterprise)
    .where(inArray(enterprise.uscc, [...usccs]))
  return new Map(rows.map(({ uscc, name }) => [uscc, name]))
}

/** Bulletins to approve. */
const bulletins: Source = async ({ db }, who) => {
  if (!hasRole(who, 'office', 'leader')) return []
  return (await openDrafts(db)).map(({ id, period }) => ({
    kind: '通报' as const,
    what: `审批${sayPeriod(period)}倍增通报初稿`,
    dueOn: null,
    button: {
      label: '看初稿',
      action: { command: 'bulletin', intent: 'bulletin.draft', args: { bulletin_id: id, period } },
    },
  }))
}

/** Who asks to be somebody, and who wants to be called. */
const people: Source = async ({ db }, who) => {
  const asked = await waitingBindings(db, who)
  const calls = hasRole(who, 'office') ? await waitingCalls(db) : []
  return [
    ...calls.map(({ id, who: caller, about }) => ({
      kind: '审核' as const,
      what: `联系${caller}：${about.slice(0, 30)}`,
      dueOn: null,
      button: {
        label: `我来联系${caller.slice(0, 12)}`,
        action: { command: 'help', intent: 'handoff.take', args: { handoff: id } },
      },
    })),
    ...asked.map(({ id, what }) => ({
      kind: '审核' as const,
      what: `审核绑定申请：${what}`,
      dueOn: null,
      button: {
        label: `审核${what}`.slice(0, 20),
        action: { command: 'bind', intent: 'bind.show', args: { request_id: id } },
      },
    })),
  ]
}

export const DUTY_SOURCES: readonly Source[] = [plans, milestones, handled, answers, bulletins, people]
