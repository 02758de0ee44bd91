import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { incident } from '../../db/schema/index.ts'
import { type Accident, parseFacts } from '../rules/facts.ts'

/** SQL: an incident that was not corrected or withdrawn since. */
export const STANDS = sql.raw('replaced_by is null and not is_withdrawn')

/** Registered accidents by enterprise, oldest first; of one enterprise where `uscc` is given. */
export async function accidentsByFirm(db: Db, uscc?: string): Promise<ReadonlyMap<string, Accident[]>> {
  const rows = await db
    .select()
    .from(incident)
    .where(and(STANDS, uscc === undefined ? undefined : eq(incident.uscc, uscc)))
    .orderBy(asc(incident.happenedOn), asc(incident.id))
  const byFirm = new Map<string, Accident[]>()
  for (const { uscc: owner, happenedOn, type, level, dead, injured, loss } of rows) {
    const { accidents = [] } = parseFacts({
      accidents: [{ date: happenedOn, type, level, dead, injured, loss }],
    })
    byFirm.set(owner, [...(byFirm.get(owner) ?? []), ...accidents])
  }
  return byFirm
}
