import { sql } from 'drizzle-orm'
import type { LedgerEvent } from './event.ts'

/** Events that nobody took back, as a table: for everything that counts events. */
export const STANDING = sql`(select step.* from case_event step where step.type <> 'undo' and not exists (
  select 1 from case_event taken where taken.type = 'undo' and taken.case_no = step.case_no
    and (taken.data->>'of')::int = step.seq))`

/** Events of one case that nobody took back. */
export function standing(history: readonly LedgerEvent[]): LedgerEvent[] {
  const undone = new Set(history.flatMap(({ type, data }) => (type === 'undo' ? [data.of] : [])))
  return history.filter(({ type, seq }) => type !== 'undo' && !undone.has(seq))
}
