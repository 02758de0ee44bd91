import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf } from '../lib/time.ts'
import { countWorkdays } from '../lib/working-days.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { requireUnit } from './names.ts'
import { enterpriseOf, OFFICE, tellChange } from './notify.ts'
import type { CaseRow } from './project.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** Working days after assignment within which a unit may say a case is not its own (泉州 rule). */
const TO_DISPUTE = 1
/** Disputes after which the office's word is final. */
const MOST_DISPUTES = 2

/** Whether it is decided for good whose case it is: this unit has disputed it before, or two have. */
export const isSettled = ({ leadUnitId, disputedBy }: CaseRow): boolean =>
  (leadUnitId !== null && disputedBy.includes(leadUnitId)) || disputedBy.length >= MOST_DISPUTES

/** Whether the time to dispute an assignment is over. */
export const isTooLateToDispute = (
  { calendar, now }: Pick<Act, 'calendar' | 'now'>,
  { assignedAt }: CaseRow,
): boolean => assignedAt !== null && countWorkdays(calendar, dayOf(assignedAt), dayOf(now)) > TO_DISPUTE

/**
 * 退回派单: the unit says whose case it is instead and why. Once for each unit, within one working day and before it
 * signs; after two disputes the office decides for good.
 */
export async function disputeCase(
  act: Act,
  no: string,
  { reason: words, proposedUnitId }: { reason: string; proposedUnitId: string },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'dispute')
  const { leadUnitId, assignedAt } = before.row
  if (!leadUnitId || !assignedAt) throw new Error(`${no} is assigned to nobody`)
  const reason = requireText(words, '退回理由', 4)
  const proposed = await requireUnit(act.db, proposedUnitId)
  if (proposedUnitId === leadUnitId) throw new Refusal('建议的承办单位就是本单位，请写应当由哪个单位承办。')
  if (isSettled(before.row))
    throw new Refusal(
      `${no} 的派单已有定论，由领导小组办公室决定，不能再退回。请签收办理，确有困难请联系办公室。`,
    )
  if (isTooLateToDispute(act, before.row))
    throw new Refusal(`派单异议要在交办后 ${TO_DISPUTE} 个工作日内提出，${no} 已经过了，请签收办理。`)
  const after = await record(act, before, 'dispute', { reason, unitId: leadUnitId, proposedUnitId })
  const unit = before.unit ?? leadUnitId
  const isSecond = after.row.disputedBy.length >= MOST_DISPUTES
  await tellChange(act, after, [OFFICE], { kind: 'disputed', reason, unit, proposed, isSecond })
  return factsOf(after, act.calendar, act.now)
}

/** 不予受理: not the programme's to solve; the reason and where to go instead are both needed. */
export async function declineCase(
  act: Act,
  no: string,
  { reason: why, guidance: where }: { reason: string; guidance: string },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'decline')
  const reason = requireText(why, '不予受理的理由', 4)
  const guidance = requireText(where, '建议的办理去处', 4)
  const after = await record(act, before, 'decline', { reason, guidance })
  await tellChange(act, after, await enterpriseOf(act, after), { kind: 'declined', reason, guidance })
  return factsOf(after, act.calendar, act.now)
}
