import { sql } from 'drizzle-orm'
import { instantOf } from '../../lib/time.ts'
import { addWorkdays } from '../../lib/working-days.ts'
import { liaisonsOf } from '../../people/delegated.ts'
import { listedUpTo } from '../../registry/fact-year.ts'
import { INDICATORS } from '../../registry/indicators.ts'
import { dueNow } from '../../registry/period.ts'
import type { Moment, Source } from '../source.ts'

/** 报数窗口: the day of the month by which last month is to be in; ours, no document names it (待主管部门确认). */
const CLOSES_ON = 15
const WANTED = ['output', 'tax'] as const

/** Listed firms that have not reported last month's output and tax; none in February, whose January is merged into it. */
function lacking({ day, calendar }: Moment) {
  if (day.slice(5, 7) === '02') return null
  const period = dueNow(instantOf(day))
  const periods = period.kind === 'months' ? [period.text, `${period.year}-0${period.to}`] : [period.text]
  const wanted = sql.join(
    WANTED.map(indicator => sql`(${indicator}::text, ${INDICATORS[indicator].title}::text)`),
    sql`, `,
  )
  const dueOn = addWorkdays(calendar, `${day.slice(0, 7)}-${CLOSES_ON}`, 0).day
  return sql`select l.uscc || ':' || ${period.text} as item, l.uscc, ${dueOn}::date as due_on, ${period.text}::text as ref,
      e.short_name as firm, string_agg(w.title, '、' order by w.indicator) as missing
    from (${listedUpTo(day)}) l join enterprise e on e.uscc = l.uscc cross join (values ${wanted}) as w(indicator, title)
    where not exists (select from figure f where f.uscc = l.uscc and f.indicator = w.indicator
      and f.source = '企业自报' and f.period in ${periods})
    group by l.uscc, e.short_name`
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
        from (${firms}) f join role_grant g on g.role = 'enterprise' and g.scope_id = f.uscc
        where due_on >= ${moment.day}::date`
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
