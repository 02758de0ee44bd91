import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseMute } from '../../db/schema/index.ts'

/** 免打扰: a person hears of a case only what is theirs to do. */
export async function muteCase(db: Db, personId: string, caseNo: string, now: Date): Promise<void> {
  await db.insert(caseMute).values({ personId, caseNo, mutedAt: now }).onConflictDoNothing()
}

/** 恢复推送. */
export async function unmuteCase(db: Db, personId: string, caseNo: string): Promise<void> {
  await db.delete(caseMute).where(and(eq(caseMute.personId, personId), eq(caseMute.caseNo, caseNo)))
}
