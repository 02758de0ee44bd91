import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'

/** SQL: the first day of the stay `m` of `roster_member`; where only the year is known, the first of that. */
export const SINCE = sql.raw('coalesce(m.from_on, make_date(m.year, 1, 1))')

/** SQL: the stay `m` covers a day. */
export const coversDay = (on: Day): SQL =>
  sql`${SINCE} <= ${on}::date and (m.to_on is null or m.to_on > ${on}::date)`

/** SQL: the stay `m` began by a day and was not undone on the day it began. */
export const beganBy = (on: Day): SQL =>
  sql`${SINCE} <= ${on}::date and (m.to_on is null or m.to_on > ${SINCE})`

/** SQL: on this year's 倍增名录 of a day. */
export const listedOn = (on: Day): SQL =>
  sql`m.roster = '倍增名录' and m.year = ${Number(on.slice(0, 4))} and ${coversDay(on)}`

/** SQL: left to the market (市场出清) on a day; its `stage` says why. */
export const excludedOn = (on: Day): SQL => sql`m.roster = '市场出清名单' and ${coversDay(on)}`

/** What rules ask of an enterprise's rosters. */
export interface Standing {
  isListed: boolean
  /** On what grounds it is left to the market. */
  excluded: string[]
}

/** How enterprises stand on a day; who is on neither roster is left out. */
export async function standingOf(
  db: Db,
  usccs: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, Standing>> {
  if (usccs.length === 0) return new Map()
  const rows = await rowsOf<Standing & { uscc: string }>(
    db,
    sql`select m.uscc, bool_or(m.roster = '倍增名录') as "isListed",
        coalesce(json_agg(m.stage order by m.stage) filter (where m.roster = '市场出清名单'), '[]'::json) as excluded
      from roster_member m
      where m.uscc in ${usccs} and (${listedOn(on)} or ${excludedOn(on)})
      group by m.uscc`,
  )
  return new Map(rows.map(({ uscc, ...standing }) => [uscc, standing]))
}
