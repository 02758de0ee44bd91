import type { CaseFacts } from '../../db/notice.ts'
import type { FileRef } from '../../db/schema/index.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { enterpriseOf, tell } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/**
 * 进展: the unit says how far it is, with files that prove it if there are any; the enterprise is told. On a case not yet
 * signed for, this signs for it.
 */
export async function reportProgress(
  act: Act,
  no: string,
  words: string,
  files: readonly FileRef[] = [],
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'progress')
  const note = requireText(words, '进展情况')
  const isFirstWord = before.row.state === 'assigned'
  const after = await record(act, before, 'progress', {
    note,
    ...(isFirstWord && { impliesSigning: true }),
    ...(files.length > 0 && { files: [...files] }),
  })
  await tell(act, after, 'case.progress', await enterpriseOf(act, after), { note, by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}
