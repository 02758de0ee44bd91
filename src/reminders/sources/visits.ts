import { sql } from 'drizzle-orm'
import { endOfMonth } from '../../lib/time.ts'
import { liaisonsOf } from '../../people/delegated.ts'
import { COUNTS } from '../../registry/liaison/visits.ts'
import type { Source } from '../source.ts'

/**
 * 走访提醒: every enterprise once a month (常态化; the month is our reading): seven and two working days before the month
 * ends its liaison, or whoever stands in, hears that nobody has been there yet.
 */
export const visits: Source = {
  name: 'visits',
  ladder: { unit: 'workdays', ahead: [7, 2], after: [] },
  owed({ day }) {
    const first = `${day.slice(0, 7)}-01`
    return sql`select l.uscc || ':' || ${day.slice(0, 7)} as item, 'person:' || l.person_id as reader,
        ${endOfMonth(day)}::date as due_on,
        e.short_name || coalesce('（上次' || to_char(before.on, 'FMMM月FMDD日') || '）', '（还没走访过）') as what, l.uscc as ref
      from (${liaisonsOf(day)}) l join enterprise e on e.uscc = l.uscc
        cross join lateral (select max(v.visited_on) as on from visit v
          where v.uscc = l.uscc and ${COUNTS} and v.outcome <> '联系不上' and v.visited_on <= ${day}::date) before
      where before.on is null or before.on < ${first}::date`
  },
}
