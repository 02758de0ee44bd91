import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import type { EnterpriseScope } from '../../people/may.ts'
import type { RosterKey, RosterName } from './kinds.ts'
import { beganBy, coversDay, SINCE } from './standing.ts'

/** One stay on a roster, and why it began and ended. */
export interface Stay extends EnterpriseScope {
  roster: RosterName
  scope: string
  year: number
  name: string
  shortName: string
  parkId: string | null
  isDemo: boolean
  stage: string | null
  since: Day
  /** First day no longer on it. */
  until: Day | null
  entryRule: string | null
  /** Why it came in, by which judgement or paper, decided by whom. */
  entry: { reason: string | null; receiptId: number | null; basis: string | null; by: string | null }
  exit: { reason: string; receiptId: number | null; by: string | null } | null
}

const STAYS = sql`select m.roster, m.scope, m.year, m.stage, m.entry_rule as "entryRule",
    ${SINCE}::text as since, m.to_on::text as until,
    e.uscc, e.name, e.short_name as "shortName", e.region_code as "regionCode", e.park_id as "parkId",
    e.assess_unit_id as "assessUnitId", e.chain, e.is_demo as "isDemo",
    json_build_object('reason', i.reason, 'receiptId', i.receipt_id, 'basis', coalesce(i.basis, m.basis),
      'by', i.decided_by) as entry,
    case when o.id is not null then
      json_build_object('reason', o.reason, 'receiptId', o.receipt_id, 'by', o.decided_by) end as exit
  from roster_member m
  join enterprise e on e.uscc = m.uscc
  left join membership_change i on i.id = m.entry_change_id
  left join membership_change o on o.id = m.exit_change_id`

const ofRoster = ({ kind, scope, year }: RosterKey): SQL =>
  sql`m.roster = ${kind.name} and m.scope = ${scope} ${year === null ? sql`` : sql`and m.year = ${year}`}`

/** Who is on a roster on a day, by region and then by code. */
export const membersOn = (db: Db, key: RosterKey, on: Day): Promise<Stay[]> =>
  rowsOf<Stay>(
    db,
    sql`${STAYS} where ${ofRoster(key)} and ${coversDay(on)} order by e.region_code, e.uscc, m.id`,
  )

/** The stays of an enterprise, oldest first; of all rosters, those of a county too. */
export const staysOf = (db: Db, uscc: string): Promise<Stay[]> =>
  rowsOf<Stay>(db, sql`${STAYS} where m.uscc = ${uscc} order by ${SINCE}, m.id`)

/** The years for which there is a yearly roster, newest first, and how many are on each by a day. */
export const yearsOf = (
  db: Db,
  { kind, scope }: Pick<RosterKey, 'kind' | 'scope'>,
  on: Day,
): Promise<{ year: number; firms: number }[]> =>
  rowsOf(
    db,
    sql`select m.year, count(distinct m.uscc)::int as firms from roster_member m
      where m.roster = ${kind.name} and m.scope = ${scope} and ${beganBy(on)}
      group by m.year order by m.year desc`,
  )

/** How many have been on any year's roster so far: the union, which the documents count (235家). */
export async function everListed(
  db: Db,
  { kind, scope }: Pick<RosterKey, 'kind' | 'scope'>,
  on: Day,
): Promise<number> {
  const [row] = await rowsOf<{ firms: number }>(
    db,
    sql`select count(distinct m.uscc)::int as firms from roster_member m
      where m.roster = ${kind.name} and m.scope = ${scope} and ${beganBy(on)}`,
  )
  return row?.firms ?? 0
}

/** Who has been on any year's roster so far, each by its newest stay. */
export const everOn = (
  db: Db,
  { kind, scope }: Pick<RosterKey, 'kind' | 'scope'>,
  on: Day,
): Promise<Stay[]> =>
  rowsOf<Stay>(
    db,
    sql`select distinct on (uscc) * from (
        ${STAYS} where m.roster = ${kind.name} and m.scope = ${scope} and ${beganBy(on)}) s
      order by uscc, year desc`,
  )

/** Every stay on a roster that began by a day, ended or not. */
export const staysOn = (db: Db, key: RosterKey, on: Day): Promise<Stay[]> =>
  rowsOf<Stay>(
    db,
    sql`${STAYS} where ${ofRoster(key)} and ${beganBy(on)} order by e.region_code, e.uscc, m.id`,
  )
