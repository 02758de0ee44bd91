import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { sqlVerdict } from '../rules/sql.ts'
import { doublingRule } from './doubling-rule.ts'
import { BASE_YEAR, cohortValueYear, listedUpTo } from './fact-year.ts'
import { SOURCES, type Source, sourceOrder } from './indicators.ts'
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

/** The union of all rosters up to a day, by R-DBL on full years, in order of code. Two queries. */
export async function cohortRows(
  db: Db,
  policies: PolicySet,
  { on, knownBy }: CohortQuery,
): Promise<{ valueYear: number; rows: CohortRow[] }> {
  const valueYear = await cohortValueYear(db, on)
  const rows = await rowsOf<CohortRow>(db, query(doublingRule(policies, on), { on, knownBy }, valueYear))
  return { valueYear, rows }
}

const listOf = (words: readonly string[]) => sql.raw(words.map(word => `'${word}'`).join(', '))
const rank = (order: readonly string[]) => sql`array_position(array[${listOf(order)}], f.source)`

function query(rule: RuleVersion, { on, knownBy }: CohortQuery, valueYear: number): SQL {
  const years = Array.from({ length: Math.max(1, valueYear - BASE_YEAR + 1) }, (_, i) =>
    String(valueYear - i),
  )
  const of = (name: string, indicator: string, year: SQL) =>
    sql`left join newest ${sql.raw(name)} on ${sql.raw(name)}.uscc = l.uscc
      and ${sql.raw(name)}.indicator = ${sql.raw(`'${indicator}'`)} and ${sql.raw(name)}.period = ${year}`
  const base = sql`l.base_year::text`
  const value = sql.raw(`'${valueYear}'`)
  const isUp50 = (current: string, before: string) =>
    sql.raw(`coalesce("${before}" > 0 and "${current}" * 100 >= "${before}" * 150, false)`)
  return sql`with newest as materialized (
      select distinct on (f.uscc, f.indicator, f.period) f.uscc, f.indicator, f.period, f.amount, f.source, f.id
      from figure f
      where f.uscc in (${listedUpTo(on)}) and f.indicator in ('output', 'tax') and f.period in (${listOf(years)})
        and ${stands('figure', sql`f.id`, knownBy)}
        ${knownBy ? sql`and f.recorded_at <= ${knownBy.toISOString()}::timestamptz` : sql``}
      order by f.uscc, f.indicator, f.period,
        case when f.indicator = 'tax' then ${rank(sourceOrder('tax'))} else ${rank(SOURCES)} end, f.id desc),
    listed as (
      select e.*, case when start.uscc is not null or e.first_above_scale_on is null then ${BASE_YEAR}::int
          else greatest(${BASE_YEAR}::int, extract(year from e.first_above_scale_on)::int + 1) end as base_year
      from enterprise e
      left join newest start on start.uscc = e.uscc and start.indicator = 'output' and start.period = ${String(BASE_YEAR)}
      where e.uscc in (${listedUpTo(on)})),
    measured as (
      select l.uscc, l.short_name, l.is_demo, l.assess_unit_id, l.chain, l.origin_class, l.base_year,
        case when l.base_year < ${valueYear}::int then bo.amount end as base_output, vo.amount as current_output,
        case when l.base_year < ${valueYear}::int then bt.amount end as base_tax, vt.amount as current_tax,
        vo.source as output_source, vt.source as tax_source, vo.id as output_id, vt.id as tax_id
      from listed l ${of('bo', 'output', base)} ${of('vo', 'output', value)} ${of('bt', 'tax', base)} ${of('vt', 'tax', value)})
    select m.uscc, m.short_name as name, m.is_demo as "isDemo", m.assess_unit_id as "unitId", u.name as "unitName",
      m.chain, m.origin_class as "originClass", m.base_year as "baseYear",
      m.base_output::text as "baseOutput", m.current_output::text as output,
      m.base_tax::text as "baseTax", m.current_tax::text as tax,
      ${branch(rule, 'output', on)} = 'pass' as "isOutputDoubled", ${branch(rule, 'tax', on)} = 'pass' as "isTaxDoubled",
      ${isUp50('current_output', 'base_output')} as "isOutputUp50", ${isUp50('current_tax', 'base_tax')} as "isTaxUp50",
      coalesce(m.base_output > 0 and m.current_output is not null and m.base_tax > 0 and m.current_tax is not null, false)
        as "isComparable",
      m.output_source as "outputSource", m.tax_source as "taxSource",
      exists (select from figure_doubt d where d.figure_id in (m.output_id, m.tax_id) and d.state in ('open', 'explained'))
        as "isDoubted"
    from measured m left join unit u on u.id = m.assess_unit_id
    order by m.uscc`
}

/** One way to double, by the rule itself. */
function branch(version: RuleVersion, id: 'output' | 'tax', on: Day): SQL {
  const { when } = version.rule
  const found =
    'of' in when && Array.isArray(when.of) ? when.of.find(node => 'id' in node && node.id === id) : undefined
  if (!found) throw new Error(`${version.rule.id} has no branch ${id}`)
  return sql.raw(`(${sqlVerdict({ ...version, rule: { ...version.rule, when: found } }, on)})`)
}
