import { sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterprise } from '../../../db/schema/index.ts'
import { shortNameOf } from '../../lib/names.ts'
import { touchRegistry } from '../resolve.ts'
import type { Importer, Saved } from './list.ts'
import { assessUnitOf } from './places.ts'

/** What a row says of an enterprise; null is a cell left empty, which changes nothing. */
export interface EnterpriseRow {
  uscc: string
  name: string
  /** Null: derived from the name if the enterprise is new. */
  shortName: string | null
  aliases: string[]
  regionCode: string | null
  parkId: string | null
  chain: string | null
  industryCode: string | null
  isIndustrial: boolean | null
  isDigital: boolean | null
  isAboveScale: boolean | null
  firstAboveScaleOn: string | null
  inStats: boolean | null
}

/** Columns an import may change; an empty cell leaves them as they are. */
const UPDATED = [
  'name',
  'short_name',
  'region_code',
  'park_id',
  'assess_unit_id',
  'chain',
  'industry_code',
  'is_industrial',
  'is_digital',
  'is_above_scale',
  'first_above_scale_on',
  'in_stats',
] as const

/** Writes checked rows: new enterprises are added, known ones changed where the row says something else. */
export async function saveEnterprises(
  db: Db,
  rows: readonly EnterpriseRow[],
  { now }: Importer,
): Promise<Saved> {
  const known = new Set(
    (
      await rowsOf<{ uscc: string }>(
        db,
        sql`select uscc from enterprise where uscc in (select json_array_elements_text(${JSON.stringify(rows.map(row => row.uscc))}::text::json))`,
      )
    ).map(({ uscc }) => uscc),
  )
  const fresh = rows.filter(({ uscc }) => !known.has(uscc))
  await insertMany(
    db,
    enterprise,
    fresh.map(row => ({
      ...columnsOf(row),
      uscc: row.uscc,
      short_name: row.shortName ?? shortNameOf(row.name),
      is_demo: false,
      updated_at: now.toISOString(),
    })),
  )
  const changed = await update(
    db,
    rows.filter(({ uscc }) => known.has(uscc)),
    now,
  )
  const renamed = await addAliases(db, rows, now)
  const added = new Set(fresh.map(({ uscc }) => uscc))
  const touched = new Set([...changed, ...renamed].filter(uscc => !added.has(uscc)))
  if (added.size + touched.size > 0) await touchRegistry(db)
  return { added: added.size, changed: touched.size, same: rows.length - added.size - touched.size }
}

function columnsOf(row: EnterpriseRow) {
  return {
    name: row.name,
    short_name: row.shortName,
    region_code: row.regionCode,
    park_id: row.parkId,
    assess_unit_id: assessUnitOf(row.regionCode, row.parkId),
    chain: row.chain,
    industry_code: row.industryCode,
    is_industrial: row.isIndustrial,
    is_digital: row.isDigital,
    is_above_scale: row.isAboveScale,
    first_above_scale_on: row.firstAboveScaleOn,
    in_stats: row.inStats,
  }
}

async function update(db: Db, rows: readonly EnterpriseRow[], now: Date): Promise<string[]> {
  if (rows.length === 0) return []
  const json = JSON.stringify(rows.map(row => ({ uscc: row.uscc, ...columnsOf(row) })))
  const list = (write: (column: ReturnType<typeof sql.identifier>) => ReturnType<typeof sql>) =>
    sql.join(
      UPDATED.map(name => write(sql.identifier(name))),
      sql`, `,
    )
  const changed = await rowsOf<{ uscc: string }>(
    db,
    sql`update enterprise e set ${list(column => sql`${column} = coalesce(x.${column}, e.${column})`)},
        updated_at = ${now.toISOString()}::timestamptz
      from json_populate_recordset(null::enterprise, ${json}::text::json) x
      where e.uscc = x.uscc
        and (${list(column => sql`e.${column}`)}) is distinct from (${list(column => sql`coalesce(x.${column}, e.${column})`)})
      returning e.uscc`,
  )
  return changed.map(({ uscc }) => uscc)
}

async function addAliases(db: Db, rows: readonly EnterpriseRow[], now: Date): Promise<string[]> {
  const pairs = rows.flatMap(({ uscc, aliases }) => aliases.map(alias => ({ uscc, alias })))
  if (pairs.length === 0) return []
  const added = await rowsOf<{ uscc: string }>(
    db,
    sql`insert into enterprise_alias (uscc, alias)
      select uscc, alias from json_populate_recordset(null::enterprise_alias, ${JSON.stringify(pairs)}::text::json)
      on conflict do nothing returning uscc`,
  )
  const usccs = [...new Set(added.map(({ uscc }) => uscc))]
  if (usccs.length > 0) {
    await db.execute(
      sql`update enterprise set updated_at = ${now.toISOString()}::timestamptz
        where uscc in (select json_array_elements_text(${JSON.stringify(usccs)}::text::json))`,
    )
  }
  return usccs
}
