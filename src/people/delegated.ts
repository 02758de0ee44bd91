import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'

/** SQL: the leave `d` of `delegation` lasts on a day. */
const lastsOn = (on: Day): SQL =>
  sql`d.from_on <= ${on}::date and d.to_on >= ${on}::date and d.revoked_at is null`

/**
 * SQL: `person_id, scope_id, absent_id` of enterprises somebody looks after on a day for another on leave: those the
 * other is liaison of, as far as they were handed over. What was handed to the absent one is not handed on.
 */
export const delegatedFirms = (on: Day): SQL =>
  sql`select d.stand_in_id as person_id, o.scope_id, d.absent_id from delegation d
    join role_grant o on o.person_id = d.absent_id and o.role = 'liaison'
    where ${lastsOn(on)} and (d.usccs is null or o.scope_id = any(d.usccs))`

/** An enterprise somebody looks after for another, and until when. */
export interface StoodInFor {
  uscc: string
  absent: string
  toOn: Day
}

/** What a person looks after for others on a day. */
export const standsInFor = (db: Db, personId: string, on: Day): Promise<StoodInFor[]> =>
  rowsOf<StoodInFor>(
    db,
    sql`select o.scope_id as uscc, p.name as absent, max(d.to_on)::text as "toOn" from delegation d
      join role_grant o on o.person_id = d.absent_id and o.role = 'liaison'
      join person p on p.id = d.absent_id
      where d.stand_in_id = ${personId} and ${lastsOn(on)} and (d.usccs is null or o.scope_id = any(d.usccs))
      group by o.scope_id, p.name order by o.scope_id, p.name`,
  )

/** SQL: `person_id, uscc`, whoever looks after enterprises on a day, in the place of those on leave: whom to remind. */
export const liaisonsOf = (on: Day): SQL => sql`
  select g.person_id, g.scope_id as uscc from role_grant g
  where g.role = 'liaison' and not exists (
    select from (${delegatedFirms(on)}) h where h.absent_id = g.person_id and h.scope_id = g.scope_id)
  union select person_id, scope_id from (${delegatedFirms(on)}) h`
