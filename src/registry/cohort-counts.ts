import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { type CohortQuery, judgedCohort } from './cohort-rows.ts'
import { BASE_YEAR } from './fact-year.ts'
import { closedYear } from './period.ts'

/** What is counted of some listed enterprises. */
export interface CohortCounts {
  listed: number
  outputDoubled: number
  taxDoubled: number
  /** 产值增长50%以上; contains those doubled. */
  outputUp50: number
}

/** 倍增名录 as bulletins count it. */
export interface CohortTotals extends CohortCounts {
  isDemo: boolean
  baseYear: number
  valueYear: number
  taxUp50: number
  bothDoubled: number
  /** Enterprises of which output or tax cannot be compared: a figure is missing or the base is not positive. */
  incomparable: number
  /** By output of the value year, nested. */
  tiers: { atLeastYi: 10 | 50 | 100; count: number }[]
  /** In the order of the divisions, parks last. */
  units: (CohortCounts & { id: string | null; name: string })[]
  /** 产业链 and 四类企业; null is none told. */
  chains: (CohortCounts & { name: string | null })[]
  origins: (CohortCounts & { name: string | null })[]
  /** Names of those doubled, in the order of the divisions. */
  doubledFirms: { output: string[]; tax: string[] }
  /** Whose output or tax of the value year only they themselves or a department reported. */
  unconfirmed: number
  /** Of whom a figure of the value year is under question. */
  doubted: number
}

const TIERS = [10, 50, 100] as const
/** 亿元 in 万元. */
const YI = 10_000

/** What one of the groupings has; the other two are null in it. */
type Group = CohortCounts & {
  by: 'unit' | 'chain' | 'origin'
  unitId: string | null
  unitName: string | null
  chain: string | null
  originClass: string | null
}
interface Found {
  all: CohortCounts &
    Pick<CohortTotals, 'taxUp50' | 'bothDoubled' | 'incomparable' | 'unconfirmed' | 'doubted'> & {
      isDemo: boolean | null
      valueYear: number | null
      tiers: number[]
    }
  groups: Group[] | null
  output: string[] | null
  tax: string[] | null
}

const COUNTS = sql`count(*)::int as listed, count(*) filter (where "isOutputDoubled")::int as "outputDoubled",
  count(*) filter (where "isTaxDoubled")::int as "taxDoubled", count(*) filter (where "isOutputUp50")::int as "outputUp50"`
/** Sources whose word is final; firms' own and departments' may still change. */
const isOpen = (source: string) => sql`${sql.raw(`"${source}"`)} in ('企业自报', '部门')`
const namesOf = (of: string) =>
  sql`(select json_agg(name order by "unitId" nulls last, uscc) from judged where ${sql.raw(`"${of}"`)})`

/** The union of all rosters up to a day, counted as `cohortRows` judges it. One query. */
export async function cohortCounts(db: Db, policies: PolicySet, query: CohortQuery): Promise<CohortTotals> {
  const tiers = sql.join(
    TIERS.map(tier => sql`count(*) filter (where current_output >= ${tier * YI})`),
    sql`, `,
  )
  const [found] = await rowsOf<Found>(
    db,
    sql`with judged as materialized (${judgedCohort(policies, query)})
      select (select to_json(a) from (
          select ${COUNTS}, bool_or("isDemo") as "isDemo", max("valueYear") as "valueYear",
            count(*) filter (where "isTaxUp50")::int as "taxUp50",
            count(*) filter (where "isOutputDoubled" and "isTaxDoubled")::int as "bothDoubled",
            count(*) filter (where not "isComparable")::int as incomparable,
            count(*) filter (where ${isOpen('outputSource')} or ${isOpen('taxSource')})::int as unconfirmed,
            count(*) filter (where "isDoubted")::int as doubted, json_build_array(${tiers}) as tiers
          from judged) a) as "all",
        (select json_agg(g) from (
          select case when grouping("unitId") = 0 then 'unit' when grouping(chain) = 0 then 'chain' else 'origin' end as by,
            "unitId", max("unitName") as "unitName", chain, "originClass", ${COUNTS}
          from judged group by grouping sets (("unitId"), (chain), ("originClass"))) g) as groups,
        ${namesOf('isOutputDoubled')} as output, ${namesOf('isTaxDoubled')} as tax`,
  )
  if (!found) throw new Error('an aggregate gave no row')
  const { all, groups } = found
  const by = (what: Group['by']) => (groups ?? []).filter(group => group.by === what)
  return {
    ...all,
    isDemo: all.isDemo ?? false,
    baseYear: BASE_YEAR,
    valueYear: all.valueYear ?? closedYear(query.on),
    tiers: TIERS.map((atLeastYi, i) => ({ atLeastYi, count: all.tiers[i] ?? 0 })),
    units: by('unit')
      .map(group => ({ id: group.unitId, name: group.unitName ?? '未登记考核单位', ...countsOf(group) }))
      .sort((a, b) => ((a.id ?? '~') < (b.id ?? '~') ? -1 : 1)),
    chains: by('chain').map(group => ({ name: group.chain, ...countsOf(group) })),
    origins: by('origin').map(group => ({ name: group.originClass, ...countsOf(group) })),
    doubledFirms: { output: found.output ?? [], tax: found.tax ?? [] },
  }
}

const countsOf = ({ listed, outputDoubled, taxDoubled, outputUp50 }: CohortCounts): CohortCounts => ({
  ...{ listed, outputDoubled, taxDoubled, outputUp50 },
})
