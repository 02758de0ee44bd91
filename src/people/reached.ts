import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'

/** Whom a message to a unit or person really reaches, in words. */
export interface Reached {
  address: string
  name: string
  /** A group's name, or people's; null when nobody of it is there yet. */
  who: string | null
}

/** Whom messages to some units reach: the unit's group, else the people of it. */
export async function unitsReached(db: Db, ids: readonly string[]): Promise<Reached[]> {
  if (ids.length === 0) return []
  return rowsOf(
    db,
    sql`select 'unit:' || u.id as address, u.name,
        coalesce((select min(g.name) from chat_group g where g.unit_id = u.id),
          (select string_agg(distinct p.name, '、') from role_grant r join person p on p.id = r.person_id
            join identity i on i.person_id = p.id where r.scope_id = u.id and r.role <> 'chief')) as who
      from unit u where u.id in ${[...ids]} order by u.id`,
  )
}

/** The contacts of an enterprise who can be reached. */
export const contactsReached = (db: Db, uscc: string): Promise<Reached[]> =>
  rowsOf(
    db,
    sql`select distinct 'person:' || p.id as address, p.name, p.name as who
      from role_grant r join person p on p.id = r.person_id join identity i on i.person_id = p.id
      where r.role = 'enterprise' and r.scope_id = ${uscc} order by p.name`,
  )
