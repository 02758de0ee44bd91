import Big from 'big.js'
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import { listedUpTo } from './fact-year.ts'
import { monthsIn } from './figures.ts'
import { type Indicator, sourceOrder } from './indicators.ts'
import { inYear, type Period } from './period.ts'
import { stands } from './retract.ts'

const listOf = (words: readonly string[]) =>
  sql.join(
    words.map(word => sql`${word}`),
    sql`, `,
  )

/**
 * A select of `uscc, amount`: the figure of an indicator that counts for each enterprise in one period, as `figuresOf`
 * finds it for one: the newest of the first source that has it, months added up where it gave no cumulative one.
 */
export function amountsOf(indicator: Indicator, period: Period): SQL {
  const months = monthsIn(period)
  const needed = months.filter(month => !month.endsWith('-01'))
  const sum =
    needed.length === 0
      ? sql`null`
      : sql`case when count(*) filter (where period in (${listOf(needed)})) = ${needed.length}
          then sum(amount) filter (where period in (${listOf(months)})) end`
  return sql`select distinct on (uscc) uscc, amount from (
      select uscc, source, coalesce(max(amount) filter (where period = ${period.text}), ${sum}) as amount
      from (
        select distinct on (uscc, period, source) uscc, period, source, amount from figure
        where indicator = ${indicator} and period in (${listOf([period.text, ...months])}) and ${stands('figure', sql`id`)}
        order by uscc, period, source, id desc) newest
      group by uscc, source) said
    where amount is not null
    order by uscc, array_position(array[${listOf(sourceOrder(indicator))}], source)`
}

/** 拉动: how much of all enterprises' growth the listed ones make. */
export interface Contribution {
  /** Listed firms with figures of both periods. */
  firms: number
  /** Sums over those, 万元. */
  current: Big
  before: Big
  /** Sums over all enterprises with figures of both, 万元. */
  allFirms: number
  allCurrent: Big
  allBefore: Big
}

/** Sums of an indicator in a period and in the same of the year before, of the listed enterprises and of all. */
export async function contributionOf(
  db: Db,
  indicator: Indicator,
  period: Period,
  on: Day,
): Promise<Contribution> {
  const [row] = await rowsOf<Record<keyof Contribution, string | number | null>>(
    db,
    sql`with now as (${amountsOf(indicator, period)}), past as (${amountsOf(indicator, inYear(period, period.year - 1))}),
      both as (select uscc, now.amount, past.amount as before, uscc in (${listedUpTo(on)}) as listed
        from now join past using (uscc))
      select count(*) filter (where listed)::int as firms, count(*)::int as "allFirms",
        coalesce(sum(amount) filter (where listed), 0)::text as current,
        coalesce(sum(before) filter (where listed), 0)::text as before,
        coalesce(sum(amount), 0)::text as "allCurrent", coalesce(sum(before), 0)::text as "allBefore" from both`,
  )
  const big = (value: string | number | null | undefined) => new Big(value ?? 0)
  return {
    firms: Number(row?.firms ?? 0),
    allFirms: Number(row?.allFirms ?? 0),
    current: big(row?.current),
    before: big(row?.before),
    allCurrent: big(row?.allCurrent),
    allBefore: big(row?.allBefore),
  }
}
