import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import type { FactName } from '../../rules/fact-table.ts'
import { closedYear } from '../period.ts'
import { stands } from '../retract.ts'

/** Facts of enterprises that projects, awards, land requests and agreements tell, and whose book each is from. */
export const PROJECT_FACTS = {
  has_tech_project: '项目台账',
  new_investment_y: '项目台账',
  equipment_investment_y: '项目台账',
  already_granted: '奖补台账',
  needs_land: '用地台账',
  has_supervision_agreement: '投资监管协议台账',
} as const satisfies Partial<Record<FactName, string>>
export type ProjectFact = keyof typeof PROJECT_FACTS

/**
 * SQL: a row for each enterprise of which anything is known on a day, a column for each of `PROJECT_FACTS` and
 * `recorded_at`. Null is unknown: the books know of what is in them, not that there is nothing else. Amounts of the year
 * before are known once every project that ran in it has been reported for December; what was reported later than
 * `knownBy` is left out.
 */
export function projectFacts(on: Day, knownBy?: Date): SQL {
  const year = closedYear(on)
  const december = `${year}-12`
  const known = knownBy ? sql`and g.reported_at <= ${knownBy.toISOString()}::timestamptz` : sql``
  return sql`select f.uscc, bool_or(f.has_tech_project) as has_tech_project,
      max(f.new_investment_y) as new_investment_y, max(f.equipment_investment_y) as equipment_investment_y,
      max(f.already_granted) as already_granted, bool_or(f.needs_land) as needs_land,
      bool_or(f.has_supervision_agreement) as has_supervision_agreement, max(f.recorded_at) as recorded_at
    from (
      select p.uscc, true as has_tech_project, null::numeric as new_investment_y,
        null::numeric as equipment_investment_y, null::numeric as already_granted, null::boolean as needs_land,
        null::boolean as has_supervision_agreement, null::timestamptz as recorded_at
      from project p join project_stage s on s.project_id = p.id
      where '技改' = any(p.kinds) and s.stage <> '储备' and s.actual_on <= ${on}::date and ${standsOn(on)}
      union all
      select r.uscc, null, case when bool_and(r.is_whole) then sum(r.cumulative) end,
        case when bool_and(r.is_whole and r.equipment is not null) filter (where r.is_tech)
          then sum(r.equipment) filter (where r.is_tech) end,
        null, null, null, max(r.reported_at)
      from (
        select p.uscc, '技改' = any(p.kinds) as is_tech, coalesce(y.month = ${december}, false) as is_whole,
          y.cumulative, y.equipment, y.reported_at
        from project p
        left join (
          select distinct on (g.project_id) g.* from project_progress g
          where left(g.month, 4) = ${String(year)} and g.cumulative is not null and ${stands('project_progress', sql`g.id`)} ${known}
          order by g.project_id, g.month desc, g.id desc) y on y.project_id = p.id
        left join (
          select s.project_id, min(s.actual_on) filter (where s.stage in ('开工', '在建')) as started,
            min(s.actual_on) filter (where s.stage = '投产') as produced
          from project_stage s group by s.project_id) d on d.project_id = p.id
        where ${standsOn(on)} and (y.id is not null
          or (d.started <= ${`${year}-12-31`}::date and (d.produced is null or d.produced >= ${`${year}-01-01`}::date)))
      ) r group by r.uscc
      union all
      select w.uscc, null, null, null, sum(w.amount), null, null, max(w.proposed_at) from award w
      where w.kind = '贴息' and w.state in ('已决定', '已兑付') and w.year = ${year + 1} and w.decided_on <= ${on}::date
      group by w.uscc
      union all
      select l.uscc, null, null, null, null, true, null, l.recorded_at from land_request l
      where l.requested_on <= ${on}::date and (l.settled_on is null or l.settled_on > ${on}::date)
      union all
      select a.uscc, null, null, null, null, null, true, a.recorded_at from agreement a
      where a.signed_on <= ${on}::date and (a.ended_on is null or a.ended_on > ${on}::date)
    ) f where f.uscc is not null group by f.uscc`
}

const standsOn = (on: Day): SQL => sql`(p.removed_on is null or p.removed_on > ${on}::date)`

/** What the books know of one enterprise: only what is known. */
export type KnownProjectFacts = Partial<Record<ProjectFact, string | boolean>> & { recordedAt: Date | null }

/** The same for some enterprises; those of which nothing is known are left out. */
export async function projectFactsOf(
  db: Db,
  usccs: readonly string[],
  on: Day,
  knownBy?: Date,
): Promise<ReadonlyMap<string, KnownProjectFacts>> {
  const amount = (name: ProjectFact) => sql.raw(`${name}::text as ${name}`)
  const rows = await rowsOf<
    Record<ProjectFact, string | boolean | null> & { uscc: string; at: string | null }
  >(
    db,
    sql`select uscc, has_tech_project, ${amount('new_investment_y')}, ${amount('equipment_investment_y')},
        ${amount('already_granted')}, needs_land, has_supervision_agreement,
        to_json(recorded_at)#>>'{}' as at
      from (${projectFacts(on, knownBy)}) k where uscc in ${usccs}`,
  )
  return new Map(
    rows.map(({ uscc, at, ...facts }) => [
      uscc,
      {
        ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
        recordedAt: at === null ? null : new Date(at),
      },
    ]),
  )
}
