import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import type { Address } from '../../db/notice.ts'
import { caseMute } from '../../db/schema/index.ts'

/** 免打扰: a reader, a person or the group of a unit, hears of a case only what is theirs to do. */
export async function muteCase(db: Db, reader: Address, caseNo: string, now: Date): Promise<void> {
  await db.insert(caseMute).values({ reader, caseNo, mutedAt: now }).onConflictDoNothing()
}

/** 恢复推送. */
export async function unmuteCase(db: Db, reader: Address, caseNo: string): Promise<void> {
  await db.delete(caseMute).where(and(eq(caseMute.reader, reader), eq(caseMute.caseNo, caseNo)))
}

export async function isMuted(db: Db, reader: string, caseNo: string): Promise<boolean> {
  return (await db.$count(caseMute, and(eq(caseMute.reader, reader), eq(caseMute.caseNo, caseNo)))) > 0
}
