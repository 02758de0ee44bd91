import { sql } from 'drizzle-orm'
import { addDays, addMonths, type Day, daysBetween } from '../../lib/time.ts'
import type { Ladder } from '../ladder.ts'
import type { Moment, Source } from '../source.ts'

/** A duty that comes again and leaves no trace here: whoever owes it says when it is done. */
interface Recurring {
  id: string
  reader: string
  what: string
  /** Due days between two days. */
  days(from: Day, until: Day): Day[]
}

/** The day of each month. */
const monthly =
  (date: string) =>
  (from: Day, until: Day): Day[] => {
    const found: Day[] = []
    for (let first = `${from.slice(0, 7)}-01`; first <= until; first = addMonths(first, 1))
      found.push(`${first.slice(0, 7)}-${date}`)
    return found.filter(day => day >= from && day <= until)
  }

/** The day of the month after each quarter. */
const quarterly =
  (date: string) =>
  (from: Day, until: Day): Day[] =>
    monthly(date)(from, until).filter(day => ['01', '04', '07', '10'].includes(day.slice(5, 7)))

/** Documents name the duties and a cadence at most; the days are ours (待主管部门确认). */
const DUTIES: readonly Recurring[] = [
  { id: 'above-scale-bulletin', reader: 'unit:office', what: '发布入规调度通报', days: monthly('28') },
  {
    id: 'pools-refresh',
    reader: 'unit:office',
    what: '小升规、退规风险、四上培育各库动态管理',
    days: monthly('20'),
  },
  { id: 'county-bulletin', reader: 'unit:430424', what: '县“百十亿”工程季度通报', days: quarterly('10') },
  { id: 'county-roster', reader: 'unit:430424', what: '县“百十亿”培育名单动态调整', days: quarterly('15') },
]

/** Whose a recurring duty is, by its item; null for none there is. */
export const readerOf = (item: string): string | null =>
  DUTIES.find(({ id }) => item.startsWith(`${id}:`))?.reader ?? null

const plain = (words: string) => words.replace(/[“”"、，,\s]/g, '')

/** Days around its due day within which one may be ticked off by its name. */
const NAMED_WITHIN = 31

/** The item of the recurring duty that a text names and that is due nearest to a day; null for none. */
export function recurringNamed(said: string, day: Day): { item: string; what: string } | null {
  const duty = DUTIES.find(({ what }) => plain(said).includes(plain(what)))
  if (!duty) return null
  const [first] = duty
    .days(addDays(day, -NAMED_WITHIN), addDays(day, NAMED_WITHIN))
    .map(on => ({ item: `${duty.id}:${on}`, what: duty.what, off: Math.abs(daysBetween(on, day)) }))
    .sort((a, b) => a.off - b.off)
  return first ?? null
}

/** Days after which one that nobody has ticked off is let go; the next one comes. */
const TOLD_LATE = 10

const LADDER: Ladder = { unit: 'days', ahead: [5, 1, 0], after: [3] }

/** 定期事项: reports and reviews of the documents that nothing else here tells whether they were done. */
export const recurring: Source = {
  name: 'recurring',
  ladder: LADDER,
  owed({ from, until, day }: Moment) {
    const oldest = [from, addDays(day, -TOLD_LATE)].sort()[1] ?? from
    const due = DUTIES.flatMap(({ id, reader, what, days }) =>
      days(oldest, until).map(
        on =>
          sql`(${`${id}:${on}`}::text, ${reader}::text, ${on}::date, ${what}::text, ${`${id}:${on}`}::text)`,
      ),
    )
    if (due.length === 0) return null
    return sql`select d.* from (values ${sql.join(due, sql`, `)}) as d(item, reader, due_on, what, ref)
      where not exists (select from duty_done x where x.source = 'recurring' and x.item = d.item)`
  },
}

/** 专项行动 that is about to end. */
export const campaigns: Source = {
  name: 'campaigns',
  ladder: { unit: 'days', ahead: [7, 1], after: [] },
  owed: ({
    day,
  }) => sql`select id as item, 'unit:office' as reader, ends_on as due_on, name as what, null::text as ref
    from campaign where ends_on >= ${day}::date`,
}
