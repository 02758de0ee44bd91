import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import { closedYear } from './period.ts'
import { stands } from './retract.ts'
import { beganBy } from './rosters/standing.ts'

/** 基期: 2020, counting from the programme's first year 2021; no published text names it. */
export const BASE_YEAR = 2020

/** SQL: enterprises on any 倍增名录 up to a day; the documents count their union since 2021. */
export const listedUpTo = (on: Day) =>
  sql`select distinct m.uscc from roster_member m where m.roster = '倍增名录' and ${beganBy(on)}`

/**
 * SQL: the latest closed year whose output figures are in for at least half of the listed enterprises, so that the first
 * firm to report a year does not turn all others into firms without figures. The closed year itself when there are
 * none. `years` has a row with its `period` for each year of each enterprise.
 */
export const valueYearIn = (years: SQL, listed: SQL, on: Day): SQL =>
  sql`coalesce((select period::int from ${years} group by period
    having count(*) * 2 >= (select count(*) from ${listed}) order by period desc limit 1), ${closedYear(on)}::int)`

/** The year the listed are measured by on a day, see `valueYearIn`. */
export async function cohortValueYear(db: Db, on: Day): Promise<number> {
  const [row] = await rowsOf<{ year: number }>(
    db,
    sql`with listed as (${listedUpTo(on)}),
      years as (select distinct f.uscc, f.period from figure f join listed using (uscc)
        where f.indicator = 'output' and f.period ~ '^\\d{4}$' and f.period between ${String(BASE_YEAR)} and ${String(closedYear(on))}
          and ${stands('figure', sql`f.id`)})
      select ${valueYearIn(sql`years`, sql`listed`, on)} as year`,
  )
  return row?.year ?? closedYear(on)
}

/**
 * The year an enterprise is measured against: 2020, or, for one without figures of 2020, its first full year after
 * 入规 (B-2). The latter may be the value year itself, which compares with nothing.
 */
export function baseYearOf(has2020: boolean, firstAboveScaleOn: string | null): number {
  if (has2020 || firstAboveScaleOn === null) return BASE_YEAR
  return Math.max(BASE_YEAR, Number(firstAboveScaleOn.slice(0, 4)) + 1)
}
