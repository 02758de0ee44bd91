import { eq } from 'drizzle-orm'
import type { CaseFacts } from '../../db/notice.ts'
import { caseFile } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { type LoadedCase, loadCase, selectCases } from './load.ts'
import { enterpriseOf, tell, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/**
 * 并案: into a master case that is still open and itself not merged. Each enterprise keeps its own case: it gets the
 * master's answer and rates it for itself. What another enterprise reported is not told to it.
 */
export async function mergeCase(act: Act, no: string, masterNo: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'merge')
  if (no === masterNo) throw new Refusal('不能并入自己，请写主案的编号。')
  const master = await loadCase(act.db, masterNo)
  if (!['filed', 'assigned', 'handling', 'held', 'shelved'].includes(master.row.state))
    throw new Refusal(`${masterNo} 不在办理中，不能并入。请选一件正在办理的诉求作主案。`)
  if ((await childrenOf(act, no)).length > 0)
    throw new Refusal(`${no} 下面已经并入了别的诉求，请把它作为主案。`)
  const reason = requireText(words, '并案理由')
  const after = await record(act, before, 'merge', { masterNo, reason })
  await tellChange(act, after, [...unitOf(after), ...(await enterpriseOf(act, after))], { kind: 'merged' })
  return factsOf(after, act.calendar, act.now)
}

/** Cases merged into one that still wait for its answer. */
async function childrenOf(act: Act, masterNo: string): Promise<LoadedCase[]> {
  const children = await selectCases(act.db).where(eq(caseFile.masterNo, masterNo))
  return children.filter(({ row }) => row.state === 'merged')
}

/** Gives the master's result, once it is through review, to every case merged into it; each is asked to rate. */
export async function answerMerged(act: Act, { row: { no, result, outcome } }: LoadedCase): Promise<void> {
  if (!result || !outcome) return
  const clerk: Act = { ...act, actor: { kind: 'job', name: 'merge' } }
  for (const child of await childrenOf(act, no)) {
    const after = await record(clerk, child, 'answer', { result, outcome })
    await tell(clerk, after, 'case.result', await enterpriseOf(act, after), {})
  }
}
