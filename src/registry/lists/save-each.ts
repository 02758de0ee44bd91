import type { Db } from '../../../db/client.ts'
import { type ChangedRecord, keepChanges } from '../projects/changes.ts'
import { changedFields } from './fields.ts'
import type { Importer, Saved } from './list.ts'

/** How the rows of one table are kept. `Fields` are those columns that a row may change. */
interface Table<Row extends { fields: Partial<Fields> }, Fields extends object> {
  record: ChangedRecord
  titles: { readonly [K in keyof Fields]?: string }
  /** What is kept of it by now. */
  find(row: Row): (Fields & { id: number }) | undefined
  add(row: Row): Promise<unknown>
  change(id: number, fields: Partial<Fields>): Promise<unknown>
}

/** Adds what is new, changes what differs and writes down each change; the same rows again change nothing. */
export async function saveEach<Row extends { fields: Partial<Fields> }, Fields extends object>(
  db: Db,
  rows: readonly Row[],
  { record, titles, find, add, change }: Table<Row, Fields>,
  { by, now }: Importer,
): Promise<Saved> {
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const row of rows) {
    const old = find(row)
    if (!old) {
      await add(row)
      saved.added += 1
      continue
    }
    const changes = changedFields<Partial<Fields>>(old, row.fields, titles)
    if (changes.length === 0) {
      saved.same += 1
      continue
    }
    await change(old.id, row.fields)
    await keepChanges(db, record, old.id, changes, { by, now, reason: '表格导入' })
    saved.changed += 1
  }
  return saved
}
