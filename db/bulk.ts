import { getTableName, sql, type Table } from 'drizzle-orm'
import type { Db } from './client.ts'

/** Rows of one statement; some megabytes of JSON at most. */
const CHUNK = 5000

/**
 * Inserts many rows of plain values (text, numbers, booleans, text lists, null) as one JSON parameter a statement,
 * which is several times faster than a parameter a value and knows no limit of their number. Keys are the columns'
 * names in the database, the same in every row.
 */
export async function insertMany(
  db: Db,
  table: Table,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const name = sql.identifier(getTableName(table))
  const columns = sql.join(
    Object.keys(first).map(column => sql.identifier(column)),
    sql`, `,
  )
  for (let from = 0; from < rows.length; from += CHUNK) {
    const json = JSON.stringify(rows.slice(from, from + CHUNK))
    await db.execute(
      sql`insert into ${name} (${columns})
        select ${columns} from json_populate_recordset(null::${name}, ${json}::text::json)`,
    )
  }
}
