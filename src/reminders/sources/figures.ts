import { sql } from 'drizzle-orm'
import { instantOf } from '../../lib/time.ts'
import { liaisonsOf } from '../../people/delegated.ts'
import { INDICATORS } from '../../registry/indicators.ts'
import { dueNow } from '../../registry/period.ts'
import { closingDay, lackingOn } from '../../registry/reporting/due.ts'
import type { Moment, Source } from '../source.ts'

/** Listed firms that have not reported last month's output and tax; none in February, whose January is merged into it. */
function lacking({ day, calendar }: Moment) {
  if (day.slice(5, 7) === '02') return null
  const titles = sql.join(
    Object.entries(INDICATORS).map(([indicator, { title }]) => sql`(${indicator}::text, ${title}::text)`),
    sql`, `,
  )
  const period = dueNow(instantOf(day)).text
  return sql`select uscc || ':' || ${period} as item, uscc, ${closingDay(day, calendar)}::date as due_on, ${period}::text as ref,
      e.short_name as firm, string_agg(w.title, '、' order by indicator) as missing
    from (${lackingOn(day)}) l join enterprise e using (uscc) join (values ${titles}) as w(indicator, title) using (indicator)
    group by uscc, e.short_name`
}

/** 催报数据: three and one working day before the window for last month closes and on its last day, to the firm. */
export const figures: Source = {
  name: 'figures',
  ladder: { unit: 'workdays', ahead: [3, 1, 0], after: [] },
  owed(moment) {
    const firms = lacking(moment)
    return (
      firms &&
      sql`select item, 'person:' || g.person_id as reader, due_on, firm || '：' || missing as what, ref
        from (${firms}) f join role_grant g on g.role = 'enterprise' and g.scope_id = f.uscc`
    )
  },
}

/** 逾期未报: the working day after, to the liaison. */
export const figuresLate: Source = {
  name: 'figures-late',
  ladder: { unit: 'workdays', ahead: [], after: [1] },
  owed(moment) {
    const firms = lacking(moment)
    return (
      firms &&
      sql`select item, 'person:' || l.person_id as reader, due_on, firm as what, ref
        from (${firms}) f join (${liaisonsOf(moment.day)}) l on l.uscc = f.uscc`
    )
  },
}
