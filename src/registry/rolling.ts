import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type Day, instantOf } from '../lib/time.ts'
import type { FactName } from '../rules/fact-table.ts'
import { sourceOrder } from './indicators.ts'
import { closedYear, monthPeriod, monthsPeriod, yearToDate } from './period.ts'
import { stands } from './retract.ts'

/** Facts about the last months, as columns of `rollingRelations`. */
export const ROLLING = [
  'revenue_12m',
  'revenue_12m_prev',
  'months_without_output',
  'power_2m',
  'power_2m_prev',
] as const satisfies readonly FactName[]

const listOf = (words: readonly (string | number)[]) => sql.raw(words.map(word => `'${word}'`).join(', '))
const rankOf = (indicator: 'revenue' | 'output' | 'power') =>
  sql`array_position(array[${listOf(sourceOrder(indicator))}], source)`
const number = (n: number) => sql.raw(String(n))

/** Which figures count: of some enterprises, recorded by some moment; all of them without either. */
interface Among {
  usccs?: readonly string[]
  knownBy?: Date | undefined
}

const counted = ({ usccs, knownBy }: Among): SQL => sql`
  ${usccs ? sql`and uscc in ${usccs}` : sql``}
  ${knownBy ? sql`and recorded_at <= ${knownBy.toISOString()}::timestamptz` : sql``}`

/**
 * SQL: relations of what the last months of enterprises were on a day, in 万元 and 万千瓦时, at most a row an enterprise;
 * apart, so that a database need not read what is not asked for.
 *
 * Revenue of twelve months is last year's, less last year's months up to the last one reported this year, plus this
 * year's up to then, all by one source; in January and February it is last year's. `source` and `through` (the last
 * month, `2023-10`) say where it comes from.
 */
export const rollingRelations = (on: Day, among: Among = {}) => ({
  revenue: revenue(on, closedYear(on), among),
  idle: idleMonths(on, among),
  power: power(on, closedYear(on), among),
})

/** Months of this year that are over, at least January and February: January alone has no figures of its own. */
function monthsSoFar(on: Day): number {
  const running = yearToDate(instantOf(on))
  return running.kind === 'months' ? running.to : 0
}

function revenue(on: Day, year: number, among: Among): SQL {
  const to = monthsSoFar(on)
  const years = [year + 1, year, year - 1]
  const months = Array.from({ length: to }, (_, i) => i + 1)
  const single = years.flatMap(y => months.map(month => monthPeriod(y, month).text))
  const together = years.flatMap(y => months.slice(1).map(last => monthsPeriod(y, 1, last).text))
  const rows = sql`select distinct on (uscc, period, source) uscc, source, period, amount, recorded_at,
      left(period, 4)::int as year, case when period like '____-__' then right(period, 2)::int end as month,
      case when period like '____M01-__' then right(period, 2)::int end as last
    from figure
    where indicator = 'revenue' and period in (${listOf([String(year), String(year - 1), ...single, ...together])})
      and ${stands('figure', sql`id`)} ${counted(among)}
    order by uscc, period, source, id desc`
  const whole = (of: number) => sql`max(amount) filter (where period = ${sql.raw(`'${of}'`)})`
  // Months up to the last one: as they were given together, or added up, of which January alone may be absent.
  const upTo = (of: number) => sql`coalesce(
      max(s.amount) filter (where s.year = ${number(of)} and s.last = l.through),
      case when count(*) filter (where s.year = ${number(of)} and s.month between 2 and l.through) = l.through - 1
        then sum(s.amount) filter (where s.year = ${number(of)} and s.month <= l.through) end)`
  const bySource =
    to === 0
      ? sql`select uscc, source, ${whole(year)} as revenue_12m, ${whole(year - 1)} as revenue_12m_prev,
          ${sql.raw(`'${monthPeriod(year, 12).text}'`)}::text as through, max(recorded_at) as recorded_at
        from s group by uscc, source`
      : sql`select s.uscc, s.source,
          max(s.amount) filter (where s.period = ${sql.raw(`'${year}'`)}) - ${upTo(year)} + ${upTo(year + 1)} as revenue_12m,
          max(s.amount) filter (where s.period = ${sql.raw(`'${year - 1}'`)}) - ${upTo(year - 1)} + ${upTo(year)}
            as revenue_12m_prev,
          ${number(year + 1)} || '-' || lpad(l.through::text, 2, '0') as through, max(s.recorded_at) as recorded_at
        from s
        join (select uscc, source, max(coalesce(month, last)) as through from s
          where year = ${number(year + 1)} and coalesce(month, last) >= 2 group by uscc, source) l
          on l.uscc = s.uscc and l.source = s.source
        group by s.uscc, s.source, l.through`
  return sql`with s as materialized (${rows})
    select distinct on (uscc) uscc, source, revenue_12m, revenue_12m_prev, through, recorded_at
    from (${bySource}) said where revenue_12m is not null order by uscc, ${rankOf('revenue')}`
}

/** Single months of an indicator in the last twelve, by who counts first, numbered so that they can be subtracted. */
function months(indicator: 'output' | 'power', on: Day, years: number, among: Among): SQL {
  const [year = 0, month = 0] = on.split('-').map(Number)
  const last = year * 12 + month - 2
  const periods = Array.from({ length: 12 * years + 1 }, (_, i) => last - i).map(
    n => monthPeriod(Math.floor(n / 12), (n % 12) + 1).text,
  )
  return sql`select distinct on (uscc, period) uscc, amount,
      left(period, 4)::int * 12 + right(period, 2)::int - 1 as number
    from figure
    where indicator = ${sql.raw(`'${indicator}'`)} and period in (${listOf(periods)})
      and ${stands('figure', sql`id`)} ${counted(among)}
    order by uscc, period, ${rankOf(indicator)}, id desc`
}

/** How many of the last reported months had no output, one after the other. */
const idleMonths = (on: Day, among: Among): SQL =>
  sql`select uscc, max(number) - coalesce(max(number) filter (where amount > 0), min(number) - 1) as months_without_output
    from (${months('output', on, 1, among)}) o group by uscc`

/** Power of the last two months reported and of the same two a year before. */
function power(on: Day, year: number, among: Among): SQL {
  const first = number((year + 1) * 12)
  const two = (
    back: number,
  ) => sql`case when count(*) filter (where m.number in (l.last - ${number(back)}, l.last - ${number(back + 1)})) = 2
      then sum(m.amount) filter (where m.number in (l.last - ${number(back)}, l.last - ${number(back + 1)})) end`
  return sql`with all_months as materialized (${months('power', on, 2, among)})
    select m.uscc, ${two(0)} as power_2m, ${two(12)} as power_2m_prev
    from all_months m
    join (select uscc, max(number) as last from all_months where number >= ${first} - 12 group by uscc) l on l.uscc = m.uscc
    group by m.uscc`
}

/** What `rollingRelations` say of one enterprise; amounts as text. */
export interface Rolling {
  uscc: string
  facts: { name: (typeof ROLLING)[number]; value: string }[]
  source: string | null
  through: string | null
  recordedAt: Date | null
}

/** The last months of some enterprises, by what was recorded by a moment. */
export async function rollingOf(
  db: Db,
  usccs: readonly string[],
  on: Day,
  knownBy?: Date,
): Promise<ReadonlyMap<string, Rolling>> {
  const relations = rollingRelations(on, { usccs, knownBy })
  const columns = sql.join(
    ROLLING.map(name => sql`${sql.raw(name)}::text as ${sql.raw(`"${name}"`)}`),
    sql`, `,
  )
  const rows = await rowsOf<Record<string, string | null> & { uscc: string }>(
    db,
    sql`select coalesce(r.uscc, i.uscc, p.uscc) as uscc, r.source, r.through,
        r.recorded_at::text as "recordedAt", ${columns}
      from (${relations.revenue}) r
        full join (${relations.idle}) i on i.uscc = r.uscc
        full join (${relations.power}) p on p.uscc = coalesce(r.uscc, i.uscc)`,
  )
  return new Map(
    rows.map(row => [
      row.uscc,
      {
        uscc: row.uscc,
        facts: ROLLING.flatMap(name => {
          const value = row[name]
          return value == null ? [] : [{ name, value }]
        }),
        source: row.source ?? null,
        through: row.through ?? null,
        recordedAt: row.recordedAt ? new Date(row.recordedAt) : null,
      },
    ]),
  )
}
