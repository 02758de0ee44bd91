import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'

/**
 * The next number of a ledger, `YS2023-004`: past those it gave and those that came with a spreadsheet. Two at once get
 * two.
 */
export async function nextNumber(
  db: Db,
  { table, prefix, digits }: { table: 'matter' | 'award'; prefix: string; digits: number },
): Promise<string> {
  const [row] = await rowsOf<{ value: number }>(
    db,
    sql`with given as (
        select coalesce(max(substring(no from ${prefix.length + 1})::int), 0) + 1 as next from ${sql.identifier(table)}
        where no ~ ${`^${prefix}[0-9]{1,6}$`})
      insert into counter (name, value) select ${`${table}:${prefix}`}, next from given
      on conflict (name) do update set value = greatest(counter.value + 1, excluded.value) returning value`,
  )
  return `${prefix}${String(row?.value ?? 1).padStart(digits, '0')}`
}
