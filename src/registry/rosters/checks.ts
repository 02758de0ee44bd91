import { candidateCheck, cycleStep } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, unitsOf } from '../../people/may.ts'
import { requirePerson, type Speaker } from '../../people/roles.ts'
import type { RosterAct } from './act.ts'
import { requireOffice } from './candidates.ts'
import { type Candidate, CHECKERS, type Cycle, type CycleStep, requireOpen, workflowFacts } from './cycle.ts'

/** Units that check candidates; the office besides, for its own review. */
const UNITS: readonly string[] = [...CHECKERS.figures, ...CHECKERS.safety]

/** Units for which a speaker may check candidates. */
export function checkerUnitsOf(speaker: Speaker): string[] {
  const own = unitsOf(speaker).filter(id => UNITS.includes(id))
  return hasRole(speaker, 'office') ? [...own, 'office'] : own
}

/** Candidates a unit has not said anything about and that are still in. */
export const uncheckedBy = ({ candidates }: Cycle, unitId: string): Candidate[] =>
  candidates.filter(({ isIn, checks }) => isIn && !checks.some(check => check.unitId === unitId))

/**
 * 核查: a unit finds for or against candidates; without `usccs` all it has not said anything about. Only ever added, so
 * that a finding can be taken back with what was said first still there.
 * @throws {Refusal} when it is not the speaker's to check, or something was found without saying what
 */
export async function checkCandidates(
  act: RosterAct,
  year: number,
  {
    unitId,
    usccs,
    isPassed,
    reason,
  }: { unitId: string; usccs?: readonly string[]; isPassed: boolean; reason?: string | null },
): Promise<Candidate[]> {
  const { db, now } = act
  const person = requirePerson(act.speaker)
  if (!checkerUnitsOf(person).includes(unitId))
    throw new Refusal('候选企业由统计、税务、应急、生态环境部门和领导小组办公室核查，您没有这项权限。')
  if (!isPassed && !reason?.trim()) throw new Refusal('核查不通过要写明情况，例如“4月发生较大安全生产事故”。')
  const cycle = await requireOpen(db, year)
  if (cycle.steps.group)
    throw new Refusal(`${year}年名录已经领导小组评定，核查结果不能再改。请联系领导小组办公室。`)
  const wanted = usccs
    ? cycle.candidates.filter(({ uscc }) => usccs.includes(uscc))
    : uncheckedBy(cycle, unitId)
  if (wanted.length === 0)
    throw new Refusal(
      usccs ? `这家企业不在${year}年名录评定的候选企业里。` : '候选企业都已经核查过了，没有要处理的。',
    )
  await db.insert(candidateCheck).values(
    wanted.map(({ uscc }) => ({
      year,
      uscc,
      unitId,
      isPassed,
      reason: reason?.trim() || null,
      checkedBy: person.id,
      checkedAt: now,
    })),
  )
  return wanted
}

/** What has to be done before a step; the two meetings come in any order. */
const BEFORE: Record<CycleStep, readonly [keyof ReturnType<typeof workflowFacts>, string][]> = {
  applied: [],
  office: [
    ['has_applied', '推荐申报'],
    ['figures_verified', '统计、税务核验数据'],
    ['safety_verified', '应急、生态环境核查'],
  ],
  group: [['office_reviewed', '领导小组办公室初审']],
  committee: [['group_assessed', '领导小组评定']],
  government: [['group_assessed', '领导小组评定']],
}

/**
 * Records that a step was done on a day: 推荐申报截止, 初审, 领导小组评定, a meeting with the number of its minutes. A
 * newer record of the same step corrects it.
 * @throws {Refusal} naming what has to be done first, for a day to come, and for a meeting without its number
 */
export async function recordStep(
  act: RosterAct,
  year: number,
  { step, doneOn, reference }: { step: CycleStep; doneOn: Day; reference?: string | null },
): Promise<Cycle> {
  const { db, now } = act
  const office = requireOffice(act)
  const cycle = await requireOpen(db, year)
  const facts = workflowFacts(cycle)
  const missing = BEFORE[step].filter(([fact]) => facts[fact] !== true).map(([, words]) => words)
  if (missing.length > 0) throw new Refusal(`还不能登记，先要完成：${missing.join('、')}。`)
  if (step === 'applied' && cycle.candidates.length === 0)
    throw new Refusal('还没有候选企业，推荐申报不能截止。请先测算候选或由县市区推荐。')
  if (doneOn > dayOf(now)) throw new Refusal(`${doneOn}还没有到，等办完了再登记。`)
  if (doneOn < `${year}-01-01`) throw new Refusal(`${doneOn}在${year}年评定开始之前，请核对日期。`)
  const isMeeting = step === 'committee' || step === 'government'
  if (isMeeting && !reference?.trim()) throw new Refusal('会议审议要写明会议纪要编号，例如“第12号”。')
  await db.insert(cycleStep).values({
    year,
    step,
    doneOn,
    reference: reference?.trim() || null,
    recordedBy: office.id,
    recordedAt: now,
  })
  return requireOpen(db, year)
}
