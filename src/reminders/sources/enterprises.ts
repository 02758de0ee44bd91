import { sql } from 'drizzle-orm'
import { liaisonsOf } from '../../people/delegated.ts'
import { unitAddress } from '../address.ts'
import type { Source } from '../source.ts'

/** 一企一策: measures of the plan that stands, due by a day and not done. */
export const plans: Source = {
  name: 'plans',
  ladder: { unit: 'days', ahead: [7, 1], after: [1, 7, 14], again: 30 },
  owed: ({ day }) => sql`
    select p.id::text as item,
      coalesce('person:' || coalesce(p.owner_id, l.person_id), ${unitAddress(
        sql`e.assess_unit_id`,
        sql`e.region_code`,
      )}) as reader, p.due_on, e.short_name as what, p.uscc as ref
    from (select distinct on (uscc) * from support_plan order by uscc, id desc) p
      join enterprise e on e.uscc = p.uscc
      left join lateral (select person_id from (${liaisonsOf(day)}) l where l.uscc = p.uscc order by 1 limit 1) l on true
    where not exists (select from plan_progress r where r.plan_id = p.id and r.is_done)`,
}

/** 资质复核: ninety, thirty and seven days before a certificate expires, to the firm and its liaison. */
export const qualifications: Source = {
  name: 'qualifications',
  ladder: { unit: 'days', ahead: [90, 30, 7], after: [1] },
  owed: ({ day }) => sql`
    select q.id::text as item, t.reader, q.expires_on as due_on,
      e.short_name || '：' || coalesce(q.level, '') || q.kind as what, q.uscc as ref
    from qualification q join enterprise e on e.uscc = q.uscc
      join (
        select 'person:' || person_id as reader, scope_id as uscc from role_grant where role = 'enterprise'
        union select 'person:' || person_id, uscc from (${liaisonsOf(day)}) l
      ) t on t.uscc = q.uscc
    where q.revoked_on is null and q.expires_on is not null
      and not exists (select from qualification n where n.uscc = q.uscc and n.kind = q.kind and n.revoked_on is null
        and coalesce(n.expires_on, 'infinity') > q.expires_on)`,
}
