import { type SQL, sql } from 'drizzle-orm'
import { type Day, instantOf } from '../lib/time.ts'
import { DERIVED } from '../rules/derived.ts'
import { FACTS, type FactName, type FactType } from '../rules/fact-table.ts'
import { ACCIDENT_LEVELS } from '../rules/facts.ts'
import { STANDS } from './accidents.ts'
import { BASE_YEAR } from './fact-year.ts'
import { ANNUAL } from './facts.ts'
import { SOURCES, sourceOrder } from './indicators.ts'
import { closedYear, monthPeriod, monthsPeriod, yearToDate } from './period.ts'
import { PROJECT_FACTS, projectFacts } from './projects/facts.ts'
import { stands } from './retract.ts'
import { ROLLING, rollingRelations } from './rolling.ts'
import { excludedOn, listedOn } from './rosters/standing.ts'

/** How a fact stands in a relation: what `sqlVerdict` reads. */
const TYPES: Record<Exclude<FactType, 'accidents'>, string> = {
  flag: 'boolean',
  amount: 'numeric',
  count: 'numeric',
  ratio: 'numeric',
  day: 'date',
  word: 'text',
  words: 'text[]',
}

/** Facts on the enterprise's own row. */
const REGISTERED: Partial<Record<FactName, string>> = {
  is_above_scale: 'is_above_scale',
  first_above_scale_date: 'first_above_scale_on',
  is_industrial: 'is_industrial',
  is_digital: 'is_digital',
  in_stats: 'in_stats',
  region: 'region_code',
}

/** Of the facts projects tell, those that no figure tells first. */
const ONLY_PROJECT_FACTS = (Object.keys(PROJECT_FACTS) as (keyof typeof PROJECT_FACTS)[]).filter(
  fact => !ANNUAL.some(([annual]) => annual === fact),
)

/**
 * Facts the registry knows, as columns of the relation. Beside them accidents stand there as levels, and the grounds on
 * which a firm is left to the market as a list.
 */
export const REGISTRY_FACTS: readonly Exclude<FactName, 'accidents'>[] = [
  ...(Object.keys(REGISTERED) as Exclude<FactName, 'accidents'>[]),
  'listed',
  ...ANNUAL.map(([fact]) => fact as Exclude<FactName, 'accidents'>),
  'base_output',
  'base_tax',
  'cumulative_revenue',
  ...ROLLING,
  ...ONLY_PROJECT_FACTS,
]

const name = (column: string) => sql.raw(`"${column}"`)
const text = (words: string) => sql.raw(`'${words}'`)
const listOf = (words: readonly string[]) => sql.raw(words.map(word => `'${word}'`).join(', '))
const commas = (parts: SQL[]) => sql.join(parts, sql`, `)

/** Whose figure counts, the first of the order first. */
const rankOf = (order: readonly string[]) => sql`array_position(array[${listOf(order)}], source)`
const RANK = sql`case when indicator = 'tax' then ${rankOf(sourceOrder('tax'))} else ${rankOf(SOURCES)} end`

/**
 * A select with one row for each enterprise: who it is (`uscc name short_name region_code assess_unit_id chain
 * is_demo`) and what `factsFor` knows of it on a day, a column for each fact as `sqlVerdict` reads them. Facts the
 * registry does not hold are null.
 */
export function factRelation(on: Day): SQL {
  const year = closedYear(on)
  const rolling = rollingRelations(on)
  const others = Object.entries(FACTS).flatMap(([fact, { type }]) =>
    type === 'accidents' || fact === 'excluded_flags' || (REGISTRY_FACTS as readonly string[]).includes(fact)
      ? []
      : [sql.raw(`null::${TYPES[type]} as "${fact}"`)],
  )
  return sql`with annual as (${annualFigures(year)}), cumulative as (${cumulativeRevenue(on)}),
    accident as (${worstAccidents(on)}),
    rolling_revenue as (${rolling.revenue}), idle as (${rolling.idle}), power as (${rolling.power}),
    works as (${projectFacts(on)}),
    excluded as (select m.uscc, array_agg(m.stage order by m.stage) as flags from roster_member m
      where ${excludedOn(on)} group by m.uscc)
    select e.uscc, e.name, e.short_name, e.region_code, e.assess_unit_id, e.chain, e.is_demo,
      ${commas(Object.entries(REGISTERED).map(([fact, column]) => sql`e.${name(column)} as ${name(fact)}`))},
      e.uscc in (select m.uscc from roster_member m where ${listedOn(on)}) as listed,
      x.flags as excluded_flags,
      ${commas(ANNUAL.map(([fact]) => (fact in PROJECT_FACTS ? sql`coalesce(a.${name(fact)}, w.${name(fact)}) as ${name(fact)}` : sql`a.${name(fact)}`)))},
      ${baseOf('output', year)} as base_output, ${baseOf('tax', year)} as base_tax,
      c.amount as cumulative_revenue,
      ${commas(ROLLING.map(name))},
      ${commas(ONLY_PROJECT_FACTS.map(fact => sql`w.${name(fact)}`))},
      ${commas(
        LEVELS.flatMap(({ fact }) =>
          ['low', 'high'].map(end => sql`coalesce(i.${name(fact)}, 0) as ${name(`${fact}_${end}`)}`),
        ),
      )},
      ${commas(others)}
    from enterprise e left join annual a on a.uscc = e.uscc
      left join cumulative c on c.uscc = e.uscc left join accident i on i.uscc = e.uscc
      left join excluded x on x.uscc = e.uscc
      left join rolling_revenue t on t.uscc = e.uscc left join idle o on o.uscc = e.uscc
      left join power p on p.uscc = e.uscc left join works w on w.uscc = e.uscc`
}

/** Years whose output and tax may be what an enterprise is measured against: those before the year itself. */
const baseYears = (year: number): number[] =>
  Array.from({ length: Math.max(0, year - BASE_YEAR) }, (_, i) => BASE_YEAR + i)

/** The figures that count of the years a fact may be of, side by side: the newest of the first source. */
function annualFigures(year: number): SQL {
  const amountOf = (indicator: string, period: number, column: string) =>
    sql`max(amount) filter (where indicator = ${text(indicator)} and period = ${text(String(period))})
      as ${name(column)}`
  // Read in the order of the index and summed up on the way; a join would lose that order.
  return sql`select uscc,
      ${commas([
        ...ANNUAL.map(([fact, indicator, back]) => amountOf(indicator, year - back, fact)),
        ...baseYears(year).flatMap(base =>
          MEASURED.map(indicator => amountOf(indicator, base, `${indicator}_${base}`)),
        ),
      ])}
    from (
      select distinct on (uscc, indicator, period) uscc, indicator, period, amount from figure
      where (period in (${listOf([year, year - 1].map(String))})
        or (indicator in (${listOf(MEASURED)}) and period in (${listOf(['', ...baseYears(year).map(String)])})))
        and ${stands('figure', sql`id`)}
      order by uscc, indicator, period, ${RANK}, id desc) x
    group by uscc`
}

/** What doubles. */
const MEASURED = ['output', 'tax'] as const

/** As `baseYearOf`: 2020, or for one without output of 2020 its first full year, where that is before the year itself. */
function baseOf(indicator: (typeof MEASURED)[number], year: number): SQL {
  const [start, ...later] = baseYears(year)
  if (start === undefined) return sql`null::numeric`
  const column = (of: string, base: number) => sql`a.${name(`${of}_${base}`)}`
  const firstFull = sql`extract(year from e.first_above_scale_on)::int + 1`
  return sql`case when ${column('output', start)} is not null or e.first_above_scale_on is null
      or ${firstFull} <= ${sql.raw(String(start))} then ${column(indicator, start)}
    ${sql.join(
      later.map(base => sql`when ${firstFull} = ${sql.raw(String(base))} then ${column(indicator, base)}`),
      sql` `,
    )} end`
}

/**
 * Revenue from January to the last month this year which an enterprise's output figures are in for: as its first source
 * gave it together, or added up from months, of which January alone may be absent.
 */
function cumulativeRevenue(on: Day): SQL {
  const running = yearToDate(instantOf(on))
  if (running.kind !== 'months') return sql`select null::text as uscc, null::numeric as amount where false`
  const { year, to } = running
  const months = Array.from({ length: to }, (_, i) => i + 1)
  const single = months.map(month => monthPeriod(year, month).text)
  const together = months.slice(1).map(last => monthsPeriod(year, 1, last).text)
  const month = sql`case when period in (${listOf(single)}) then right(period, 2)::int end`
  return sql`select distinct on (uscc) uscc, amount from (
      select s.uscc, s.source, coalesce(
        max(s.amount) filter (where s.month is null and right(s.period, 2)::int = r.last),
        case when count(*) filter (where s.month between 2 and r.last) = r.last - 1
          then sum(s.amount) filter (where s.month <= r.last) end) as amount
      from (
        select distinct on (uscc, source, period) uscc, source, period, amount, ${month} as month from figure
        where indicator = 'revenue' and period in (${listOf([...single, ...together])}) and ${stands('figure', sql`id`)}
        order by uscc, source, period, id desc) s
      join (
        select uscc, max(right(period, 2)::int) as last from figure
        where indicator = 'output' and period in (${listOf([...single.slice(1), ...together])}) and ${stands('figure', sql`id`)}
        group by uscc) r on r.uscc = s.uscc
      group by s.uscc, s.source, r.last) said
    where amount is not null
    order by uscc, ${rankOf(SOURCES)}`
}

const LEVELS = Object.entries(DERIVED).flatMap(([fact, derived]) =>
  derived.type === 'level' ? [{ fact, of: derived.of }] : [],
)

/** By number, the worst accident of each type in the year of a day. */
function worstAccidents(on: Day): SQL {
  const level = sql`array_position(array[${listOf(ACCIDENT_LEVELS)}], level)`
  const worst = LEVELS.map(
    ({ fact, of }) => sql`max(${level}) filter (where type = ${text(of)}) as ${name(fact)}`,
  )
  return sql`select uscc, ${commas(worst)} from incident
    where extract(year from happened_on) = ${sql.raw(String(closedYear(on) + 1))} and ${STANDS}
    group by uscc`
}
