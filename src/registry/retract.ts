import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { retraction } from '../../db/schema/index.ts'

/** Append-only tables whose rows their author can take back while they are fresh. */
export type Retractable = 'figure' | 'project_progress' | 'plan_progress'

/**
 * SQL: a row that nobody took back, by its id; with `knownBy` nobody had by then. An array read once, so that the order
 * of an index is kept.
 */
export const stands = (what: Retractable, id: SQL, knownBy?: Date): SQL =>
  sql`${id} <> all (array(select row_id from retraction where what = ${sql.raw(`'${what}'`)}
    ${knownBy ? sql`and at <= ${knownBy.toISOString()}` : sql``}))`

/** Takes rows back: they stay, with who took them back and when, and no longer count. */
export async function retract(
  db: Db,
  what: Retractable,
  ids: readonly number[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (ids.length === 0) return
  await db
    .insert(retraction)
    .values(ids.map(rowId => ({ what, rowId, by, at: now })))
    .onConflictDoNothing()
}
