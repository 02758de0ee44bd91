import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { dayOf } from '../lib/time.ts'
import { listedUpTo } from '../registry/fact-year.ts'
import { stands } from '../registry/retract.ts'

/** The month a bulletin of this moment is about: the one before it, `2023-10` anywhere in November 2023. */
export function reportPeriod(now: Date): string {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

/**
 * The latest month up to `period` for which output or tax of any enterprise on the doubling roster is known, by
 * itself (`2023-10`) or as the end of a year to date (`2023M01-10`); null when there is none. January has no figures
 * of its own in the statistics, so a bulletin of January alone never gets beyond December.
 */
export async function latestMonth(db: Db, period: string): Promise<string | null> {
  const [row] = await rowsOf<{ month: string | null }>(
    db,
    sql`select max(month) as month from (
          select case when f.period like '____-__' then f.period
                      when f.period like '____M01-__' then left(f.period, 4) || right(f.period, 3) end as month
          from figure f
          where f.indicator in ('output', 'tax') and ${stands('figure', sql`f.id`)}
            and f.uscc in (${listedUpTo(`${period.slice(0, 4)}-12-31`)})
        ) as months
        where month <= ${period}`,
  )
  return row?.month ?? null
}
