import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { DutyLine, DutySource } from '../../db/notice.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { addDays, dayOf } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { REACHABLE } from './address.ts'
import { farthest } from './ladder.ts'
import type { Moment, Source } from './source.ts'
import { SOURCES } from './sources/index.ts'

/** A list looks at least so many days ahead, however late the reminders begin. */
const LISTED_AHEAD = 31
/** Days after which something overdue is on nobody's list any more. */
const LISTED_LATE = 365

/** Something somebody has to do by a day. */
export interface OwedDuty extends Pick<DutyLine, 'item' | 'what' | 'ref' | 'dueOn'> {
  source: DutySource
  /** Whose it is really is not there yet: the office has it in their place. */
  isForAnother: boolean
}

/** SQL: `source, item, reader, due_on, what, ref` of what a source owes; null when nothing of the kind can be due. */
export function owedBy({ name, owed }: Source, moment: Moment): SQL | null {
  const found = owed(moment)
  return (
    found &&
    sql`select ${name}::text as source, o.item, o.reader, o.due_on, o.what, o.ref from (${found}) as o
      where o.due_on between ${moment.from}::date and ${moment.until}::date`
  )
}

/**
 * What is addressed to a person or their units, soonest first, by the queries the reminders go by: what people are
 * reminded of stands on their list. With the office's own comes what is others' whom nobody can reach.
 */
export async function owedTo(
  db: Db,
  addresses: readonly string[],
  { policies, now }: { policies: PolicySet; now: Date },
): Promise<OwedDuty[]> {
  const day = dayOf(now)
  const calendar = await loadCalendar(db)
  const from = addDays(day, -LISTED_LATE)
  const parts = SOURCES.flatMap(source => {
    const until = addDays(day, Math.max(LISTED_AHEAD, farthest(source.ladder)))
    return owedBy(source, { day, calendar, policies, from, until }) ?? []
  })
  if (parts.length === 0 || addresses.length === 0) return []
  const isOurs = sql`o.reader in ${[...addresses]}`
  const isNobodys = addresses.includes('unit:office')
    ? sql`not exists (select from reachable a where a.address = o.reader)`
    : sql`false`
  return rowsOf<OwedDuty>(
    db,
    sql`with reachable as materialized (${REACHABLE})
    select distinct on (o.due_on, o.source, o.item) o.source, o.item, o.what, o.ref, o.due_on::text as "dueOn",
      not ${isOurs} as "isForAnother"
    from (${sql.join(parts, sql` union all `)}) as o where ${isOurs} or ${isNobodys}
    order by o.due_on, o.source, o.item, ${isOurs} desc`,
  )
}
