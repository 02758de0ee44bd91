import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type CHANGED_RECORDS, recordChange } from '../../../db/schema/index.ts'

export type ChangedRecord = (typeof CHANGED_RECORDS)[number]

/** Who changes something, when and why. */
export interface Change {
  /** Person id, `import` or `operator`. */
  by: string
  now: Date
  reason: string | null
}

/** A field that is changed, as people call it and with its values as they read them. */
export interface ChangedField {
  field: string
  before: string | null
  after: string | null
}

/** 留痕: writes down what was changed of a record; fields that stay as they were are not changes. */
export async function keepChanges(
  db: Db,
  record: ChangedRecord,
  recordId: number,
  fields: readonly ChangedField[],
  { by, now, reason }: Change,
): Promise<number> {
  const changed = fields.filter(({ before, after }) => before !== after)
  if (changed.length > 0)
    await db
      .insert(recordChange)
      .values(changed.map(one => ({ record, recordId, ...one, reason, changedBy: by, changedAt: now })))
  return changed.length
}

/** What was changed of a record, the newest first. */
export const changesOf = (
  db: Db,
  record: ChangedRecord,
  recordId: number,
  most = 20,
): Promise<(typeof recordChange.$inferSelect)[]> =>
  db
    .select()
    .from(recordChange)
    .where(and(eq(recordChange.record, record), eq(recordChange.recordId, recordId)))
    .orderBy(desc(recordChange.id))
    .limit(most)
