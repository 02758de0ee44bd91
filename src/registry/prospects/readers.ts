import { inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Prospect } from '../../../db/notice.ts'
import { prospectMute } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { liaisonsOf } from '../../people/delegated.ts'

/** Somebody who hears of an enterprise, and as what. */
export interface ProspectReader {
  personId: string
  uscc: string
  as: 'enterprise' | 'liaison' | 'county'
}

/**
 * Who hears of enterprises: their liaisons or whoever stands in for them, where none can be reached the people of the
 * county or park, and the enterprises' own contacts. All of them may see its figures.
 */
export async function prospectReaders(db: Db, usccs: readonly string[], on: Day): Promise<ProspectReader[]> {
  if (usccs.length === 0) return []
  const liaisons = await rowsOf<{ personId: string; uscc: string }>(
    db,
    sql`select person_id as "personId", uscc from (${liaisonsOf(on)}) l
      where uscc in ${usccs} and ${isThere(sql`l.person_id`)} order by 1, 2`,
  )
  const looked = new Set(liaisons.map(({ uscc }) => uscc))
  const alone = usccs.filter(uscc => !looked.has(uscc))
  const counties =
    alone.length === 0
      ? []
      : await rowsOf<{ personId: string; uscc: string }>(
          db,
          sql`select distinct g.person_id as "personId", e.uscc from enterprise e
            join role_grant g on g.role = 'county' and g.scope_id = coalesce(e.assess_unit_id, e.region_code)
            where e.uscc in ${alone} and ${isThere(sql`g.person_id`)} order by 1, 2`,
        )
  const firms = await rowsOf<{ personId: string; uscc: string }>(
    db,
    sql`select distinct g.person_id as "personId", g.scope_id as uscc from role_grant g
      where g.role = 'enterprise' and g.scope_id in ${usccs} and ${isThere(sql`g.person_id`)} order by 1, 2`,
  )
  const as = (list: readonly { personId: string; uscc: string }[], role: ProspectReader['as']) =>
    list.map(({ personId, uscc }) => ({ personId, uscc, as: role }))
  return [...as(liaisons, 'liaison'), ...as(counties, 'county'), ...as(firms, 'enterprise')]
}

/** SQL: whether a person can be reached at all. */
const isThere = (personId: SQL) => sql`exists (select from identity i where i.person_id = ${personId})`

/** Whether somebody wants to hear no more of an enterprise and a rule. */
export async function mutedBy(
  db: Db,
  usccs: readonly string[],
): Promise<(personId: string, uscc: string, item: Pick<Prospect, 'rule'>) => boolean> {
  const rows =
    usccs.length === 0
      ? []
      : await db
          .select()
          .from(prospectMute)
          .where(inArray(prospectMute.uscc, [...usccs]))
  const muted = new Set(rows.map(({ personId, uscc, rule }) => `${personId} ${uscc} ${rule}`))
  return (personId, uscc, { rule }) => muted.has(`${personId} ${uscc} ${rule}`)
}
