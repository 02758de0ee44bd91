import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { compareGrowth, type Growth } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { doublingRule, growthOfPair, judgeDoubling, type Pair } from './doubling-rule.ts'
import { BASE_YEAR, baseYearOf, cohortValueYear, listedUpTo } from './fact-year.ts'
import { type Indicator, sourceOrder } from './indicators.ts'
import { stands } from './retract.ts'

/** A listed enterprise and how it did against its base year. */
interface CohortMember {
  uscc: string
  name: string
  unitId: string | null
  baseYear: number
  output: Pair & { growth: Growth | 'incomparable' | null }
  tax: Pair & { growth: Growth | 'incomparable' | null }
  isOutputDoubled: boolean
  isTaxDoubled: boolean
}

/** 倍增名录 as bulletins count it. */
export interface Cohort {
  isDemo: boolean
  baseYear: number
  valueYear: number
  listed: number
  outputDoubled: number
  taxDoubled: number
  /** 产值增长50%以上; contains those doubled. */
  outputUp50: number
  taxUp50: number
  bothDoubled: number
  /** Enterprises of which output or tax cannot be compared: a figure is missing or the base is not positive. */
  incomparable: number
  /** By output of the value year, nested. */
  tiers: { atLeastYi: 10 | 50 | 100; count: number }[]
  /** In the order of the divisions, parks last. */
  units: {
    id: string | null
    name: string
    listed: number
    outputDoubled: number
    taxDoubled: number
    outputUp50: number
  }[]
  members: CohortMember[]
}

const TIERS = [10, 50, 100] as const
const YI = 10_000

/** The union of all rosters up to a day, judged by R-DBL on full years. Two queries, however many enterprises. */
export async function cohort(db: Db, policies: PolicySet, on: Day): Promise<Cohort> {
  const valueYear = await cohortValueYear(db, on)
  const rows = await readListed(db, on, valueYear)
  const rule = doublingRule(policies, on)
  const members = rows.map(({ uscc, name, unitId, firstAboveScaleOn, figures }): CohortMember => {
    const pick = (indicator: Indicator, year: number) => amountOf(figures, indicator, String(year))
    const baseYear = baseYearOf(pick('output', BASE_YEAR) !== null, firstAboveScaleOn)
    const pairOf = (indicator: Indicator) => {
      const pair = {
        base: baseYear < valueYear ? pick(indicator, baseYear) : null,
        value: pick(indicator, valueYear),
      }
      return { ...pair, growth: growthOfPair(pair) }
    }
    const output = pairOf('output')
    const tax = pairOf('tax')
    const { result } = judgeDoubling(rule, output, tax, on)
    return {
      uscc,
      name,
      unitId,
      baseYear,
      output,
      tax,
      isOutputDoubled: result.output_doubled === true,
      isTaxDoubled: result.tax_doubled === true,
    }
  })
  const counted = countOf(members)
  return {
    isDemo: rows.some(row => row.isDemo),
    baseYear: BASE_YEAR,
    valueYear,
    ...counted,
    taxUp50: members.filter(member => isUpHalf(member.tax.growth)).length,
    bothDoubled: members.filter(member => member.isOutputDoubled && member.isTaxDoubled).length,
    incomparable: members.filter(member => !isGrowth(member.output.growth) || !isGrowth(member.tax.growth))
      .length,
    tiers: TIERS.map(atLeastYi => ({
      atLeastYi,
      count: members.filter(({ output }) => output.value?.gte(atLeastYi * YI)).length,
    })),
    units: byUnit(members, new Map(rows.map(row => [row.unitId, row.unitName]))),
    members,
  }
}

const isGrowth = (growth: Growth | 'incomparable' | null): growth is Growth =>
  growth !== null && growth !== 'incomparable'
const isUpHalf = (growth: Growth | 'incomparable' | null) =>
  isGrowth(growth) && compareGrowth(growth, new Big(50)) >= 0

function countOf(members: readonly CohortMember[]) {
  return {
    listed: members.length,
    outputDoubled: members.filter(member => member.isOutputDoubled).length,
    taxDoubled: members.filter(member => member.isTaxDoubled).length,
    outputUp50: members.filter(member => isUpHalf(member.output.growth)).length,
  }
}

function byUnit(members: readonly CohortMember[], names: Map<string | null, string | null>): Cohort['units'] {
  const ids = [...new Set(members.map(({ unitId }) => unitId))].sort((a, b) =>
    (a ?? '~') < (b ?? '~') ? -1 : 1,
  )
  return ids.map(id => ({
    id,
    name: names.get(id) ?? '未登记考核单位',
    ...countOf(members.filter(({ unitId }) => unitId === id)),
  }))
}

interface ListedRow {
  uscc: string
  name: string
  isDemo: boolean
  unitId: string | null
  unitName: string | null
  firstAboveScaleOn: string | null
  /** Newest figure of each source. */
  figures: { indicator: string; period: string; amount: string; source: string }[]
}

/** Listed enterprises with what each source says of the years that may count, in one query. */
async function readListed(db: Db, on: Day, valueYear: number): Promise<ListedRow[]> {
  const years = Array.from({ length: valueYear - BASE_YEAR + 1 }, (_, i) => String(BASE_YEAR + i))
  const periods = years.length > 0 ? years : [String(valueYear)]
  return rowsOf<ListedRow>(
    db,
    sql`with listed as (${listedUpTo(on)}),
      newest as materialized (
        select distinct on (f.uscc, f.indicator, f.period, f.source)
          f.uscc, f.indicator, f.period, f.source, f.amount
        from figure f join listed using (uscc)
        where f.indicator in ('output', 'tax') and f.period in ${periods} and ${stands('figure', sql`f.id`)}
        order by f.uscc, f.indicator, f.period, f.source, f.id desc),
      said as materialized (
        select uscc, json_agg(json_build_object('indicator', indicator, 'period', period,
          'amount', amount::text, 'source', source)) as figures
        from newest group by uscc)
      select e.uscc, e.short_name as name, e.is_demo as "isDemo", e.assess_unit_id as "unitId",
        u.name as "unitName", e.first_above_scale_on::text as "firstAboveScaleOn",
        coalesce(said.figures, '[]'::json) as figures
      from listed join enterprise e using (uscc)
      left join unit u on u.id = e.assess_unit_id
      left join said using (uscc)
      order by e.uscc`,
  )
}

/** The amount that counts for one indicator and year. */
function amountOf(figures: ListedRow['figures'], indicator: Indicator, period: string): Big | null {
  const said = figures.filter(one => one.indicator === indicator && one.period === period)
  for (const source of sourceOrder(indicator)) {
    const found = said.find(one => one.source === source)
    if (found) return new Big(found.amount)
  }
  return null
}
