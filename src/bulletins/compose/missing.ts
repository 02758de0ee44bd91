import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { listedUpTo } from '../../registry/fact-year.ts'
import { stands } from '../../registry/retract.ts'
import { monthsOf } from './units.ts'

/** Listed enterprises of a unit of which figures of a month are not in. */
export interface MissingUnit {
  unitId: string | null
  name: string
  listed: number
  /** Without output, without tax of the month. */
  output: number
  tax: number
  /** Names of the first of them. */
  firms: string[]
}

/** How many firms a reminder names. */
const NAMED = 10

/** What of a month is not in yet, by unit; units with everything in are left out. One query. */
export function missingOf(db: Db, on: Day, period: string): Promise<MissingUnit[]> {
  const months = monthsOf(period)
  return rowsOf<MissingUnit>(
    db,
    sql`select w.unit_id as "unitId", coalesce(u.name, '未登记考核单位') as name, count(*)::int as listed,
        count(*) filter (where not w.output)::int as output, count(*) filter (where not w.tax)::int as tax,
        to_json((array_agg(w.short_name order by w.uscc) filter (where not w.output or not w.tax))[1:${NAMED}::int]) as firms
      from (
        select e.uscc, e.short_name, e.assess_unit_id as unit_id, coalesce(i.output, false) as output, coalesce(i.tax, false) as tax
        from enterprise e left join (
          select uscc, bool_or(indicator = 'output') as output, bool_or(indicator = 'tax') as tax from figure
          where uscc in (${listedUpTo(on)}) and indicator in ('output', 'tax') and period in ${[period, months.text]}
            and ${stands('figure', sql`id`)}
          group by uscc) i using (uscc)
        where e.uscc in (${listedUpTo(on)})) w
      left join unit u on u.id = w.unit_id
      group by w.unit_id, u.name having count(*) filter (where not w.output or not w.tax) > 0
      order by w.unit_id`,
  )
}

/** Part of a unit's listed firms without figures from which on its numbers would be a hole. */
const HOLE = 0.5

/** Units whose numbers would be a hole: output or tax of half of their listed firms or more is not in. */
export const holesIn = (missing: readonly MissingUnit[]): MissingUnit[] =>
  missing.filter(({ listed, output, tax }) => Math.max(output, tax) >= listed * HOLE)
