import { inArray, sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import type { Db } from '../../../db/client.ts'
import { prospect, prospectSweep } from '../../../db/schema/index.ts'
import type { ProspectStanding, Standing } from './judge.ts'

type Row = typeof prospect.$inferSelect
export type Sweep = typeof prospectSweep.$inferSelect

/** A standing that is not what it was. */
export interface Change extends Standing {
  /** `out` also where nothing was known. */
  before: ProspectStanding
  turn: number
}

const keyOf = ({ uscc, rule, year }: Pick<Row, 'uscc' | 'rule' | 'year'>) => `${uscc} ${rule} ${year}`

/** Keeps how enterprises stand now, and says what is not as it was. */
export async function keepStandings(
  db: Db,
  standings: readonly Standing[],
  now: Date,
  among: readonly string[] | null,
): Promise<Change[]> {
  const years = [...new Set(standings.map(({ year }) => year))]
  if (years.length === 0) return []
  const kept = await db
    .select()
    .from(prospect)
    .where(
      among && among.length < 1000
        ? sql`${inArray(prospect.uscc, [...among])} and ${inArray(prospect.year, years)}`
        : inArray(prospect.year, years),
    )
  const before = new Map(kept.map(row => [keyOf(row), row]))
  const changes = standings.flatMap((one): Change[] => {
    const was = before.get(keyOf(one))
    const standing = was?.standing ?? 'out'
    const isSame = standing === one.standing && (was?.wanting ?? []).join() === one.wanting.join()
    return isSame ? [] : [{ ...one, before: standing, turn: (was?.turn ?? 0) + 1 }]
  })
  const at = now.toISOString()
  const isNew = (change: Change) => !before.has(keyOf(change))
  await insertMany(
    db,
    prospect,
    changes.filter(isNew).map(({ uscc, rule, year, standing, wanting, turn }) => ({
      uscc,
      rule,
      year,
      standing,
      wanting,
      turn,
      since: at,
    })),
  )
  const moved = changes.filter(change => !isNew(change))
  if (moved.length > 0) {
    const json = JSON.stringify(moved)
    await db.execute(sql`update prospect p set standing = m.standing, wanting = m.wanting, turn = m.turn,
        since = ${at}::timestamptz
      from json_populate_recordset(null::prospect, ${json}::text::json) m
      where p.uscc = m.uscc and p.rule = m.rule and p.year = m.year`)
  }
  return changes
}

/** How far everybody has been judged, by rule. */
export async function readSweeps(db: Db): Promise<ReadonlyMap<string, Sweep>> {
  const rows = await db.select().from(prospectSweep)
  return new Map(rows.map(row => [row.rule, row]))
}

export async function keepSweeps(db: Db, sweeps: readonly Sweep[]): Promise<void> {
  if (sweeps.length === 0) return
  await db
    .insert(prospectSweep)
    .values([...sweeps])
    .onConflictDoUpdate({
      target: prospectSweep.rule,
      set: {
        ruleHash: sql`excluded.rule_hash`,
        throughId: sql`excluded.through_id`,
        sweptOn: sql`excluded.swept_on`,
      },
    })
}
