import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDb, openServer, rowsOf } from '../db/client.ts'
import { migrateServer } from '../db/embedded.ts'
import { type RealPostgres, startPostgres } from './support/postgres.ts'

const KEPT = [
  'case_event',
  'ledger_anchor',
  'anchored_head',
  'figure',
  'published_policy',
  'rule_text',
  'receipt',
  'cycle_step',
  'candidate_check',
  'support_plan',
  'plan_progress',
  'project_plan',
  'project_progress',
  'project_delay',
  'matter_event',
  'record_change',
  'bulletin_version',
]

/** On a server the bot works as a role that cannot do it, besides the triggers that refuse it to anybody. */
describe('what is only ever added, on a Postgres server', () => {
  let server: RealPostgres
  let open: OpenDb
  beforeAll(async () => {
    server = await startPostgres()
    open = openServer(server.url, server)
  })
  afterAll(async () => {
    await open.close()
    await server.stop()
  })

  const mistakeOf = (statement: string) =>
    open.db.execute(sql.raw(statement)).then(
      () => null,
      (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message),
    )

  test('the bot works as a role of its own, which owns nothing', async () => {
    const [who] = await rowsOf<{ role: string; super: boolean }>(
      open.db,
      sql`select current_user as role, rolsuper as super from pg_roles where rolname = current_user`,
    )
    expect(who).toEqual({ role: 'beizeng_app', super: false })
  })

  test.each(KEPT)('%s can be read and added to, not changed, removed or emptied', async table => {
    const [may] = await rowsOf<Record<string, boolean>>(
      open.db,
      sql`select has_table_privilege(${table}, 'select') as read, has_table_privilege(${table}, 'insert') as add,
        has_table_privilege(${table}, 'update') as change, has_table_privilege(${table}, 'delete') as remove,
        has_table_privilege(${table}, 'truncate') as empty`,
    )
    expect(may).toEqual({ read: true, add: true, change: false, remove: false, empty: false })
  })

  test.each([
    'update case_event set actor = actor',
    'delete from case_event',
    'truncate case_event',
    'alter table case_event disable trigger all',
    'drop trigger case_event_append_only on case_event',
    'drop table case_event',
    'create table other (id int)',
    "set session_replication_role = 'replica'",
  ])('%s is refused by the server', async statement => {
    expect(await mistakeOf(statement)).toMatch(/permission denied|must be owner/)
  })

  test('several processes may start at once', async () => {
    const started = await Promise.all(Array.from({ length: 4 }, () => migrateServer(server.url)))
    expect(started).toEqual(Array.from({ length: 4 }, () => ({ role: 'beizeng_app' })))
  })

  test('an account that may not make roles works as itself, guarded by the triggers', async () => {
    const plain = server.url.replace('postgres:postgres@', 'plain:plain@').replace('/beizeng', '/other')
    const admin = openServer(server.url)
    await admin.db.execute(sql.raw("create role plain login password 'plain'"))
    await admin.db.execute(sql.raw('create database other owner plain'))
    await admin.close()
    expect(await migrateServer(plain)).toEqual({ role: null })
    const own = openServer(plain)
    const refused = await own.db
      .execute(sql.raw('truncate case_event cascade'))
      .catch((error: Error) => error.cause)
    expect(String(refused)).toContain('append-only')
    await own.close()
  })
})
