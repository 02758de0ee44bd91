import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { groupBy } from '../lib/group.ts'
import type { Mention } from './mention.ts'
import { buildNameIndex, type NamedFirm, type NameIndex } from './name-index.ts'
import { searchNames } from './search-names.ts'
import { mentionsIn } from './search-sentence.ts'
import { type Candidate, isSure, WORTH_ASKING } from './tally.ts'

export { type Candidate, isSure, type Mention, WORTH_ASKING }

/** Enterprises a query may mean, best first; `isSure` says whether the first may be taken without asking. */
export async function findEnterprises(db: Db, query: string, limit = 5): Promise<Candidate[]> {
  return searchNames(await nameIndex(db), query, limit)
}

/** The same for many queries at once, of what the registry holds at this moment. */
export async function openNames(db: Db): Promise<(query: string, limit?: number) => Candidate[]> {
  const index = await nameIndex(db)
  return (query, limit = 5) => searchNames(index, query, limit)
}

/** Enterprises named in a sentence, in order of appearance; none when nothing comes near enough to a known name. */
export async function findMention(db: Db, text: string): Promise<Mention[]> {
  return mentionsIn(await nameIndex(db), text)
}

/** Indexes by what they were built from, so that databases and transactions in one process never share a wrong one. */
const built = new Map<string, Promise<NameIndex>>()
const KEPT = 2

/**
 * The index of what the registry holds now. Its version is asked for at every look-up, which is most of what a look-up
 * takes: `touchRegistry` changes it in the writer's own transaction, other writers show through the newest row and, in
 * small registries, through the number of rows.
 */
async function nameIndex(db: Db): Promise<NameIndex> {
  const [row] = await rowsOf<{ version: string }>(
    db,
    sql`select concat_ws('/',
      (select value from setting where key = 'registry.version'),
      (select max(updated_at) from enterprise),
      (select max(uscc) from enterprise),
      (select count(*) from (select 1 from enterprise limit 1000) e),
      (select count(*) from (select 1 from enterprise_alias limit 1000) a)) as version`,
  )
  const version = row?.version ?? ''
  const known = built.get(version)
  if (known) return known
  const building = readFirms(db).then(buildNameIndex)
  built.set(version, building)
  for (const old of [...built.keys()].slice(0, -KEPT)) built.delete(old)
  building.catch(() => built.delete(version))
  return building
}

async function readFirms(db: Db): Promise<NamedFirm[]> {
  const firms = await rowsOf<Omit<NamedFirm, 'aliases'>>(
    db,
    sql`select e.uscc, e.name, e.short_name as "shortName", r.name as county
      from enterprise e left join region r on r.code = e.region_code`,
  )
  const aliases = groupBy(
    await rowsOf<{ uscc: string; alias: string }>(
      db,
      sql`select uscc, alias from enterprise_alias order by alias`,
    ),
    ({ uscc }) => uscc,
  )
  return firms.map(firm => ({ ...firm, aliases: (aliases.get(firm.uscc) ?? []).map(({ alias }) => alias) }))
}

/** Says that names in the registry changed; every writer of enterprises and aliases calls it in its transaction. */
export async function touchRegistry(db: Db): Promise<void> {
  const version = JSON.stringify(crypto.randomUUID())
  await db.execute(
    sql`insert into setting (key, value) values ('registry.version', ${version}::text::jsonb)
      on conflict (key) do update set value = excluded.value`,
  )
}
