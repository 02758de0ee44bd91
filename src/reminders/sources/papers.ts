import { sql } from 'drizzle-orm'
import { findRule } from '../../rules/find-rule.ts'
import { parameterOn } from '../../rules/parameters.ts'
import { personOr } from '../address.ts'
import type { Source } from '../source.ts'

/** 提案答复: by R-PROP, or until when more time was granted. */
export const proposals: Source = {
  name: 'proposals',
  ladder: { unit: 'days', ahead: [30, 7, 1], after: [1, 7], again: 14 },
  owed({ day, policies }) {
    const { document } = findRule(policies.documents, 'R-PROP', day)
    const months = Number(parameterOn(document, 'reply_months', day).value)
    return sql`select p.id::text as item, ${personOr(sql`p.handler_id`, sql`p.unit_id`)} as reader,
        greatest((p.assigned_on + make_interval(months => ${months}::int))::date, p.extended_to) as due_on,
        p.session || '第' || p.number || '号：' || p.topic as what, p.id::text as ref
      from proposal p where p.state = '办理中'`
  },
}

/** Days without movement after which a matter is asked about. */
const STILL = 30
/** About single persons: for its handlers alone. */
const PERSONAL = ['高管股权投资个税奖励', '突出贡献高管奖励']

/** 一事一议: a matter under way that nothing has happened to for a month. */
export const matters: Source = {
  name: 'matters',
  ladder: { unit: 'days', ahead: [0], after: [14], again: 30 },
  owed: () => sql`
    select m.id || ':' || last.n as item, t.reader, last.due_on, m.no || ' ' || m.title as what, m.id::text as ref
    from matter m
      cross join lateral (select count(*) as n, (max(at) at time zone 'Asia/Shanghai')::date + ${STILL}::int as due_on
        from matter_event where matter_id = m.id) last
      cross join lateral (
        select 'person:' || person_id as reader from matter_handler where matter_id = m.id
        union select 'unit:' || m.unit_id where m.kind not in ${PERSONAL}
          and not exists (select from matter_handler where matter_id = m.id)) t
    where m.state in ('提出', '审核', '上会')`,
}
