import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { ImportReport } from '../../lib/tables/report.ts'
import { checkEnterprises } from './enterprises.ts'
import { importFigures } from './figures.ts'
import { readPlaces } from './places.ts'
import { saveEnterprises } from './save-enterprises.ts'

export type { ImportReport }

/** Tables that can be taken in and given out. */
export const tableKinds = ['enterprises', 'figures'] as const
export type TableKind = (typeof tableKinds)[number]

/** New rows from which on the planner's picture of the tables is out of date. */
const MANY = 200

interface Importer {
  /** Person id, `operator` or `import`. */
  by: string
  now: Date
}

/**
 * Takes a table in one transaction: every good row or, if anything fails, none; faulty rows are listed, all of them.
 * The same table a second time changes nothing.
 * @throws {Refusal} when headings are missing or there are no rows
 */
export async function importTable(
  db: Db,
  kind: TableKind,
  table: Table,
  importer: Importer,
): Promise<ImportReport> {
  return db.transaction(async tx => {
    const report = await (kind === 'enterprises' ? importEnterprises : importFigures)(
      tx as Db,
      table,
      importer,
    )
    // The embedded database never gathers statistics by itself.
    if (report.accepted - report.unchanged >= MANY) await tx.execute(sql`analyze enterprise, figure`)
    return report
  })
}

async function importEnterprises(db: Db, table: Table, { now }: Importer): Promise<ImportReport> {
  const { rows, report } = checkEnterprises(table, await readPlaces(db))
  const { unchanged } = await saveEnterprises(db, rows, now)
  return { ...report, accepted: rows.length, unchanged }
}
