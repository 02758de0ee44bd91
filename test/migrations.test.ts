import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { expect, test } from 'vitest'

const FOLDER = 'db/migrations'
const journal = JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')) as {
  entries: { tag: string }[]
}

/** The migrations up to and with the first `count`. */
function upTo(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'beizeng-migrations-'))
  cpSync(FOLDER, folder, { recursive: true })
  const cut = { ...journal, entries: journal.entries.slice(0, count) }
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(cut))
  return folder
}

/** A value of a type, for a column that must have one. */
function fillerOf(type: string): string {
  if (/int|numeric|double/.test(type)) return '1'
  if (/timestamp|date/.test(type)) return "'2023-11-15'"
  if (type === 'boolean') return 'true'
  if (type.startsWith('json')) return "'{}'"
  if (type === 'ARRAY') return "'{}'"
  return type === 'bytea' ? "'\\x00'" : "'x'"
}

async function empty(client: PGlite): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  await client.exec(`truncate ${rows.map(({ name }) => name).join()}`)
}

/** What checks demand besides: one of two columns that may each be empty. */
const ALSO: Record<string, string> = { milestone: 'project_id' }

/** One row into every table, whatever it means. */
async function fill(client: PGlite): Promise<void> {
  await client.exec("set session_replication_role = 'replica'")
  const { rows } = await client.query<{ table_name: string; column_name: string; data_type: string }>(
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'public' and is_nullable = 'NO' and column_default is null
     order by table_name, ordinal_position`,
  )
  const tables = [...new Set(rows.map(row => row.table_name))]
  for (const table of tables) {
    const columns = rows.filter(row => row.table_name === table)
    const also = ALSO[table] ? [{ column_name: ALSO[table], data_type: 'integer' }] : []
    const all = [...columns, ...also]
    const names = all.map(({ column_name }) => `"${column_name}"`).join()
    await client.exec(
      `insert into "${table}" (${names}) values (${all.map(({ data_type }) => fillerOf(data_type)).join()})`,
    )
  }
  await client.exec("set session_replication_role = 'origin'")
}

test('every migration can be applied over tables that hold rows', async () => {
  const client = await PGlite.create()
  const db = drizzle({ client })
  for (let count = 1; count <= journal.entries.length; count += 1) {
    const folder = upTo(count)
    await expect(
      migrate(db, { migrationsFolder: folder }),
      journal.entries[count - 1]?.tag,
    ).resolves.toBeUndefined()
    await empty(client)
    await fill(client)
    rmSync(folder, { recursive: true })
  }
  await client.close()
})
