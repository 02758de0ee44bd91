import { eq, sql } from 'drizzle-orm'
import { rowsOf } from '../../../db/client.ts'
import { cycleCandidate, enterprise, rosterCycle } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/time.ts'
import { hasRole, mayProposeMember } from '../../people/may.ts'
import { type Person, requirePerson } from '../../people/roles.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { factRows } from '../fact-rows.ts'
import { screen } from '../screening.ts'
import type { RosterAct } from './act.ts'
import { type Cycle, requireOpen, windowOf } from './cycle.ts'
import { kindOf } from './kinds.ts'
import { judgeFirms } from './refresh.ts'

const DOORS = kindOf('倍增名录').rules

/** @throws {Refusal} for anybody but the office */
export function requireOffice({ speaker }: Pick<RosterAct, 'speaker'>): Person {
  const person = requirePerson(speaker)
  if (hasRole(person, 'office')) return person
  throw new Refusal('名录评定由领导小组办公室组织，您没有这项权限，没有办理。')
}

/**
 * 启动评定: opens a year's cycle; it finds its candidates at once.
 * @throws {Refusal} before the year has begun, and where that year has its roster already
 */
export async function openCycle(act: RosterAct, policies: PolicySet, year: number): Promise<Cycle> {
  const { db, now } = act
  const office = requireOffice(act)
  const today = dayOf(now)
  if (today < windowOf(year).from || Number(today.slice(0, 4)) !== year)
    throw new Refusal(
      `${year}年名录在${year}年年初评定，现在是${today}，不能启动。可以先发“名录预评”看按现有数据有多少企业够条件。`,
    )
  const [listed] = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from roster_member where roster = '倍增名录' and year = ${year} and to_on is null`,
  )
  if (listed && listed.n > 0) throw new Refusal(`${year}年名录已有${listed.n}家成员，不用再启动评定。`)
  const opened = await db
    .insert(rosterCycle)
    .values({ year, openedBy: office.id, openedAt: now })
    .onConflictDoNothing()
    .returning()
  if (opened.length === 0) throw new Refusal(`${year}年名录评定已经启动，可以发“名录评定到哪一步了”查看。`)
  return computeCandidates(act, policies, year)
}

/**
 * 测算候选: every enterprise that meets the conditions by today's figures becomes a candidate; those there are judged
 * again. Each judgement leaves a receipt. Until the leading group has assessed.
 */
export async function computeCandidates(act: RosterAct, policies: PolicySet, year: number): Promise<Cycle> {
  const { db, now } = act
  const office = requireOffice(act)
  const cycle = await requireOpen(db, year)
  if (cycle.steps.group) throw new Refusal(`${year}年名录已经领导小组评定，候选企业不再重新测算。`)
  const doors = DOORS.map(rule => findRule(policies.documents, rule, dayOf(now)))
  const facts = await factRows(db, dayOf(now), doors)
  const passing = doors.flatMap(version => {
    const found = screen(facts, version)
    return found.passing.flatMap(({ row }) => facts.firms[row]?.uscc ?? [])
  })
  const known = cycle.candidates.map(({ uscc }) => uscc)
  await judgeCandidates(act, policies, cycle, [...new Set([...known, ...passing])], {
    origin: 'rule',
    by: office.id,
  })
  return requireOpen(db, year)
}

/**
 * 推荐: a county, a park or the office puts an enterprise up; it is judged like the others and shown as recommended.
 * @throws {Refusal} when it is not the speaker's to recommend, or the time for that is over
 */
export async function recommend(
  act: RosterAct,
  policies: PolicySet,
  year: number,
  uscc: string,
): Promise<Evaluation> {
  const { db } = act
  const person = requirePerson(act.speaker)
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称。')
  if (!mayProposeMember(person, firm))
    throw new Refusal(`“${firm.shortName}”不在您的职责范围内，由它所在的县市区（园区）或领导小组办公室推荐。`)
  const cycle = await requireOpen(db, year)
  if (cycle.steps.applied)
    throw new Refusal(
      `${year}年名录的推荐申报已于${cycle.steps.applied.doneOn}截止，不能再推荐。请联系领导小组办公室。`,
    )
  if (cycle.candidates.some(one => one.uscc === uscc))
    throw new Refusal(`“${firm.shortName}”已经是${year}年名录的候选企业，不用再推荐。`)
  const judged = await judgeCandidates(act, policies, cycle, [uscc], { origin: 'recommended', by: person.id })
  const evaluation = judged.get(uscc)
  if (!evaluation) throw new Error('the recommended enterprise was not judged')
  return evaluation
}

/** Judges enterprises by the door they meet, or nearly meet, and keeps them as candidates. */
async function judgeCandidates(
  act: RosterAct,
  policies: PolicySet,
  cycle: Cycle,
  usccs: readonly string[],
  { origin, by }: { origin: 'rule' | 'recommended'; by: string },
): Promise<ReadonlyMap<string, Evaluation>> {
  const { db, now } = act
  const on = dayOf(now)
  const byDoor = []
  for (const rule of DOORS)
    byDoor.push(await judgeFirms(act, findRule(policies.documents, rule, on), usccs, on))
  const judged = new Map<string, Evaluation>()
  for (const uscc of usccs) {
    const doors = byDoor.flatMap(door => door.get(uscc) ?? [])
    const best = ORDER.flatMap(verdict => doors.filter(({ evaluation }) => evaluation.verdict === verdict))[0]
    if (!best) continue
    judged.set(uscc, best.evaluation)
    const { receiptId } = best
    const { verdict } = best.evaluation
    await db
      .insert(cycleCandidate)
      .values({ year: cycle.year, uscc, origin, receiptId, verdict, addedBy: by, addedAt: now })
      .onConflictDoUpdate({
        target: [cycleCandidate.year, cycleCandidate.uscc],
        set: { receiptId, verdict },
      })
  }
  return judged
}

/** Of two doors the one counts that says more for the enterprise. */
const ORDER = ['pass', 'manual', 'unknown', 'fail'] as const
