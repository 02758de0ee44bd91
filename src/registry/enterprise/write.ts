import { and, eq, sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import type { Db } from '../../../db/client.ts'
import { enterprise, enterpriseAlias, enterpriseChange, statusPeriod } from '../../../db/schema/index.ts'
import { readPlaces } from '../lists/places.ts'
import { touchRegistry } from '../resolve.ts'
import { FIELD_KEYS, FIELDS, type FieldKey, type Fields, sayField } from './fields.ts'
import { isSamePeriod, type Status, sayPeriods } from './periods.ts'
import type { Registered } from './read.ts'

/** Who changes the register, when and why. */
export interface Change {
  /** Person id, `operator`. */
  by: string
  now: Date
  reason: string | null
  batchId: number | null
}

/** An enterprise as it was, null for a new one, and as it is to be. */
export interface Rewrite {
  before: Registered | null
  after: Registered
}

export type Effect = 'added' | 'changed' | 'same'

/** One field that changed, as people call it and read it. */
interface ChangedField {
  uscc: string
  field: string
  before: string | null
  after: string | null
}

/**
 * Writes what is different, and what it was before into the record of changes; says of each whether it was new, changed
 * or the same. In the caller's transaction.
 */
export async function writeEnterprises(
  db: Db,
  rewrites: readonly Rewrite[],
  change: Change,
): Promise<Effect[]> {
  const { nameOf } = await readPlaces(db)
  const fresh = rewrites.flatMap(({ before, after }) => (before ? [] : [after]))
  const known = rewrites.flatMap(({ before, after }) => (before ? [{ before, after }] : []))
  const fields = known.flatMap(one => changedFields(one, nameOf))
  const periods = rewrites.flatMap(changedPeriods)
  const aliases = rewrites.flatMap(newAliases)
  const gone = rewrites.flatMap(goneAliases)
  await insertMany(
    db,
    enterprise,
    fresh.map(one => ({ ...rowOf(one, change), is_demo: false })),
  )
  const touched = new Set([...fields, ...periods, ...aliases, ...gone].map(({ uscc }) => uscc))
  await updateEnterprises(
    db,
    known.flatMap(({ after }) => (touched.has(after.uscc) ? [rowOf(after, change)] : [])),
  )
  await dropAliases(db, gone)
  await writeAliases(db, aliases)
  await writePeriods(db, periods, change)
  await insertMany(
    db,
    enterpriseChange,
    fields.map(one => ({
      ...one,
      reason: change.reason,
      changed_by: change.by,
      changed_at: change.now.toISOString(),
      batch_id: change.batchId,
    })),
  )
  if (fresh.length > 0 || touched.size > 0) await touchRegistry(db)
  return rewrites.map(({ before, after }) =>
    before === null ? 'added' : touched.has(after.uscc) ? 'changed' : 'same',
  )
}

function changedFields(
  { before, after }: { before: Registered; after: Registered },
  nameOf: ReadonlyMap<string, string>,
): ChangedField[] {
  const { uscc } = after
  const say = (value: Fields[FieldKey]) => sayField(value, id => nameOf.get(id))
  const changed = FIELD_KEYS.flatMap(key => {
    const [old, now] = [before.fields[key], after.fields[key]]
    return old === now ? [] : [{ uscc, field: FIELDS[key].title, before: say(old), after: say(now) }]
  })
  const added = newAliases({ before, after }).map(({ alias, kind }) => ({
    uscc,
    field: kind,
    before: null,
    after: alias,
  }))
  const left = goneAliases({ before, after }).map(({ alias, kind }) => ({
    uscc,
    field: kind,
    before: alias,
    after: null,
  }))
  const stays = changedStatuses({ before, after }).map(status => ({
    uscc,
    field: `${status}起止`,
    before: sayPeriods(before.standing[status].periods),
    after: sayPeriods(after.standing[status].periods),
  }))
  return [...changed, ...added, ...left, ...stays]
}

const newAliases = ({ before, after }: Rewrite) =>
  after.aliases
    .filter(({ alias, kind }) => !before?.aliases.some(one => one.alias === alias && one.kind === kind))
    .map(one => ({ uscc: after.uscc, ...one }))

/** Names it no longer goes by; one of another kind now is not gone. */
const goneAliases = ({ before, after }: Rewrite) =>
  (before?.aliases ?? [])
    .filter(({ alias }) => !after.aliases.some(one => one.alias === alias))
    .map(one => ({ uscc: after.uscc, ...one }))

const changedStatuses = ({ before, after }: Rewrite): Status[] =>
  (Object.keys(after.standing) as Status[]).filter(status => {
    const old = before?.standing[status].periods ?? []
    const { periods } = after.standing[status]
    return periods.length !== old.length || periods.some((one, i) => !old[i] || !isSamePeriod(one, old[i]))
  })

const changedPeriods = (rewrite: Rewrite) =>
  changedStatuses(rewrite).flatMap(status =>
    rewrite.after.standing[status].periods.map(period => ({ uscc: rewrite.after.uscc, status, ...period })),
  )

const rowOf = ({ uscc, fields }: Registered, { now }: Change): Record<string, unknown> => ({
  uscc,
  ...Object.fromEntries(FIELD_KEYS.map(key => [FIELDS[key].column, fields[key]])),
  updated_at: now.toISOString(),
})

async function updateEnterprises(db: Db, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return
  const columns = ['updated_at', ...FIELD_KEYS.map(key => FIELDS[key].column)].map(name =>
    sql.identifier(name),
  )
  const set = sql.join(
    columns.map(column => sql`${column} = x.${column}`),
    sql`, `,
  )
  await db.execute(
    sql`update enterprise e set ${set}
      from json_populate_recordset(null::enterprise, ${JSON.stringify(rows)}::text::json) x where e.uscc = x.uscc`,
  )
}

async function dropAliases(db: Db, rows: readonly { uscc: string; alias: string }[]): Promise<void> {
  for (const { uscc, alias } of rows)
    await db
      .delete(enterpriseAlias)
      .where(and(eq(enterpriseAlias.uscc, uscc), eq(enterpriseAlias.alias, alias)))
}

/** A name is kept once; what kind it is may become known later. */
async function writeAliases(
  db: Db,
  rows: readonly { uscc: string; alias: string; kind: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await db.execute(
    sql`insert into ${enterpriseAlias} (uscc, alias, kind)
      select uscc, alias, kind from json_populate_recordset(null::enterprise_alias, ${JSON.stringify(rows)}::text::json)
      on conflict (uscc, alias) do update set kind = excluded.kind`,
  )
}

async function writePeriods(
  db: Db,
  periods: readonly ReturnType<typeof changedPeriods>[number][],
  { by, now, batchId }: Change,
): Promise<void> {
  const rows = periods.map(({ id, uscc, status, fromOn, toOn, entry, exitReason }) => ({
    id,
    uscc,
    status,
    from_on: fromOn,
    to_on: toOn,
    entry,
    exit_reason: exitReason,
    set_by: by,
    set_at: now.toISOString(),
    batch_id: batchId,
  }))
  const known = rows.filter(({ id }) => id !== null)
  if (known.length > 0)
    await db.execute(
      sql`update status_period p set from_on = x.from_on, to_on = x.to_on, entry = x.entry,
          exit_reason = x.exit_reason, set_by = x.set_by, set_at = x.set_at, batch_id = x.batch_id
        from json_populate_recordset(null::status_period, ${JSON.stringify(known)}::text::json) x where p.id = x.id`,
    )
  await insertMany(
    db,
    statusPeriod,
    rows.flatMap(({ id, ...row }) => (id === null ? [row] : [])),
  )
}
