import { and, eq, isNull } from 'drizzle-orm'
import { rosterCycle } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/time.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { keepReceipts } from '../receipts.ts'
import type { RosterAct } from './act.ts'
import { applyChanges } from './apply.ts'
import { requireOffice } from './candidates.ts'
import { type Candidate, judgeCycle, requireOpen, workflowFacts } from './cycle.ts'
import { policyVersions } from './decide.ts'
import { CITY, kindOf } from './kinds.ts'
import { storeChanges } from './propose.ts'

/**
 * 公布: makes the remaining candidates members of the year, from today. Only when R-WORKFLOW says so; that judgement
 * leaves a receipt as well.
 * @throws {Refusal} naming every step and meeting that is missing
 */
export async function publishCycle(
  act: RosterAct,
  policies: PolicySet,
  year: number,
): Promise<{ members: Candidate[]; receiptId: number }> {
  const { db, now } = act
  const office = requireOffice(act)
  const cycle = await requireOpen(db, year)
  const today = dayOf(now)
  const { version, evaluation } = judgeCycle(policies, cycle, today)
  if (evaluation.verdict !== 'pass') {
    const missing = evaluation.conditions
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ label }) => label)
    throw new Refusal(`${year}年名录还不能公布，还差：${missing.map(sayMissing).join('、')}。`)
  }
  const members = cycle.candidates.filter(({ isIn }) => isIn)
  const [receiptId] = await keepReceipts(
    db,
    [{ uscc: null, version, on: today, facts: workflowFacts(cycle), sources: {}, evaluation }],
    { purpose: 'assessment', by: office.id, now },
  )
  const closed = await db
    .update(rosterCycle)
    .set({ publishedOn: today, publishedBy: office.id, receiptId: receiptId ?? null })
    .where(and(eq(rosterCycle.year, year), isNull(rosterCycle.publishedOn)))
    .returning()
  if (closed.length === 0 || receiptId === undefined) throw new Refusal(`${year}年名录刚刚已经公布。`)
  const key = { kind: kindOf('倍增名录'), scope: CITY, year }
  const { committee, government } = cycle.steps
  const basis = `市委常委会议${committee?.reference ?? ''}（${committee?.doneOn}）、市政府常务会议${government?.reference ?? ''}（${government?.doneOn}）`
  const changes = await storeChanges(
    db,
    key,
    members.map(one => ({
      uscc: one.uscc,
      operation: 'add' as const,
      reason: `${year}年年初评定入选`,
      receiptId: one.receiptId,
      basis,
      state: 'approved' as const,
      effectiveOn: today,
    })),
    { origin: 'cycle', by: office.id, now },
  )
  const versions = await policyVersions(db, changes)
  await applyChanges(db, key, changes, ({ receiptId: id }) =>
    id === null ? null : (versions.get(id) ?? null),
  )
  return { members, receiptId }
}

/** Steps are worded as done (领导小组办公室已初审, 市政府常务会议审议日期); what is missing is the doing. */
const sayMissing = (label: string): string => label.replace('已', '').replace(/日期$/, '')
