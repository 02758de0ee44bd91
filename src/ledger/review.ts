import type { CaseFacts } from '../../db/notice.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { answerMerged } from './merge.ts'
import { enterpriseOf, tell, unitOf } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** 审核通过: the result goes to the enterprise, who is asked to rate it. `round` is that of the card clicked. */
export async function passReview(act: Act, no: string, round?: number): Promise<CaseFacts> {
  const before = await openCase(act, no, 'pass', round)
  const after = await record(act, before, 'pass', {})
  await tell(act, after, 'case.result', await enterpriseOf(act, after), {})
  await answerMerged(act, after)
  return factsOf(after, act.calendar, act.now)
}

/** 退回补办: back to the unit with a reason; the due day stays. */
export async function returnCase(act: Act, no: string, words: string, round?: number): Promise<CaseFacts> {
  const before = await openCase(act, no, 'return', round)
  const reason = requireText(words, '退回理由')
  const after = await record(act, before, 'return', { reason })
  await tell(act, after, 'case.returned', unitOf(after), { reason, by: 'office' })
  return factsOf(after, act.calendar, act.now)
}
