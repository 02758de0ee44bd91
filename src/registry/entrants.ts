import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import { stands } from './retract.ts'

/** “入规”企业质量 of a unit: what the entrants of some days are, and what became of those a year before. */
export interface Entrants {
  /** Of entrants whose revenue of the year before is known; null where they are fewer than three. 万元. */
  meanRevenue: Big | null
  /** 专精特新 among them: on the 梯度培育库 as such. */
  specialised: number
  /** Entrants a year before, and those of them still 规上. */
  lastYear: number
  kept: number
}

const FEWEST = 3

/** By 考核单位. One query. */
export async function entrantsByUnit(
  db: Db,
  { from, to, before }: { from: Day; to: Day; before: { from: Day; to: Day } },
): Promise<ReadonlyMap<string, Entrants>> {
  const year = Number(from.slice(0, 4)) - 1
  const rows = await rowsOf<{
    unitId: string
    known: number
    mean: string | null
    specialised: number
    lastYear: number
    kept: number
  }>(
    db,
    sql`with fresh as (
        select uscc, assess_unit_id from enterprise
        where first_above_scale_on between ${from}::date and ${to}::date),
      revenue as (
        select distinct on (f.uscc) f.uscc, f.amount from figure f join fresh using (uscc)
        where f.indicator = 'revenue' and f.period = ${String(year)} and ${stands('figure', sql`f.id`)}
        order by f.uscc, array_position(array['统计', '税务', '部门', '企业自报'], f.source), f.id desc)
      select coalesce(e.assess_unit_id, '') as "unitId",
        count(r.amount)::int as known, avg(r.amount)::text as mean,
        count(*) filter (where fresh.uscc is not null and exists (select from roster_member m where m.uscc = e.uscc
          and m.roster = '梯度培育库' and m.stage in ('省级专精特新', '国家级小巨人', '单项冠军')))::int as specialised,
        count(*) filter (where e.first_above_scale_on between ${before.from}::date and ${before.to}::date)::int as "lastYear",
        count(*) filter (where e.first_above_scale_on between ${before.from}::date and ${before.to}::date
          and e.is_above_scale)::int as kept
      from enterprise e left join fresh on fresh.uscc = e.uscc left join revenue r on r.uscc = e.uscc
      where e.first_above_scale_on >= ${before.from}::date
      group by 1`,
  )
  return new Map(
    rows.map(({ unitId, known, mean, specialised, lastYear, kept }) => [
      unitId,
      { meanRevenue: known >= FEWEST && mean !== null ? new Big(mean) : null, specialised, lastYear, kept },
    ]),
  )
}
