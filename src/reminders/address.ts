import { type SQL, sql } from 'drizzle-orm'

const CITY = '430400'

/** SQL: the address of the first unit named, by expressions that may be null or the city: the office stands in. */
export const unitAddress = (...ids: SQL[]): SQL =>
  sql`'unit:' || coalesce(nullif(coalesce(${sql.join(ids, sql`, `)}), ${CITY}), 'office')`

/** SQL: a person by id, or else the first unit named. */
export const personOr = (personId: SQL, ...units: SQL[]): SQL =>
  sql`coalesce('person:' || ${personId}, ${unitAddress(...units)})`

/** SQL: everybody and every unit that can be reached, as `address`. */
export const REACHABLE = sql`
  select 'person:' || person_id as address from identity
  union select 'unit:' || unit_id from chat_group where unit_id is not null
  union select 'unit:' || g.scope_id from role_grant g join identity i using (person_id) where g.role <> 'chief'
  union select 'unit:office' from role_grant g join identity i using (person_id) where g.role = 'office'`
