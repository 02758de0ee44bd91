import { sql } from 'drizzle-orm'
import { addDays, addMonths } from '../../lib/time.ts'
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
        ${addDays(addMonths(first, 1), -1)}::date as due_on, e.short_name as what, null::text as ref
      from (${liaisonsOf(day)}) l join enterprise e on e.uscc = l.uscc
      where not exists (select from visit v where v.uscc = l.uscc and ${COUNTS} and v.outcome <> '联系不上'
        and v.visited_on between ${first}::date and ${day}::date)`
  },
}
