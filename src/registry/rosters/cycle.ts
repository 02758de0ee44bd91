import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import {
  type CYCLE_STEPS,
  candidateCheck,
  cycleCandidate,
  cycleStep,
  enterprise,
  rosterCycle,
} from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { addDays, type Day } from '../../lib/time.ts'
import type { EnterpriseScope } from '../../people/may.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { type Facts, parseFacts } from '../../rules/facts.ts'
import { findRule, type RuleVersion } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

export type CycleStep = (typeof CYCLE_STEPS)[number]
type Check = typeof candidateCheck.$inferSelect

/** Who checks what of a candidate. */
export const CHECKERS = {
  figures: ['dept-stats', 'dept-tax'],
  safety: ['dept-safety', 'dept-env'],
} as const

/** 窗口: 每年年初, for which no day is given: the first of January to the last of February, to be confirmed. */
export const windowOf = (year: number): { from: Day; to: Day } => ({
  from: `${year}-01-01`,
  to: addDays(`${year}-03-01`, -1),
})

/** An enterprise up for the roster, what the units found, and whether it is still in. */
export interface Candidate extends EnterpriseScope {
  name: string
  shortName: string
  isDemo: boolean
  origin: 'rule' | 'recommended'
  verdict: Evaluation['verdict']
  receiptId: number
  addedBy: string
  /** The newest of each unit. */
  checks: Check[]
  /** Meets the rule as far as is known, and nobody found anything against it. */
  isIn: boolean
}

/** One year's 名录评定 as it stands. */
export interface Cycle {
  year: number
  openedAt: Date
  publishedOn: Day | null
  candidates: Candidate[]
  /** The newest record of each step. */
  steps: Partial<Record<CycleStep, typeof cycleStep.$inferSelect>>
}

/** The cycle of a year; null when it has not been opened. */
export async function findCycle(db: Db, year: number): Promise<Cycle | null> {
  const [row] = await db.select().from(rosterCycle).where(eq(rosterCycle.year, year))
  if (!row) return null
  const records = await db.select().from(cycleStep).where(eq(cycleStep.year, year)).orderBy(asc(cycleStep.id))
  return {
    year,
    openedAt: row.openedAt,
    publishedOn: row.publishedOn,
    candidates: await candidatesOf(db, year),
    steps: Object.fromEntries(records.map(record => [record.step, record])),
  }
}

/** @throws {Refusal} when it has not been opened */
export async function requireCycle(db: Db, year: number): Promise<Cycle> {
  const found = await findCycle(db, year)
  if (found) return found
  throw new Refusal(
    `${year}年名录评定还没有启动。启动后才能办理，由领导小组办公室发“启动${year}年名录评定”。`,
  )
}

/** @throws {Refusal} when it has been published: nothing of it changes any more */
export async function requireOpen(db: Db, year: number): Promise<Cycle> {
  const cycle = await requireCycle(db, year)
  if (cycle.publishedOn === null) return cycle
  throw new Refusal(`${year}年名录已于${cycle.publishedOn}公布，评定已经结束，不能再改。`)
}

async function candidatesOf(db: Db, year: number): Promise<Candidate[]> {
  const rows = await db
    .select({
      uscc: enterprise.uscc,
      name: enterprise.name,
      shortName: enterprise.shortName,
      regionCode: enterprise.regionCode,
      assessUnitId: enterprise.assessUnitId,
      chain: enterprise.chain,
      isDemo: enterprise.isDemo,
      origin: cycleCandidate.origin,
      verdict: cycleCandidate.verdict,
      receiptId: cycleCandidate.receiptId,
      addedBy: cycleCandidate.addedBy,
    })
    .from(cycleCandidate)
    .innerJoin(enterprise, eq(enterprise.uscc, cycleCandidate.uscc))
    .where(eq(cycleCandidate.year, year))
    .orderBy(asc(enterprise.regionCode), asc(enterprise.uscc))
  const newest = new Map<string, Map<string, Check>>()
  const all = await db
    .select()
    .from(candidateCheck)
    .where(eq(candidateCheck.year, year))
    .orderBy(asc(candidateCheck.id))
  for (const check of all) {
    const own = newest.get(check.uscc) ?? new Map<string, Check>()
    newest.set(check.uscc, own.set(check.unitId, check))
  }
  return rows.map(row => {
    const checks = [...(newest.get(row.uscc)?.values() ?? [])]
    return { ...row, checks, isIn: row.verdict === 'pass' && checks.every(({ isPassed }) => isPassed) }
  })
}

const isCheckedBy = ({ checks }: Candidate, units: readonly string[]): boolean =>
  units.every(unit => checks.some(({ unitId }) => unitId === unit))

/** What R-WORKFLOW asks of a cycle. */
export function workflowFacts({ candidates, steps }: Cycle): Facts {
  const remaining = candidates.filter(({ isIn }) => isIn)
  const isChecked = (units: readonly string[]) =>
    remaining.length > 0 && remaining.every(one => isCheckedBy(one, units))
  return parseFacts({
    has_applied: steps.applied !== undefined,
    figures_verified: isChecked(CHECKERS.figures),
    safety_verified: isChecked(CHECKERS.safety),
    office_reviewed: steps.office !== undefined,
    group_assessed: steps.group !== undefined,
    committee_approved_on: steps.committee?.doneOn,
    government_approved_on: steps.government?.doneOn,
  })
}

/** How far a cycle is by R-WORKFLOW on a day: its conditions are the steps, in order. */
export function judgeCycle(
  policies: PolicySet,
  cycle: Cycle,
  on: Day,
): { version: RuleVersion; evaluation: Evaluation } {
  const version = findRule(policies.documents, 'R-WORKFLOW', on)
  return { version, evaluation: evaluate(version, workflowFacts(cycle), { on }) }
}
