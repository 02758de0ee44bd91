import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { addDays, addMonths, type Day } from '../lib/time.ts'
import { evaluate } from '../rules/evaluate.ts'
import type { Evaluation } from '../rules/evaluation.ts'
import { parseFacts } from '../rules/facts.ts'
import { findRule, type RuleVersion } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'

/**
 * SQL: every stay of an enterprise in 规上, with the first day that counts for it and the first day no longer in. What
 * the yearly window approves in January and February counts for the year before (统计年度). A firm registered as 规上
 * without a stay has been in since its first entry.
 */
const STAYS = sql`select uscc, to_on as left_on, coalesce(exit_reason, '') like '%专业%' as is_moved,
    case when entry = '年度' and extract(month from from_on) <= 2
      then make_date(extract(year from from_on)::int - 1, 12, 31) else from_on end as entered_on
  from status_period where status = '规上'
  union all
  select uscc, null, false, first_above_scale_on from enterprise e
  where is_above_scale and not exists (select 1 from status_period p where p.uscc = e.uscc and p.status = '规上')`

/** 新增、退库、净增 of one unit (考核单位) in a range of days. */
export interface ScaleCounts {
  unitId: string
  name: string
  entries: number
  exits: number
  /** Of the exits those that only changed their branch (专业变更). */
  moved: number
  /** 规上 firms the day before the range and on its last day. */
  start: number
  end: number
}

/** Counts of every unit that has 规上 firms; each firm counts for its one 考核单位. */
export function scaleCounts(db: Db, { from, to }: { from: Day; to: Day }): Promise<ScaleCounts[]> {
  const before = addDays(from, -1)
  const inOn = (day: Day) =>
    sql`count(*) filter (where (s.entered_on is null or s.entered_on <= ${day}::date)
      and (s.left_on is null or s.left_on > ${day}::date))::int`
  return rowsOf(
    db,
    sql`select coalesce(e.assess_unit_id, '') as "unitId", coalesce(u.name, '未登记考核单位') as name,
        count(*) filter (where s.entered_on between ${from}::date and ${to}::date)::int as entries,
        count(*) filter (where s.left_on between ${from}::date and ${to}::date)::int as exits,
        count(*) filter (where s.is_moved and s.left_on between ${from}::date and ${to}::date)::int as moved,
        ${inOn(before)} as start, ${inOn(to)} as end
      from (${STAYS}) s join enterprise e on e.uscc = s.uscc left join unit u on u.id = e.assess_unit_id
      group by e.assess_unit_id, u.name order by e.assess_unit_id`,
  )
}

/** All units as one. */
export function totalOf(counts: readonly ScaleCounts[], name: string): ScaleCounts {
  const sum = (of: 'entries' | 'exits' | 'moved' | 'start' | 'end') =>
    counts.reduce((total, one) => total + one[of], 0)
  return {
    unitId: '430400',
    name,
    entries: sum('entries'),
    exits: sum('exits'),
    moved: sum('moved'),
    start: sum('start'),
    end: sum('end'),
  }
}

/** A year's targets of a unit; null where none is set. */
export interface ScaleTargets {
  entries: Big | null
  net: Big | null
}

/** Targets of a year by unit, as they stand: of the year itself, or set for each year from an earlier one on. */
export async function scaleTargets(db: Db, year: number): Promise<ReadonlyMap<string, ScaleTargets>> {
  const rows = await rowsOf<{ placeId: string; indicator: string; value: string }>(
    db,
    sql`select distinct on (place_id, indicator) place_id as "placeId", indicator, value::text from target
      where indicator in ('新增规上', '净增规上') and subject = '' and ended_at is null
        and (year = ${year} or (is_yearly and year <= ${year}))
      order by place_id, indicator, year desc`,
  )
  const found = new Map<string, ScaleTargets>()
  for (const { placeId, indicator, value } of rows) {
    const known = found.get(placeId) ?? { entries: null, net: null }
    found.set(placeId, { ...known, [indicator === '新增规上' ? 'entries' : 'net']: new Big(value) })
  }
  return found
}

/** Counts and targets judged by R-NET: net, completion, and whether the counts at both ends agree. */
export function judgeNet(
  policies: PolicySet,
  { entries, exits, start, end }: ScaleCounts,
  targets: ScaleTargets | undefined,
  on: Day,
): Evaluation {
  return evaluate(
    findRule(policies.documents, 'R-NET', on),
    parseFacts({
      entries,
      exits,
      count_start: start,
      count_end: end,
      target_entries: targets?.entries?.toFixed(),
      target_net: targets?.net?.toFixed(),
    }),
    { on },
  )
}

/** A unit that comes into question for praise or for blame; a person decides. */
export interface Nominee {
  unit: ScaleCounts
  evaluation: Evaluation
}

export interface Nominees {
  award: { version: RuleVersion; list: Nominee[] }
  criticism: { version: RuleVersion; list: Nominee[] }
  /** Month up to which it is counted, `2023-10`. */
  through: string
  /** Units without a target cannot be behind one. */
  withoutTarget: number
}

/**
 * 奖励、通报批评的建议名单, by R-AWARD and R-CRIT: units by how much more they grew than in the same months a year before;
 * units that for months are behind the schedule of their target.
 */
export async function nominees(db: Db, policies: PolicySet, on: Day): Promise<Nominees> {
  const through = addDays(`${on.slice(0, 7)}-01`, -1)
  const year = Number(through.slice(0, 4))
  const months = Number(through.slice(5, 7))
  const soFar = await scaleCounts(db, { from: `${year}-01-01`, to: through })
  const lastYear = await scaleCounts(db, { from: `${year - 1}-01-01`, to: addMonths(through, -12) })
  const targets = await scaleTargets(db, year)
  const units = soFar.filter(({ unitId }) => unitId !== '')
  const award = findRule(policies.documents, 'R-AWARD', on)
  const criticism = findRule(policies.documents, 'R-CRIT', on)
  const gain = ({ unitId, entries, exits }: ScaleCounts) => {
    const before = lastYear.find(one => one.unitId === unitId)
    return entries - exits - ((before?.entries ?? 0) - (before?.exits ?? 0))
  }
  const growing = units.filter(unit => gain(unit) > 0).sort((a, b) => gain(b) - gain(a))
  const behind = await monthsBehind(db, criticism, { units, targets, year, months })
  const judge = (version: RuleVersion, unit: ScaleCounts, facts: Record<string, unknown>): Nominee => ({
    unit,
    evaluation: evaluate(version, parseFacts(facts), { on }),
  })
  const open = ({ evaluation }: Nominee) => evaluation.verdict === 'manual' || evaluation.verdict === 'pass'
  return {
    award: {
      version: award,
      list: growing
        // Equal gains share a rank.
        .map(unit =>
          judge(award, unit, {
            net_growth_rank: 1 + growing.filter(other => gain(other) > gain(unit)).length,
          }),
        )
        .filter(open),
    },
    criticism: {
      version: criticism,
      list: units
        .flatMap(unit => {
          const target = targets.get(unit.unitId)?.entries
          if (!target) return []
          return [
            judge(criticism, unit, {
              entries: unit.entries,
              target_entries: target.toFixed(),
              months_elapsed: months,
              months_behind: behind.get(unit.unitId) ?? 0,
            }),
          ]
        })
        .filter(open),
    },
    through: through.slice(0, 7),
    withoutTarget: units.filter(({ unitId }) => !targets.get(unitId)?.entries).length,
  }
}

/** For how many months on end, up to the last, a unit has been behind schedule by more than the rule allows. */
async function monthsBehind(
  db: Db,
  version: RuleVersion,
  {
    units,
    targets,
    year,
    months,
  }: {
    units: readonly ScaleCounts[]
    targets: ReadonlyMap<string, ScaleTargets>
    year: number
    months: number
  },
): Promise<ReadonlyMap<string, number>> {
  const behind = new Map<string, number>()
  let left = units.filter(({ unitId }) => targets.get(unitId)?.entries)
  for (let month = months; month >= 1 && left.length > 0; month--) {
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    const to = addDays(addMonths(first, 1), -1)
    const counts = await scaleCounts(db, { from: `${year}-01-01`, to })
    left = left.filter(({ unitId }) => {
      const entries = counts.find(one => one.unitId === unitId)?.entries ?? 0
      const target = targets.get(unitId)?.entries?.toFixed()
      const facts = parseFacts({ entries, target_entries: target, months_elapsed: month })
      const lag = evaluate(version, facts, { on: to }).conditions.find(({ id }) => id === 'behind.lag')
      return lag?.verdict === 'pass'
    })
    for (const { unitId } of left) behind.set(unitId, (behind.get(unitId) ?? 0) + 1)
  }
  return behind
}
