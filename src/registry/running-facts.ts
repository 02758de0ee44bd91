import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type Day, instantOf } from '../lib/time.ts'
import { SOURCES } from './indicators.ts'
import { closedYear, monthPeriod, monthsPeriod, yearToDate } from './period.ts'

/** What runs on from month to month, of one enterprise; amounts as the database gives them. Null is not known. */
export interface Running {
  uscc: string
  revenue_12m: string | null
  revenue_12m_prev: string | null
  revenueSource: string | null
  /** January to the last month of which revenue is counted. */
  revenuePeriod: string | null
  months_without_output: number | null
  power_2m: string | null
  power_2m_prev: string | null
  powerSource: string | null
  powerPeriod: string | null
}

/** What a relation of running facts has besides `uscc`, with its type. */
export const RUNNING_FACTS = [
  'revenue_12m',
  'revenue_12m_prev',
  'months_without_output',
  'power_2m',
  'power_2m_prev',
] as const

const word = (text: string) => sql.raw(`'${text}'`)
const listOf = (words: readonly string[]) => sql.raw(words.map(one => `'${one}'`).join(', '))
const RANK = sql.raw(`array_position(array[${SOURCES.map(source => `'${source}'`).join(', ')}], source)`)

/**
 * A select of `Running`, a row for each enterprise of which anything of it is known.
 *
 * 近十二个月营收 is last year's, plus this year's up to the last month that is in, less the same months of last year, all
 * by one source: so January, which the statistics merge into February, needs no figure of its own. 连续无产值月数 counts
 * months reported as nothing since the last that was not. 近两个月用电量 is of the two last months that are in, next to
 * the same two of the year before.
 */
export function runningFacts(
  on: Day,
  { usccs, knownBy }: { usccs?: readonly string[]; knownBy?: Date | undefined } = {},
): SQL {
  const narrowed = sql`${
    usccs
      ? sql`and uscc in (${sql.join(
          usccs.map(one => sql`${one}`),
          sql`, `,
        )})`
      : sql``
  }
    ${knownBy ? sql`and recorded_at <= ${knownBy.toISOString()}` : sql``}`
  return sql`select coalesce(r.uscc, p.uscc, o.uscc) as uscc, r.amount as revenue_12m, r.before as revenue_12m_prev,
      r.source as "revenueSource", r.period as "revenuePeriod", o.idle as months_without_output,
      p.amount as power_2m, p.before as power_2m_prev, p.source as "powerSource", p.period as "powerPeriod"
    from (${rollingRevenue(on, narrowed)}) r
      full join (${power(on, narrowed)}) p on p.uscc = r.uscc
      full join (${idleMonths(on, narrowed)}) o on o.uscc = coalesce(r.uscc, p.uscc)`
}

/** Running facts of some enterprises. */
export const runningOf = (db: Db, usccs: readonly string[], on: Day, knownBy?: Date): Promise<Running[]> =>
  usccs.length === 0 ? Promise.resolve([]) : rowsOf<Running>(db, runningFacts(on, { usccs, knownBy }))

const months = (year: number, to = 12) => Array.from({ length: to }, (_, i) => monthPeriod(year, i + 1).text)
const together = (year: number) => Array.from({ length: 11 }, (_, i) => monthsPeriod(year, 1, i + 2).text)

function rollingRevenue(on: Day, narrowed: SQL): SQL {
  const running = yearToDate(instantOf(on))
  const last = closedYear(on)
  // Before two months of a year are in, the twelve months are last year's and the year before's.
  if (running.kind !== 'months')
    return sql`select distinct on (uscc) uscc, source, amount, before, ${word(String(last))} as period from (
        select uscc, source, max(amount) filter (where period = ${word(String(last))}) as amount,
          max(amount) filter (where period = ${word(String(last - 1))}) as before
        from (${newest('revenue', [String(last), String(last - 1)], narrowed)}) n group by uscc, source) y
      where amount is not null order by uscc, ${RANK}`
  const { year, to } = running
  const years = [year, year - 1, year - 2]
  const periods = [
    ...years.slice(1).map(String),
    ...months(year, to),
    ...months(year - 1),
    ...months(year - 2),
    ...years.flatMap(together),
  ]
  /** Of one year, up to a month `last`: the cumulative figure, or the months added up when none is missing. */
  const upTo = (of: number) => sql`coalesce(
      max(amount) filter (where yr = ${sql.raw(String(of))} and kind = 'together' and mon = last),
      case when count(*) filter (where yr = ${sql.raw(String(of))} and kind = 'month' and mon between 2 and last) = last - 1
        then sum(amount) filter (where yr = ${sql.raw(String(of))} and kind = 'month' and mon <= last) end)`
  const whole = (of: number) => sql`coalesce(
      max(amount) filter (where yr = ${sql.raw(String(of))} and kind = 'year'),
      max(amount) filter (where yr = ${sql.raw(String(of))} and kind = 'together' and mon = 12),
      case when count(*) filter (where yr = ${sql.raw(String(of))} and kind = 'month' and mon > 1) = 11
        then sum(amount) filter (where yr = ${sql.raw(String(of))} and kind = 'month') end)`
  const [now, before, earlier] = years as [number, number, number]
  return sql`select distinct on (uscc) uscc, source, amount, before,
      ${word(`${year}M01-`)} || lpad(last::text, 2, '0') as period
    from (
      select uscc, source, last, ${whole(before)} + ${upTo(now)} - ${upTo(before)} as amount,
        ${whole(earlier)} + ${upTo(before)} - ${upTo(earlier)} as before
      from (
        select *, max(mon) filter (where yr = ${sql.raw(String(now))} and mon <= ${sql.raw(String(to))})
          over (partition by uscc, source) as last
        from (
          select uscc, source, amount, left(period, 4)::int as yr, right(period, 2)::int as mon,
            case length(period) when 4 then 'year' when 7 then 'month' else 'together' end as kind
          from (${newest('revenue', periods, narrowed)}) n) parts) dated
      where last > 1
      group by uscc, source, last) said
    where amount is not null
    order by uscc, ${RANK}`
}

/** The newest of each source, of some periods. */
const newest = (indicator: string, periods: readonly string[], narrowed: SQL) =>
  sql`select distinct on (uscc, source, period) uscc, source, period, amount from figure
    where indicator = ${word(indicator)} and period in (${listOf(periods)}) ${narrowed}
    order by uscc, source, period, id desc`

/** Months of this year and last that are over. */
function monthsBefore(on: Day): string[] {
  const [year = 0, month = 0] = on.split('-').map(Number)
  return [...months(year - 1), ...months(year, month - 1)]
}

function idleMonths(on: Day, narrowed: SQL): SQL {
  const chosen = sql`select distinct on (uscc, period) uscc, period, amount
    from (${newest('output', monthsBefore(on), narrowed)}) n order by uscc, period, ${RANK}`
  return sql`select uscc, count(*) filter (where amount = 0 and period > coalesce(busy, ''))::int as idle
    from (select *, max(period) filter (where amount <> 0) over (partition by uscc) as busy from (${chosen}) c) m
    group by uscc`
}

function power(on: Day, narrowed: SQL): SQL {
  const [year = 0] = on.split('-').map(Number)
  const periods = [...months(year - 2), ...monthsBefore(on)]
  const number = sql`(left(period, 4)::int * 12 + right(period, 2)::int)`
  const sumOf = (
    back: number,
  ) => sql`case when count(*) filter (where at in (last - ${sql.raw(String(back))}, last - ${sql.raw(String(back + 1))})) = 2
      then sum(amount) filter (where at in (last - ${sql.raw(String(back))}, last - ${sql.raw(String(back + 1))})) end`
  return sql`select distinct on (uscc) uscc, source, amount, before, period from (
      select uscc, source, max(period) as period, ${sumOf(0)} as amount, ${sumOf(12)} as before
      from (
        select *, max(at) over (partition by uscc, source) as last
        from (select uscc, source, period, amount, ${number} as at from (${newest('power', periods, narrowed)}) n) a) b
      group by uscc, source) said
    where amount is not null and period >= ${word(months(year - 1)[0] ?? '')}
    order by uscc, ${RANK}`
}
