import type { CaseFacts } from '../../db/notice.ts'
import { type FileRef, OUTCOMES } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf, unitNames } from './names.ts'
import { OFFICE, tell } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/**
 * 办结: the unit reports the result and what came of it, with files that prove it; the office is asked to review it. A unit asked to help must
 * have answered first, and a case with others merged into it answers for them too.
 */
export async function finishCase(
  act: Act,
  no: string,
  words: string,
  outcome = '已解决',
  files: readonly FileRef[] = [],
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'finish')
  const result = requireText(words, '办理结果', 4)
  const known = OUTCOMES.find(one => one === outcome)
  if (!known || known === '企业撤回')
    throw new Refusal('办理结果只有已解决、部分解决、已解释、已列入计划、不属本级五种，请重新选择。')
  const waiting = before.row.coUnits.filter(({ answer }) => answer === null)
  if (waiting.length > 0) {
    const names = await unitNames(
      act.db,
      waiting.map(({ unitId }) => unitId),
    )
    throw new Refusal(`${names.join('、')}还没有反馈协办情况，请等其反馈后再办结，或联系领导小组办公室。`)
  }
  const after = await record(act, before, 'finish', {
    result,
    outcome: known,
    ...(files.length > 0 && { files: [...files] }),
  })
  await tell(act, after, 'case.review', [OFFICE], { by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}
