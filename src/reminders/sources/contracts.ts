import { sql } from 'drizzle-orm'
import { unitAddress } from '../address.ts'
import type { Source } from '../source.ts'

/** 签约履约跟踪: three, six and twelve months after signing, of what has not started (R-CONTRACT); the last of them alone. */
export const contracts: Source = {
  name: 'contracts',
  ladder: { unit: 'days', ahead: [0], after: [] },
  owed: ({ day }) => sql`
    select c.id || ':' || m.months as item, ${unitAddress(
      sql`c.owner_unit_id`,
      sql`c.park_id`,
      sql`c.region_code`,
    )} as reader, (c.signed_on + make_interval(months => m.months))::date as due_on,
      c.name || '（签约满' || m.months || '个月）' as what, c.id::text as ref
    from contract c cross join (values (3, 6), (6, 12), (12, null)) as m(months, next)
    where c.started_on is null and c.produced_on is null and c.ended_on is null
      and (m.next is null or c.signed_on + make_interval(months => m.next) > ${day}::date)`,
}

/** 投资监管协议: what was promised is to be invested by a day. */
export const agreements: Source = {
  name: 'agreements',
  ladder: { unit: 'days', ahead: [90, 30, 7], after: [1, 30] },
  owed: () => sql`
    select a.id::text as item, ${unitAddress(sql`e.assess_unit_id`, sql`e.region_code`)} as reader,
      a.invest_by as due_on, e.short_name || '：' || a.title as what, a.uscc as ref
    from agreement a join enterprise e on e.uscc = a.uscc
    where a.ended_on is null and a.invest_by is not null`,
}
