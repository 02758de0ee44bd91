import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import type { RosterKey } from './kinds.ts'
import { membersOn, type Stay } from './members.ts'

/** 版本: what was approved at once; the first is the roster as it was taken over, if it was. */
export interface Version {
  number: number
  on: Day
  added: number
  removed: number
  /** Person id. */
  by: string
}

/** All versions of a roster, newest first. */
export const versionsOf = (db: Db, { kind, scope, year }: RosterKey): Promise<Version[]> =>
  rowsOf(
    db,
    sql`select (row_number() over (order by decided_at))::int as number, effective_on::text as on,
        count(*) filter (where operation = 'add')::int as added,
        count(*) filter (where operation = 'remove')::int as removed, decided_by as by
      from membership_change
      where state = 'approved' and roster = ${kind.name} and scope = ${scope}
        ${year === null ? sql`` : sql`and year = ${year}`}
      group by decided_at, effective_on, decided_by
      order by decided_at desc`,
  )

/** A roster on two days side by side. */
export interface Differences {
  entered: Stay[]
  /** With why, where a change ended it; of a yearly roster the next year's simply has them not. */
  left: Stay[]
  stayed: number
}

/** What came and went between a roster on one day and a roster, the same or another year's, on a later day. */
export async function differencesOf(
  db: Db,
  before: { key: RosterKey; on: Day },
  after: { key: RosterKey; on: Day },
): Promise<Differences> {
  const [was, is] = [await membersOn(db, before.key, before.on), await membersOn(db, after.key, after.on)]
  const [then, now] = [was, is].map(stays => new Set(stays.map(({ uscc }) => uscc)))
  return {
    entered: is.filter(({ uscc }) => !then?.has(uscc)),
    left: was.filter(({ uscc }) => !now?.has(uscc)),
    stayed: is.filter(({ uscc }) => then?.has(uscc)).length,
  }
}
