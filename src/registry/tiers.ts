import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import type { EnterpriseScope } from '../people/may.ts'
import { amountsOf } from './amounts.ts'
import { cohortValueYear, listedUpTo } from './fact-year.ts'
import { yearPeriod } from './period.ts'

/** A firm whose output of a year reaches an amount. */
export interface TierFirm extends EnterpriseScope {
  name: string
  unit: string | null
  isListed: boolean
  isDemo: boolean
  /** 万元. */
  output: Big
}

/** Firms by their output of a full year, the largest first. */
export interface Tiers {
  year: number
  /** Firms with a figure of that year at all. */
  reported: number
  firms: TierFirm[]
}

/**
 * 梯队: the firms whose output of a year is at least so much, of the city or of one 考核单位; of the year the programme's
 * own counts are of where none is named. The figure that counts is that of `amountsOf`.
 */
export async function firmsOfOutput(
  db: Db,
  { atLeast, year: asked, placeId, on }: { atLeast: Big; year?: number; placeId?: string; on: Day },
): Promise<Tiers> {
  const year = asked ?? (await cohortValueYear(db, on))
  const output = amountsOf('output', yearPeriod(year))
  const here = placeId ? sql`coalesce(e.assess_unit_id, e.region_code) = ${placeId}` : sql`true`
  const [counted] = await rowsOf<{ reported: number }>(
    db,
    sql`select count(*)::int as reported from enterprise e join (${output}) o using (uscc) where ${here}`,
  )
  const rows = await rowsOf<Omit<TierFirm, 'output'> & { output: string }>(
    db,
    sql`select e.uscc, e.short_name as name, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId",
        e.chain, u.name as unit, e.uscc in (${listedUpTo(on)}) as "isListed", e.is_demo as "isDemo",
        o.amount::text as output
      from enterprise e join (${output}) o using (uscc) left join unit u on u.id = e.assess_unit_id
      where ${here} and o.amount >= ${atLeast.toFixed()}::numeric order by o.amount desc, e.uscc`,
  )
  return {
    year,
    reported: counted?.reported ?? 0,
    firms: rows.map(({ output: amount, ...firm }) => ({ ...firm, output: new Big(amount) })),
  }
}
