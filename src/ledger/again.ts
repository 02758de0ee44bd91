import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, daysBetween } from '../lib/time.ts'
import { hasRole } from '../people/may.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { enterpriseOf, OFFICE, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { newTerm } from './term.ts'
import { requireText } from './wording.ts'

/** Days after 销号 within which the enterprise may have a case reopened; office and leaders may at any time. */
const TO_REOPEN = 30

/** Whether the enterprise's time to have a closed case reopened is over. */
export const isTooLateToReopen = (now: Date, closedAt: Date | null): boolean =>
  closedAt !== null && daysBetween(dayOf(closedAt), dayOf(now)) > TO_REOPEN

/** 重开: a closed case starts another round with a new due day; it no longer counts as solved. The unit is told. */
export async function reopenCase(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'reopen')
  const { closedAt } = before.row
  const isOfficial = hasRole(act.actor, 'office', 'leader')
  if (!isOfficial && isTooLateToReopen(act.now, closedAt))
    throw new Refusal(
      `${no} 销号已超过 ${TO_REOPEN} 天，不能再重开。问题还在的话请重新上报，我们会关联这一件。`,
    )
  const reason = requireText(words, '重开的原因', 4)
  const after = await record(act, before, 'reopen', { reason, ...(await newTerm(act, before)) })
  const told = [...unitOf(after), OFFICE, ...(await enterpriseOf(act, after))]
  await tellChange(act, after, told, { kind: 'reopened', reason, by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}

/** 撤回: the enterprise no longer wants it; unit and office are told. */
export async function withdrawCase(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'withdraw')
  const reason = requireText(words, '撤回原因')
  const after = await record(act, before, 'withdraw', { reason })
  await tellChange(act, after, [...unitOf(after), OFFICE], { kind: 'withdrawn', reason })
  return factsOf(after, act.calendar, act.now)
}

/** 默认评价: nobody answered the request to rate; closed as 未评价, never as satisfied. */
export async function lapseRating(act: Act, no: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'lapse')
  const after = await record(act, before, 'lapse', {})
  await tellChange(act, after, [...unitOf(after), ...(await enterpriseOf(act, after))], { kind: 'lapsed' })
  return factsOf(after, act.calendar, act.now)
}
