import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { sqlVerdict } from '../rules/sql.ts'
import { doublingRule } from './doubling-rule.ts'
import { BASE_YEAR, listedUpTo, valueYearIn } from './fact-year.ts'
import { SOURCES, type Source, sourceOrder } from './indicators.ts'
import { closedYear } from './period.ts'
import { stands } from './retract.ts'

/** A listed enterprise with what it is measured by, judged in the database. Amounts in 万元, as text. */
export interface CohortRow {
  uscc: string
  name: string
  isDemo: boolean
  unitId: string | null
  unitName: string | null
  chain: string | null
  originClass: string | null
  baseYear: number
  baseOutput: string | null
  output: string | null
  baseTax: string | null
  tax: string | null
  isOutputDoubled: boolean
  isTaxDoubled: boolean
  /** 增长50%以上; of those doubled too. */
  isOutputUp50: boolean
  isTaxUp50: boolean
  /** Both years are known and the base is above zero, of output and of tax. */
  isComparable: boolean
  outputSource: Source | null
  taxSource: Source | null
  /** A figure of the value year is under question. */
  isDoubted: boolean
}

/** The listed as they are counted: on which day, and by what had been recorded at a moment. */
export interface CohortQuery {
  on: Day
  knownBy?: Date | undefined
}

/** The union of all rosters up to a day, by R-DBL on full years, in order of code. One query. */
export async function cohortRows(
  db: Db,
  policies: PolicySet,
  query: CohortQuery,
): Promise<{ valueYear: number; rows: CohortRow[] }> {
  const found = await rowsOf<CohortRow & { valueYear: number }>(
    db,
    sql`select uscc, name, "isDemo", "unitId", "unitName", chain, "originClass", "baseYear", "valueYear",
        base_output::text as "baseOutput", current_output::text as output,
        base_tax::text as "baseTax", current_tax::text as tax,
        "isOutputDoubled", "isTaxDoubled", "isOutputUp50", "isTaxUp50", "isComparable",
        "outputSource", "taxSource", "isDoubted"
      from (${judgedCohort(policies, query)}) judged order by uscc`,
  )
  const rows = found.map(({ valueYear: _, ...row }) => row)
  return { valueYear: found[0]?.valueYear ?? closedYear(query.on), rows }
}

const listOf = (words: readonly string[]) => sql.raw(words.map(word => `'${word}'`).join(', '))
const rank = (order: readonly string[]) => sql`array_position(array[${listOf(order)}], f.source)`

/** SQL: the listed as `CohortRow` has them; reads the figures of all years once and lays those that count side by side. */
export function judgedCohort(policies: PolicySet, { on, knownBy }: CohortQuery): SQL {
  const rule = doublingRule(policies, on)
  const base = String(BASE_YEAR)
  const years = Array.from({ length: Math.max(1, closedYear(on) - BASE_YEAR + 1) }, (_, i) =>
    String(BASE_YEAR + i),
  )
  const of = (indicator: 'output' | 'tax', column: string, period: SQL) =>
    sql`max(n.${sql.raw(column)}) filter (where n.indicator = ${sql.raw(`'${indicator}'`)} and n.period = ${period})`
  const [first, later, value] = [
    sql.raw(`'${base}'`),
    sql`l.later_base::text`,
    sql`(select year::text from value)`,
  ]
  const doubted = sql`select figure_id from figure_doubt where state in ('open', 'explained')`
  const isUp50 = (current: string, before: string) =>
    sql.raw(`coalesce("${before}" > 0 and "${current}" * 100 >= "${before}" * 150, false)`)
  return sql`with listed as materialized (
      select e.uscc, greatest(${BASE_YEAR}::int, extract(year from e.first_above_scale_on)::int + 1) as later_base
      from enterprise e where e.uscc in (${listedUpTo(on)})),
    newest as materialized (
      select distinct on (f.uscc, f.indicator, f.period) f.uscc, f.indicator, f.period, f.amount, f.source, f.id
      from figure f
      where f.uscc in (select uscc from listed) and f.indicator in ('output', 'tax') and f.period in (${listOf(years)})
        and ${stands('figure', sql`f.id`, knownBy)}
        ${knownBy ? sql`and f.recorded_at <= ${knownBy.toISOString()}::timestamptz` : sql``}
      order by f.uscc, f.indicator, f.period,
        case when f.indicator = 'tax' then ${rank(sourceOrder('tax'))} else ${rank(SOURCES)} end, f.id desc),
    value as (select ${valueYearIn(sql`(select period from newest where indicator = 'output') years`, sql`listed`, on)} as year),
    told as (
      select l.uscc, l.later_base, ${of('output', 'amount', first)} as first_output, ${of('output', 'amount', later)} as later_output,
        ${of('output', 'amount', value)} as current_output, ${of('output', 'source', value)} as output_source,
        ${of('output', 'id', value)} as output_id, ${of('tax', 'amount', first)} as first_tax,
        ${of('tax', 'amount', later)} as later_tax, ${of('tax', 'amount', value)} as current_tax,
        ${of('tax', 'source', value)} as tax_source, ${of('tax', 'id', value)} as tax_id
      from listed l left join newest n using (uscc) group by l.uscc, l.later_base),
    based as (
      select *, case when first_output is null then later_base else ${BASE_YEAR}::int end as base_year from told),
    measured as (
      select *, case when base_year < v.year then case base_year when ${BASE_YEAR}::int then first_output else later_output end end as base_output,
        case when base_year < v.year then case base_year when ${BASE_YEAR}::int then first_tax else later_tax end end as base_tax
      from based cross join value v)
    select m.uscc, e.short_name as name, e.is_demo as "isDemo", e.assess_unit_id as "unitId", u.name as "unitName",
      e.chain, e.origin_class as "originClass", m.base_year as "baseYear", m.year as "valueYear",
      m.base_output, m.current_output, m.base_tax, m.current_tax,
      ${branch(rule, 'output', on)} = 'pass' as "isOutputDoubled", ${branch(rule, 'tax', on)} = 'pass' as "isTaxDoubled",
      ${isUp50('current_output', 'base_output')} as "isOutputUp50", ${isUp50('current_tax', 'base_tax')} as "isTaxUp50",
      coalesce(m.base_output > 0 and m.current_output is not null and m.base_tax > 0 and m.current_tax is not null, false)
        as "isComparable",
      m.output_source as "outputSource", m.tax_source as "taxSource",
      coalesce(m.output_id in (${doubted}) or m.tax_id in (${doubted}), false) as "isDoubted"
    from measured m join enterprise e using (uscc) left join unit u on u.id = e.assess_unit_id`
}

/** One way to double, by the rule itself. */
function branch(version: RuleVersion, id: 'output' | 'tax', on: Day): SQL {
  const { when } = version.rule
  const found =
    'of' in when && Array.isArray(when.of) ? when.of.find(node => 'id' in node && node.id === id) : undefined
  if (!found) throw new Error(`${version.rule.id} has no branch ${id}`)
  return sql.raw(`(${sqlVerdict({ ...version, rule: { ...version.rule, when: found } }, on)})`)
}
