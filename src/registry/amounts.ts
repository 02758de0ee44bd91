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

/** What part of a year a period is, as its text ends: nothing the whole of it, `-10` a month, `M01-10` months together. */
const partOf = ({ text }: Period) => text.slice(YEAR)
const YEAR = 4

/**
 * A select of `uscc, a0, a1, …`: the figures of an indicator that count for each enterprise in some periods, as
 * `figuresOf` finds them for one: the newest of the first source that has it, months added up where it gave no cumulative
 * one; null where there is none. `among` says which figures, without it those that nobody took back.
 */
export function amountsIn(
  indicator: Indicator,
  periods: readonly Period[],
  among: SQL = stands('figure', sql`id`),
): SQL {
  const texts = new Set(periods.flatMap(period => [period.text, ...monthsIn(period)]))
  // The same part of several years is added up once for all of them.
  const parts = [...new Map(periods.map(period => [partOf(period), period]))]
  const name = (part: string) => sql.raw(`s${parts.findIndex(([one]) => one === part)}`)
  const columns = (each: SQL[]) => sql.join(each, sql`, `)
  const rank = sql`array_position(array[${listOf(sourceOrder(indicator))}], source)`
  return sql`select uscc, ${columns(
    periods.map((period, i) => {
      const sum = name(partOf(period))
      return sql`(array_agg(${sum} order by ${rank}) filter (where year = ${String(period.year)} and ${sum} is not null))[1]
        as ${sql.raw(`a${i}`)}`
    }),
  )}
    from (
      select uscc, source, year, ${columns(
        parts.map(
          ([part, period]) =>
            sql`coalesce(max(amount) filter (where part = ${part}), ${sumOf(period)}) as ${name(part)}`,
        ),
      )}
      from (
        select distinct on (uscc, source, year, part) uscc, source, year, part, amount
        from (
          select uscc, source, left(period, ${YEAR}) as year, substr(period, ${YEAR} + 1) as part, amount, id from figure
          where indicator = ${indicator} and period in (${listOf([...texts])}) and ${among}) f
        order by uscc, source, year, part, id desc) newest
      group by uscc, source, year) said
    group by uscc`
}

/** The months of a part of a year added up, January with February; null while one is missing. */
function sumOf(period: Period): SQL {
  const months = monthsIn(period).map(month => month.slice(YEAR))
  const needed = months.filter(month => month !== '-01')
  return needed.length === 0
    ? sql`null`
    : sql`case when count(*) filter (where part in (${listOf(needed)})) = ${needed.length}
        then sum(amount) filter (where part in (${listOf(months)})) end`
}

/** A select of `uscc, amount`: the figure that counts for each enterprise that has one in a period. */
export const amountsOf = (indicator: Indicator, period: Period, among?: SQL): SQL =>
  sql`select uscc, a0 as amount from (${amountsIn(indicator, [period], among)}) one where a0 is not null`

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
      pairs as (select uscc, now.amount, past.amount as before, uscc in (${listedUpTo(on)}) as listed
        from now join past using (uscc))
      select count(*) filter (where listed)::int as firms, count(*)::int as "allFirms",
        coalesce(sum(amount) filter (where listed), 0)::text as current,
        coalesce(sum(before) filter (where listed), 0)::text as before,
        coalesce(sum(amount), 0)::text as "allCurrent", coalesce(sum(before), 0)::text as "allBefore" from pairs`,
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
