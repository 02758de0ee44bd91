import { and, asc, eq, lte } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { caseFile } from '../../../db/schema/index.ts'
import { dayOf } from '../../lib/time.ts'
import { openAct } from '../act.ts'
import { resumeCase } from '../holding.ts'
import { eachAlone } from './each.ts'

/** 恢复办理 of every case held until today or longer ago; says how many. */
export async function wakeHeldCases(db: Db, now: Date): Promise<number> {
  const act = await openAct(db, now, { kind: 'job', name: 'wake-held' })
  const held = await db
    .select({ no: caseFile.no })
    .from(caseFile)
    .where(and(eq(caseFile.state, 'held'), lte(caseFile.heldUntil, dayOf(now))))
    .orderBy(asc(caseFile.no))
  return eachAlone(act, held, (one, { no }) => resumeCase(one, no))
}
