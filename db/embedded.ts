import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { OpenDb } from './client.ts'
import * as schema from './schema/index.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** What drizzle's schema cannot say; repeatable, applied after the migrations. */
const sqlFile = (name: string) => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8')

/** What the bot works as on a server, see `sql/app-role.sql`. */
const APP_ROLE = 'beizeng_app'

/** Opens PGlite in a folder (created if absent), or in memory without one, and applies the migrations. */
export async function openEmbedded(folder?: string): Promise<OpenDb> {
  if (folder) mkdirSync(folder, { recursive: true })
  const client = await PGlite.create(folder)
  const db = drizzle({ client, schema, casing: 'snake_case' })
  await migratePglite(db, { migrationsFolder })
  await client.exec(sqlFile('append-only'))
  return { db, kind: 'embedded', close: () => client.close() }
}

/**
 * Applies the migrations to a Postgres server, over one connection of its own. Gives the role to work as from then on;
 * null where the account may not make one.
 */
export async function migrateServer(url: string): Promise<{ role: string | null }> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await migratePostgres(drizzlePostgres({ client }), { migrationsFolder })
    await client.unsafe(`${sqlFile('append-only')};\n${sqlFile('app-role')}`)
    const [role] = await client`
      select 1 from pg_roles where rolname = ${APP_ROLE} and pg_has_role(current_user, oid, 'member')`
    return { role: role ? APP_ROLE : null }
  } finally {
    await client.end()
  }
}
