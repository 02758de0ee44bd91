import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { caseFile, enterprise } from '../../db/schema/index.ts'
import type { Day } from '../lib/time.ts'
import { RUNNING } from './facts.ts'
import { FINISHED, IN_HAND, IS_SOLVED, STILL_OPEN } from './filter.ts'
import { STANDING } from './standing.ts'

/** Counts of a set of cases; what each means is said in `metrics.ts`. Nothing is left out of `collected`. */
export interface CaseCounts {
  collected: number
  finished: number
  /** Finished within the due day of their last round. */
  inTime: number
  solved: number
  open: number
  /** With a unit now. */
  inHand: number
  /** Of those in hand: past the due day while the clock runs. */
  overdue: number
  declined: number
  withdrawn: number
  merged: number
  /** Cases that were sent round again at least once. */
  again: number
  /** Ratings enterprises have given, all rounds of a case. */
  satisfied: number
  fair: number
  dissatisfied: number
  /** Closed by the clock because nobody rated. */
  unrated: number
  /** Working days from filing to the last report of a result, less those the clock stood, over `finished` cases. */
  days: number
  /** Different enterprises behind the cases. */
  firms: number
}

/** What cases can be told apart by. */
export const GROUPINGS = [
  'unit',
  'category',
  'region',
  'assess',
  'chain',
  'campaign',
  'month',
  'state',
] as const
export type Grouping = (typeof GROUPINGS)[number]

/** One group; `name` is null for cases that belong to none (not assigned, no chain, outside every campaign). */
export interface CaseGroup {
  key: string | null
  name: string | null
  counts: CaseCounts
}

/** Which cases, as of which day. `where` is a condition over `case_file` joined with `enterprise`. */
export interface StatisticsQuery {
  where: SQL | undefined
  on: Day
}

/** All cases of the query counted together. */
export async function countCases(db: Db, query: StatisticsQuery): Promise<CaseCounts> {
  const [all] = await count(db, query, null)
  return all?.counts ?? NOTHING
}

/**
 * Cases of the query counted by group, the largest first. A case filed within two campaigns counts in both; every other
 * grouping puts each case into exactly one group.
 */
export function countCasesBy(db: Db, query: StatisticsQuery, by: Grouping): Promise<CaseGroup[]> {
  return count(db, query, by)
}

const NOTHING: CaseCounts = {
  collected: 0,
  finished: 0,
  inTime: 0,
  solved: 0,
  open: 0,
  inHand: 0,
  overdue: 0,
  declined: 0,
  withdrawn: 0,
  merged: 0,
  again: 0,
  satisfied: 0,
  fair: 0,
  dissatisfied: 0,
  unrated: 0,
  days: 0,
  firms: 0,
}

const FILED_ON = sql`(${caseFile.filedAt} at time zone 'Asia/Shanghai')::date`

/** Each way of grouping: key, name, and what must be joined for them. */
const KEYS: Record<Grouping, { key: SQL; name: SQL; join?: SQL }> = {
  unit: {
    key: sql`${caseFile.leadUnitId}`,
    name: sql`coalesce(unit.name, ${caseFile.leadUnitId})`,
    join: sql`left join unit on unit.id = ${caseFile.leadUnitId}`,
  },
  category: { key: sql`${caseFile.category}`, name: sql`${caseFile.category}` },
  region: {
    key: sql`${enterprise.regionCode}`,
    name: sql`region.name`,
    join: sql`left join region on region.code = ${enterprise.regionCode}`,
  },
  /** 考核单位 of the enterprise: the city's parks beside the counties, each case in one. */
  assess: {
    key: sql`coalesce(${enterprise.assessUnitId}, ${enterprise.regionCode})`,
    name: sql`unit.name`,
    join: sql`left join unit on unit.id = coalesce(${enterprise.assessUnitId}, ${enterprise.regionCode})`,
  },
  chain: { key: sql`${enterprise.chain}`, name: sql`${enterprise.chain}` },
  campaign: {
    key: sql`campaign.id`,
    name: sql`campaign.name`,
    join: sql`left join campaign on ${FILED_ON} between campaign.starts_on and coalesce(campaign.ends_on, 'infinity')`,
  },
  month: { key: sql`to_char(${FILED_ON}, 'YYYY-MM')`, name: sql`to_char(${FILED_ON}, 'YYYY-MM')` },
  state: { key: sql`${caseFile.state}`, name: sql`${caseFile.state}` },
}

const listed = (values: readonly string[]) =>
  sql.join(
    values.map(value => sql`${value}`),
    sql`, `,
  )

/** Counting happens in the database; working days are numbered there from the same table the deadlines use. */
async function count(db: Db, { where, on }: StatisticsQuery, by: Grouping | null): Promise<CaseGroup[]> {
  const { key, name, join = sql`` } = by ? KEYS[by] : { key: sql`null`, name: sql`null` }
  const rows = await rowsOf<CaseCounts & { key: string | null; name: string | null }>(
    db,
    sql`
    with base as materialized (
      select ${caseFile.no} as no, ${caseFile.uscc} as uscc, ${caseFile.state} as state, ${caseFile.round} as round,
        ${caseFile.dueOn} as due_on, ${FILED_ON} as filed_on, ${IS_SOLVED} as is_solved,
        ${key}::text as key, ${name}::text as name
      from case_file join enterprise using (uscc) ${join}
      ${where ? sql`where ${where}` : sql``}
    ),
    told as (
      select case_no,
        (max(at) filter (where type in ('finish', 'answer')) at time zone 'Asia/Shanghai')::date as finished_on,
        count(*) filter (where type = 'accept' and data->>'rating' = '满意') as satisfied,
        count(*) filter (where type = 'accept' and data->>'rating' = '基本满意') as fair,
        count(*) filter (where type = 'reject') as dissatisfied,
        count(*) filter (where type = 'lapse') as unrated
      from ${STANDING} as event where type in ('finish', 'answer', 'accept', 'reject', 'lapse') and case_no in (select no from base)
      group by case_no
    ),
    calendar as (
      select day, sum(works) over (order by day) as n from (
        select day, case coalesce(kind, case when extract(isodow from day) < 6 then 'work' else 'off' end)
          when 'work' then 1 else 0 end as works
        from (select (select min(filed_on) from base) + i as day
          from generate_series(0, greatest(${on}::date, (select max(finished_on) from told))
            - (select min(filed_on) from base)) as i) as days
        left join workday_override using (day)) as judged
    ),
    stood as (
      select case_no, sum(until.n - since.n) as days from (
        select case_no, type, (at at time zone 'Asia/Shanghai')::date as since_on,
          (lead(at) over (partition by case_no order by seq) at time zone 'Asia/Shanghai')::date as until_on
        from ${STANDING} as event
        where type in ('hold', 'shelve', 'resume', 'transfer', 'withdraw') and case_no in (select no from base)
      ) as pauses
      join calendar since on since.day = since_on
      join calendar until on until.day = until_on
      where type in ('hold', 'shelve') group by case_no
    )
    select key, name, count(*)::int as collected,
      count(*) filter (where state in (${listed(FINISHED)}))::int as finished,
      count(*) filter (where state in (${listed(FINISHED)}) and (due_on is null or finished_on <= due_on))::int as "inTime",
      count(*) filter (where is_solved)::int as solved,
      count(*) filter (where state in (${listed(STILL_OPEN)}))::int as open,
      count(*) filter (where state in (${listed(IN_HAND)}))::int as "inHand",
      count(*) filter (where state in (${listed(RUNNING)}) and due_on < ${on}::date)::int as overdue,
      count(*) filter (where state = 'declined')::int as declined,
      count(*) filter (where state = 'withdrawn')::int as withdrawn,
      count(*) filter (where state = 'merged')::int as merged,
      count(*) filter (where round > 1)::int as again,
      coalesce(sum(told.satisfied), 0)::int as satisfied,
      coalesce(sum(told.fair), 0)::int as fair,
      coalesce(sum(told.dissatisfied), 0)::int as dissatisfied,
      coalesce(sum(told.unrated), 0)::int as unrated,
      coalesce(sum(ended.n - began.n - coalesce(stood.days, 0)) filter (where state in (${listed(FINISHED)})), 0)::int
        as days,
      count(distinct uscc)::int as firms
    from base
    left join told on told.case_no = no
    left join stood on stood.case_no = no
    left join calendar began on began.day = filed_on
    left join calendar ended on ended.day = finished_on
    group by key, name order by collected desc, key`,
  )
  return rows.map(({ key: groupKey, name: groupName, ...counts }) => ({
    key: groupKey,
    name: groupName,
    counts,
  }))
}
