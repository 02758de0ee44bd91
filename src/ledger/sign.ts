import type { CaseFacts } from '../../db/notice.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { enterpriseOf, tell } from './notify.ts'
import { record } from './record.ts'

/** 签收: the unit takes a case on; the enterprise is told. An empty note means "signed for". */
export async function signCase(act: Act, no: string): Promise<CaseFacts> {
  const signed = await record(act, await openCase(act, no, 'sign'), 'sign', {})
  await tell(act, signed, 'case.progress', await enterpriseOf(act, signed), {
    note: '',
    by: nameOf(act.actor),
  })
  return factsOf(signed, act.calendar, act.now)
}
