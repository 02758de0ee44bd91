import type { CaseFacts } from '../../db/notice.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { OFFICE, tell } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** 办结: the unit reports the result; the office is asked to review it. */
export async function finishCase(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'finish')
  const result = requireText(words, '办理结果', 4)
  const after = await record(act, before, 'finish', { result })
  await tell(act, after, 'case.review', [OFFICE], { by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}
