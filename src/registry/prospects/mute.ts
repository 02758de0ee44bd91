import { and, eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { prospectMute } from '../../../db/schema/index.ts'

/** 不再提醒这条: somebody hears no more of how an enterprise stands to a rule. */
export async function muteProspect(
  db: Db,
  { personId, uscc, rule, now }: { personId: string; uscc: string; rule: string; now: Date },
): Promise<void> {
  await db.insert(prospectMute).values({ personId, uscc, rule, mutedAt: now }).onConflictDoNothing()
}

/** 恢复提醒. */
export async function unmuteProspect(
  db: Db,
  { personId, uscc, rule }: { personId: string; uscc: string; rule: string },
): Promise<void> {
  await db
    .delete(prospectMute)
    .where(and(eq(prospectMute.personId, personId), eq(prospectMute.uscc, uscc), eq(prospectMute.rule, rule)))
}
