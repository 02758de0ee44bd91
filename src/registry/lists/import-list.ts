import { getTableName, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { ImportReport } from '../../lib/tables/report.ts'
import { type Importer, type List, plus, type Saved, sayTable } from './list.ts'
import { type ReadList, type ReadOptions, readList } from './read-list.ts'

/** Records handed to `save` at a time. */
const CHUNK = 2000
/** New rows from which on the planner's picture of the tables is out of date; the embedded database never gathers it itself. */
const MANY = 200

/** What became of a table. */
export interface ListReport extends ImportReport, Pick<Saved, 'added' | 'changed'> {
  /** Rows that were left out. */
  faulty: number
  /** What was found out about the file as a whole. */
  remarks: string[]
}

export interface ImportOptions extends ReadOptions {
  /** Find out what would become of it, and leave everything as it is. */
  dry?: boolean
  /** What was saved stays only if this is content with it. */
  keepIf?(saved: Saved): boolean
  /** Told now and then how many records are saved. */
  onSaved?(records: number, of: number): void
}

/**
 * Takes a table into a list in one transaction: every good row or, if anything fails, none; faulty rows are listed, all
 * of them. All rows are checked before the first is written. The same table a second time changes nothing.
 * @throws {Refusal} when headings are missing, there are no rows, or the importer may not
 */
export async function importList<R>(
  db: Db,
  list: List<R>,
  table: Table,
  importer: Importer,
  options: ImportOptions = {},
): Promise<ListReport> {
  const read = await readForImport(db, list, table, importer, options)
  const saved = await saveList(db, list, read, importer, options)
  return reportOf(read, saved)
}

/** @throws {Refusal} when headings are missing, there are no rows, or the importer may not */
export async function readForImport<R>(
  db: Db,
  list: List<R>,
  table: Table,
  importer: Importer,
  options: ReadOptions = {},
): Promise<ReadList<R>> {
  if (!list.mayImport(importer.actor))
    throw new Refusal(`您没有导入${sayTable(list)}的权限，请联系领导小组办公室。`)
  return readList(db, list, table, importer, options)
}

class Undo extends Error {}

/** Saves everything that was read and is good; what is not to stay is undone again, so that the counts are those of the real thing. */
export async function saveList<R>(
  db: Db,
  list: List<R>,
  read: ReadList<R>,
  importer: Importer,
  { dry = false, keepIf, onSaved }: ImportOptions = {},
): Promise<Saved> {
  let saved: Saved = { added: 0, changed: 0, same: 0 }
  const saving = db.transaction(async tx => {
    for (const chunk of chunksOf(read.records)) {
      saved = plus(saved, await list.save(tx as Db, chunk, importer))
      onSaved?.(saved.added + saved.changed + saved.same, read.good)
    }
    if (dry || keepIf?.(saved) === false) throw new Undo()
    if (saved.added + saved.changed >= MANY) {
      const names = list.tables.map(table => sql.identifier(getTableName(table)))
      await tx.execute(sql`analyze ${sql.join(names, sql`, `)}`)
    }
  })
  await saving.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return saved
}

function* chunksOf<R>(records: Iterable<R>): Generator<R[]> {
  let chunk: R[] = []
  for (const record of records) {
    chunk.push(record)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** What is told of an import. */
export function reportOf(read: ReadList<unknown>, { added, changed, same }: Saved): ListReport {
  const { rejected, warnings, faulty, remarks } = read
  return {
    accepted: added + changed + same,
    unchanged: same,
    added,
    changed,
    faulty,
    rejected,
    warnings,
    remarks,
  }
}
