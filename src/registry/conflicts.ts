import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { EnterpriseScope } from '../people/may.ts'
import { type Indicator, type Source, sourceOrder } from './indicators.ts'

/** What two sources say otherwise of one enterprise, indicator and period. */
export interface Conflict extends EnterpriseScope {
  enterprise: string
  isDemo: boolean
  indicator: Indicator
  period: string
  /** As they count, the one that counts first. */
  said: { source: Source; amount: Big }[]
}

/**
 * 多来源不一致: figures of a period of which the newest of two sources differ, those with the largest difference first.
 * Nothing is settled here: which counts is `sourceOrder`'s, which is right the sources'.
 */
export async function conflictsIn(
  db: Db,
  { period, indicators, placeId }: { period: string; indicators?: readonly Indicator[]; placeId?: string },
): Promise<Conflict[]> {
  const rows = await rowsOf<Omit<Conflict, 'said'> & { said: { source: Source; amount: string }[] }>(
    db,
    sql`with newest as (
        select distinct on (uscc, indicator, source) uscc, indicator, source, amount from figure
        where period = ${period}
          ${indicators ? sql`and indicator in (select json_array_elements_text(${JSON.stringify(indicators)}::text::json))` : sql``}
        order by uscc, indicator, source, id desc),
      apart as (
        select uscc, indicator, json_agg(json_build_object('source', source, 'amount', amount::text)) as said,
          max(amount) - min(amount) as spread
        from newest group by uscc, indicator having count(distinct amount) > 1)
      select a.uscc, e.short_name as enterprise, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId",
        e.chain, e.is_demo as "isDemo", a.indicator, ${period} as period, a.said
      from apart a join enterprise e using (uscc)
      ${placeId ? sql`where coalesce(e.assess_unit_id, e.region_code) = ${placeId}` : sql``}
      order by a.spread desc, a.uscc, a.indicator`,
  )
  return rows.map(({ said, ...one }) => {
    const order = sourceOrder(one.indicator)
    return {
      ...one,
      said: said
        .map(({ source, amount }) => ({ source, amount: new Big(amount) }))
        .sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source)),
    }
  })
}
