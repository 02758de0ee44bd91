import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvent, LIGHT_NAMES, person } from '../../db/schema/index.ts'
import { VERBS, type Verb } from './transitions.ts'

/** One thing that happened to a case, with what was said about it. */
export interface TimelineEntry {
  at: Date
  verb: Verb
  /** Name of the person; null when a clock or a rule did it. */
  by: string | null
  words: string | null
  /** Taken back since. */
  isUndone: boolean
}

/** Everything that happened to a case, oldest first. */
export async function caseTimeline(db: Db, no: string): Promise<TimelineEntry[]> {
  const rows = await db
    .select({
      seq: caseEvent.seq,
      at: caseEvent.at,
      type: caseEvent.type,
      data: caseEvent.data,
      by: person.name,
    })
    .from(caseEvent)
    .leftJoin(person, eq(caseEvent.actor, sql`'person:' || ${person.id}`))
    .where(eq(caseEvent.caseNo, no))
    .orderBy(asc(caseEvent.seq))
  const undone = new Set(rows.map(({ type, data }) => (type === 'undo' ? data.of : null)))
  return rows.map(({ seq, at, type, data, by }) => {
    const light = type === 'supervise' ? `${LIGHT_NAMES[Number(data.level)]}牌` : null
    const undid = type === 'undo' ? VERBS[data.verb as Verb] : null
    const words = light ?? undid ?? data.note ?? data.result ?? data.reason ?? null
    return {
      at,
      verb: type as Verb,
      by,
      words: typeof words === 'string' ? words : null,
      isUndone: undone.has(seq),
    }
  })
}
