import Big from 'big.js'
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { amountsOf } from './amounts.ts'
import type { Indicator } from './indicators.ts'
import { inYear, type Period } from './period.ts'

/** Sums over fewer enterprises are not told (涉及企业不足3家，不予展示). */
const FEWEST_FIRMS = 3

/** 合计 of an indicator over a set of enterprises. Growth over those with both years. Amounts in 万元. */
export interface Total {
  indicator: Indicator
  period: Period
  /** Enterprises with a figure; null sums where they are fewer than three. */
  firms: number
  amount: Big | null
  /** Enterprises with figures of both years, and their sums. */
  both: number
  current: Big | null
  before: Big | null
}

/** Which enterprises are summed: of a chain, or of a place. */
export type Members = { chain: string } | { placeId: string } | 'all'

const condition = (members: Members) =>
  members === 'all'
    ? sql`true`
    : 'chain' in members
      ? sql`e.chain = ${members.chain}`
      : sql`coalesce(e.assess_unit_id, e.region_code) = ${members.placeId}`

type Summed = Record<'amount' | 'current' | 'before', string> & Record<'firms' | 'both', number>

const bothYears = (indicator: Indicator, period: Period): SQL =>
  sql`now as (${amountsOf(indicator, period)}), past as (${amountsOf(indicator, inYear(period, period.year - 1))})`

const SUMS = sql`count(now.amount)::int as firms, coalesce(sum(now.amount), 0)::text as amount,
  count(past.amount) filter (where now.amount is not null)::int as both,
  coalesce(sum(now.amount) filter (where past.amount is not null), 0)::text as current,
  coalesce(sum(past.amount) filter (where now.amount is not null), 0)::text as before`

function toTotal(
  indicator: Indicator,
  period: Period,
  { firms, both, amount, current, before }: Summed,
): Total {
  const told = (count: number, sum: string) => (count >= FEWEST_FIRMS ? new Big(sum) : null)
  return {
    indicator,
    period,
    firms,
    amount: told(firms, amount),
    both,
    current: told(both, current),
    before: told(both, before),
  }
}

/** Sums an indicator of a period over some enterprises, and over the same ones a year before. */
export async function totalOf(
  db: Db,
  members: Members,
  indicator: Indicator,
  period: Period,
): Promise<Total> {
  const [row] = await rowsOf<Summed>(
    db,
    sql`with ${bothYears(indicator, period)} select ${SUMS}
      from enterprise e left join now using (uscc) left join past using (uscc) where ${condition(members)}`,
  )
  return toTotal(indicator, period, row ?? { firms: 0, both: 0, amount: '0', current: '0', before: '0' })
}

/** As `totalOf`, of every 考核单位 at once; null is of enterprises that count for none. */
export async function totalsByUnit(
  db: Db,
  indicator: Indicator,
  period: Period,
): Promise<ReadonlyMap<string | null, Total>> {
  const rows = await rowsOf<Summed & { unitId: string | null }>(
    db,
    sql`with ${bothYears(indicator, period)}
      select coalesce(e.assess_unit_id, e.region_code) as "unitId", ${SUMS}
      from enterprise e left join now using (uscc) left join past using (uscc) group by 1`,
  )
  return new Map(rows.map(row => [row.unitId, toTotal(indicator, period, row)]))
}

/** Enterprises of a chain by what they are. */
export interface ChainFirms {
  firms: number
  aboveScale: number
  listed: number
  leading: number
}

/** How many enterprises a chain has, 规上, on this year's 倍增名录 and 头雁 among them. */
export async function chainFirms(db: Db, chain: string, year: number): Promise<ChainFirms> {
  const [row] = await rowsOf<ChainFirms>(
    db,
    sql`select count(*)::int as firms, count(*) filter (where e.is_above_scale)::int as "aboveScale",
        count(*) filter (where exists (select from roster_member m where m.uscc = e.uscc and m.roster = '倍增名录'
          and m.year = ${year} and m.to_on is null))::int as listed,
        count(*) filter (where exists (select from roster_member m where m.uscc = e.uscc and m.roster = '头雁'
          and m.to_on is null))::int as leading
      from enterprise e where e.chain = ${chain}`,
  )
  return row ?? { firms: 0, aboveScale: 0, listed: 0, leading: 0 }
}

/** Names of a chain's enterprises, 头雁 and listed ones first. */
export const chainMembers = (
  db: Db,
  chain: string,
  most: number,
): Promise<{ uscc: string; name: string; isLeading: boolean; isDemo: boolean }[]> =>
  rowsOf(
    db,
    sql`select e.uscc, e.short_name as name, e.is_demo as "isDemo",
        exists (select from roster_member m where m.uscc = e.uscc and m.roster = '头雁' and m.to_on is null) as "isLeading"
      from enterprise e where e.chain = ${chain}
      order by 4 desc, exists (select from roster_member m where m.uscc = e.uscc and m.roster = '倍增名录' and m.to_on is null) desc,
        e.uscc limit ${most}`,
  )
