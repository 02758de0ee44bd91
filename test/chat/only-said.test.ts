import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { plainExample } from '../../src/chat/classifier.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import type { Access } from '../../src/people/roles.ts'
import { useDatabase } from '../support/database.ts'
import { say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

/** Kept because somebody looked or asked, not because they changed anything. */
const TRACES = [
  // The machinery of a message, and what it waits for.
  ...['inbox', 'outbox', 'conversation', 'live_card', 'confirmation', 'sent_file', 'pending_upload'],
  // 留痕: what a judgement rested on.
  ...['receipt', 'rule_text', 'setting'],
]

/** 绑定企业 with a whole code: an exact command, and the office still decides. */
const isExact = (said: string) => /绑定?企业 [0-9A-Z]{18}$/.test(said)

/** Of each intent so many examples, spread over all it has; `ONLY_SAID=all` takes every one. */
const MOST = process.env.ONLY_SAID === 'all' ? Number.POSITIVE_INFINITY : 3

function someOf(examples: readonly string[]): string[] {
  const step = Math.max(1, examples.length / MOST)
  return examples.filter((one, i) => !isExact(one) && Math.floor(i / step) !== Math.floor((i - 1) / step))
}

/** Somebody of the demo for each role. */
const WHO: Record<string, string> = {
  office: 'office',
  admin: 'admin',
  leader: 'mayor',
  county: 'county',
  department: 'land',
  chain: 'chain',
  liaison: 'liaison',
  utility: 'power',
  enterprise: 'enterprise',
}

function speakersFor(access: Access): string[] {
  if (access === 'anyone' || access === 'known') return ['enterprise', 'office']
  return [...new Set(access.flatMap(role => WHO[role] ?? []))].slice(0, 2)
}

/** Writes the name of each table that is written to into one more, which a rollback empties again. */
async function watchTables(db: Db): Promise<void> {
  await db.execute(sql`create table written (name text)`)
  await db.execute(sql`create function note_written() returns trigger language plpgsql as $$
    begin insert into written values (tg_table_name); return null; end $$`)
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'written'`,
  )
  for (const { name } of tables.filter(one => !TRACES.includes(one.name)))
    await db.execute(
      sql.raw(`create trigger note_written after insert or update or delete on "${name}"
        for each row execute function note_written()`),
    )
}

class RollBack extends Error {}

test(
  'whatever is only said changes nothing that is kept',
  () =>
    onDatabase(async db => {
      await watchTables(db)
      const changed: string[] = []
      for (const command of commands)
        for (const [name, intent] of Object.entries(command.intents))
          for (const who of speakersFor(intent.access))
            for (const example of someOf(intent.examples)) {
              await db
                .transaction(async tx => {
                  const said = await say(tx as Db, who, plainExample(example))
                  const rows = await rowsOf<{ name: string }>(
                    tx as Db,
                    sql`select distinct name from written`,
                  )
                  if (rows.length > 0)
                    changed.push(
                      `${name} ${who} “${example}” (${said.action}): ${rows.map(row => row.name).join(', ')}`,
                    )
                  throw new RollBack()
                })
                .catch((error: unknown) => {
                  if (!(error instanceof RollBack)) throw error
                })
            }
      expect(changed).toEqual([])
    }),
  600_000,
)
