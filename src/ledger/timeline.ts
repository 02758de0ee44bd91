import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvent, LIGHT_NAMES, person } from '../../db/schema/index.ts'
import type { Verb } from './transitions.ts'

/** One thing that happened to a case, with what was said about it. */
export interface TimelineEntry {
  at: Date
  verb: Verb
  /** Name of the person; null when a clock or a rule did it. */
  by: string | null
  words: string | null
}

/** Everything that happened to a case, oldest first. */
export async function caseTimeline(db: Db, no: string): Promise<TimelineEntry[]> {
  const rows = await db
    .select({ at: caseEvent.at, type: caseEvent.type, data: caseEvent.data, by: person.name })
    .from(caseEvent)
    .leftJoin(person, eq(caseEvent.actor, sql`'person:' || ${person.id}`))
    .where(eq(caseEvent.caseNo, no))
    .orderBy(asc(caseEvent.seq))
  return rows.map(({ at, type, data, by }) => {
    const light = type === 'supervise' ? `${LIGHT_NAMES[Number(data.level)]}牌` : null
    const words = light ?? data.note ?? data.result ?? data.reason ?? null
    return { at, verb: type as Verb, by, words: typeof words === 'string' ? words : null }
  })
}
