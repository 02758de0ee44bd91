import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import type { EnterpriseScope } from '../../people/may.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { sqlVerdict } from '../../rules/sql.ts'
import { DUTY_FACTS, type Duty, standsOn } from './people.ts'

/** Which enterprises are to be covered. */
export interface CoverageScope {
  /** A county by its code, a park by its id: both by where a firm sits and by the unit it counts for. */
  placeId?: string | undefined
  /** Only 规上. */
  aboveScale?: boolean | undefined
  /** Only those on a 名录 or 库 on the day. */
  roster?: string | undefined
}

/** 联点覆盖 of a unit: enterprises, those complete by the rule, and those that have each duty. */
export interface Coverage {
  /** 考核单位; null for firms that count for none. */
  unitId: string | null
  unit: string | null
  firms: number
  complete: number
  duties: Record<Duty, number>
}

/** 联点覆盖 by unit, each enterprise in exactly one. One query. */
export async function coverageByUnit(
  db: Db,
  version: RuleVersion,
  on: Day,
  scope: CoverageScope = {},
): Promise<Coverage[]> {
  const rows = await rowsOf<Omit<Coverage, 'duties'> & Record<'leader' | 'cadre' | 'officer', number>>(
    db,
    sql`select f.unit_id as "unitId", u.name as unit, count(*)::int as firms,
        count(*) filter (where ${verdict(version, on)} = 'pass')::int as complete,
        count(*) filter (where has_liaison_leader)::int as leader,
        count(*) filter (where has_liaison_cadre)::int as cadre,
        count(*) filter (where has_liaison_officer)::int as officer
      from (${firmsWithDuties(on, scope)}) f left join unit u on u.id = f.unit_id
      group by f.unit_id, u.name order by f.unit_id`,
  )
  return rows.map(({ leader, cadre, officer, ...row }) => ({
    ...row,
    duties: { 联点领导: leader, 科级干部: cadre, 联络员: officer },
  }))
}

/** An enterprise of which somebody is missing. */
export interface Uncovered extends EnterpriseScope {
  shortName: string
  missing: Duty[]
}

/** Enterprises that are not complete, those with nobody first. */
export async function uncovered(
  db: Db,
  version: RuleVersion,
  on: Day,
  scope: CoverageScope = {},
): Promise<Uncovered[]> {
  const rows = await rowsOf<Omit<Uncovered, 'missing'> & Record<string, unknown>>(
    db,
    sql`select uscc, short_name as "shortName", region_code as "regionCode", assess_unit_id as "assessUnitId", chain,
        has_liaison_leader, has_liaison_cadre, has_liaison_officer
      from (${firmsWithDuties(on, scope)}) f where ${verdict(version, on)} <> 'pass'
      order by has_liaison_leader::int + has_liaison_cadre::int + has_liaison_officer::int, uscc`,
  )
  return rows.map(({ uscc, shortName, regionCode, assessUnitId, chain, ...has }) => ({
    uscc,
    shortName,
    regionCode,
    assessUnitId,
    chain,
    missing: (Object.keys(DUTY_FACTS) as Duty[]).filter(duty => has[DUTY_FACTS[duty]] !== true),
  }))
}

const verdict = (version: RuleVersion, on: Day): SQL => sql.raw(sqlVerdict(version, on))

/** Enterprises of a scope with a column for each fact the rule asks for. */
function firmsWithDuties(on: Day, { placeId, aboveScale, roster }: CoverageScope): SQL {
  const facts = Object.entries(DUTY_FACTS).map(
    ([duty, fact]) => sql`coalesce(bool_or(l.duty = ${duty}), false) as ${sql.identifier(fact)}`,
  )
  const conditions = [
    sql`true`,
    ...(placeId
      ? [sql`(e.region_code = ${placeId} or e.park_id = ${placeId} or e.assess_unit_id = ${placeId})`]
      : []),
    ...(aboveScale ? [sql`e.is_above_scale`] : []),
    ...(roster
      ? [
          sql`exists (select from roster_member m where m.uscc = e.uscc and m.roster = ${roster}
            and coalesce(m.from_on, make_date(m.year, 1, 1)) <= ${on}::date and (m.to_on is null or m.to_on > ${on}::date))`,
        ]
      : []),
  ]
  return sql`select e.uscc, e.short_name, e.region_code, e.assess_unit_id, e.chain,
      coalesce(e.assess_unit_id, e.region_code) as unit_id, ${sql.join(facts, sql`, `)}
    from enterprise e left join liaison l on l.uscc = e.uscc and ${standsOn(on)}
    where ${sql.join(conditions, sql` and `)}
    group by e.uscc`
}
