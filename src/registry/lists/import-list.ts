import { getTableName, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { ImportReport } from '../../lib/tables/report.ts'
import { type Importer, type List, plus, type Saved } from './list.ts'
import { readList } from './read-list.ts'

/** Records handed to `save` at a time. */
const CHUNK = 5000
/** New rows from which on the planner's picture of the tables is out of date; the embedded database never gathers it itself. */
const MANY = 200

/** What became of a table; of the accepted rows so many were new and so many changed something. */
export type ListReport = ImportReport & Pick<Saved, 'added' | 'changed'>

/**
 * Takes a table into a list in one transaction: every good row or, if anything fails, none; faulty rows are listed, all
 * of them. The same table a second time changes nothing.
 * @throws {Refusal} when headings are missing or there are no rows
 */
export async function importList<R>(
  db: Db,
  list: List<R>,
  table: Table,
  importer: Importer,
): Promise<ListReport> {
  return db.transaction(async tx => {
    const { records, rejected, warnings } = await readList(tx as Db, list, table, importer)
    const saved = await saveAll(tx as Db, list, records, importer)
    const { added, changed, same } = saved
    return { accepted: added + changed + same, unchanged: same, added, changed, rejected, warnings }
  })
}

async function saveAll<R>(db: Db, list: List<R>, records: Iterable<R>, importer: Importer): Promise<Saved> {
  let saved: Saved = { added: 0, changed: 0, same: 0 }
  let chunk: R[] = []
  for (const record of records) {
    chunk.push(record)
    if (chunk.length < CHUNK) continue
    saved = plus(saved, await list.save(db, chunk, importer))
    chunk = []
  }
  if (chunk.length > 0) saved = plus(saved, await list.save(db, chunk, importer))
  if (saved.added + saved.changed >= MANY) {
    const names = list.tables.map(table => sql.identifier(getTableName(table)))
    await db.execute(sql`analyze ${sql.join(names, sql`, `)}`)
  }
  return saved
}
