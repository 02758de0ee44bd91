import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import journal from './migrations/meta/_journal.json' with { type: 'json' }
import * as schema from './schema/index.ts'

/** A database, or a transaction in one; PGlite and postgres.js alike. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

/** An open database and how to let go of it. */
export interface OpenDb {
  db: Db
  kind: 'embedded' | 'server'
  close(): Promise<void>
}

/**
 * Connects to a Postgres server. `max` is the number of connections one process may hold; `role` is what it works as,
 * where that is not the account itself.
 */
export function openServer(
  url: string,
  { max = 10, role }: { max?: number; role?: string | null } = {},
): OpenDb {
  const connection = { application_name: 'beizeng', ...(role && { role }) }
  const client = postgres(url, { max, onnotice: () => {}, connection })
  keepStatements(client)
  return {
    db: drizzle({ client, schema, casing: 'snake_case' }),
    kind: 'server',
    close: () => client.end({ timeout: 5 }),
  }
}

/** Longer statements are bulk loads, of which no two are alike. */
const LONGEST_KEPT = 4000

/**
 * Drizzle has every statement parsed anew, which costs a second round trip each. Ours recur, so the connection keeps
 * them prepared; measured, this halves the database time of a message.
 */
function keepStatements(client: postgres.Sql | postgres.TransactionSql): void {
  const { unsafe } = client
  client.unsafe = (query, parameters, options) =>
    unsafe(query, parameters, { ...options, prepare: query.length <= LONGEST_KEPT })
  for (const name of ['begin', 'savepoint'] as const) {
    const open = (client as unknown as Record<typeof name, unknown>)[name]
    if (typeof open !== 'function') continue
    Object.assign(client, {
      [name]: (...args: unknown[]) => {
        const body = args.pop() as (inner: postgres.TransactionSql) => unknown
        return open(...args, (inner: postgres.TransactionSql) => {
          keepStatements(inner)
          return body(inner)
        })
      },
    })
  }
}

/** Rows of a hand-written query, whichever driver answers. */
export async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  const result: unknown = await db.execute(query)
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[]
}

/** Why the database cannot be used now; null when it answers and has every migration this code needs. */
export async function whyNotReady(db: Db): Promise<string | null> {
  try {
    const [row] = await rowsOf<{ applied: number }>(
      db,
      sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
    )
    const missing = journal.entries.length - (row?.applied ?? 0)
    return missing > 0 ? `${missing} migrations are not applied` : null
  } catch {
    return 'the database does not answer or was never migrated'
  }
}
