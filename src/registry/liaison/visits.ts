import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { VISIT_MEANS, VISIT_OUTCOMES } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import type { EnterpriseScope } from '../../people/may.ts'
import type { Duty } from './people.ts'

/** A visit as it counts now. */
export interface Visit extends EnterpriseScope {
  id: number
  enterprise: string
  isDemo: boolean
  visitedOn: Day
  means: (typeof VISIT_MEANS)[number]
  outcome: (typeof VISIT_OUTCOMES)[number]
  visitor: string
  visitorId: string | null
  duty: Duty | null
  note: string
  attempts: number | null
  /** Numbers of the cases its problems became. */
  cases: string[]
  /** Why it replaces an earlier entry; null for a first one. */
  reason: string | null
  replacesId: number | null
  recordedBy: string
  recordedAt: Date
}

/** SQL: the entry `v` of `visit` counts: nothing replaces it and it withdraws nothing. */
export const COUNTS = sql`not v.is_void and not exists (select from visit n where n.replaces_id = v.id)`

/** Which visits; what is absent does not narrow. */
export interface VisitFilter {
  id?: number
  usccs?: readonly string[]
  visitorId?: string
  /** By name, where the bot does not know who it is. */
  visitor?: string
  placeId?: string
  from?: Day
  to?: Day
}

const conditionOf = ({ id, usccs, visitorId, visitor, placeId, from, to }: VisitFilter): SQL =>
  sql.join(
    [
      COUNTS,
      ...(id === undefined ? [] : [sql`v.id = ${id}`]),
      ...(usccs ? [usccs.length > 0 ? sql`v.uscc in ${[...usccs]}` : sql`false`] : []),
      ...(visitorId ? [sql`v.visitor_id = ${visitorId}`] : []),
      ...(visitor ? [sql`v.visitor = ${visitor}`] : []),
      ...(placeId
        ? [sql`(e.region_code = ${placeId} or e.park_id = ${placeId} or e.assess_unit_id = ${placeId})`]
        : []),
      ...(from ? [sql`v.visited_on >= ${from}::date`] : []),
      ...(to ? [sql`v.visited_on <= ${to}::date`] : []),
    ],
    sql` and `,
  )

/** Visits, the newest first. */
export async function findVisits(db: Db, filter: VisitFilter, most = 100): Promise<Visit[]> {
  const rows = await rowsOf<Omit<Visit, 'recordedAt'> & { recordedAt: string }>(
    db,
    sql`select v.id, v.uscc, e.short_name as enterprise, e.is_demo as "isDemo", e.region_code as "regionCode",
        e.assess_unit_id as "assessUnitId", e.chain, v.visited_on::text as "visitedOn", v.means, v.outcome, v.visitor,
        v.visitor_id as "visitorId", v.duty, v.note, v.attempts, v.reason, v.replaces_id as "replacesId",
        v.recorded_by as "recordedBy", to_json(v.recorded_at) as "recordedAt",
        coalesce((select json_agg(c.no order by c.no) from case_file c
          where c.form_key = v.case_key or c.form_key like v.case_key || ':%'), '[]'::json) as cases
      from visit v join enterprise e on e.uscc = v.uscc
      where ${conditionOf(filter)} order by v.visited_on desc, v.id desc limit ${most}`,
  )
  return rows.map(row => ({ ...row, recordedAt: new Date(row.recordedAt) }))
}

/** The last visit somebody recorded that still counts; null when none does. */
export async function lastRecordedBy(db: Db, personId: string): Promise<number | null> {
  const [row] = await rowsOf<{ id: number }>(
    db,
    sql`select v.id from visit v where ${COUNTS} and v.recorded_by = ${personId} order by v.id desc limit 1`,
  )
  return row?.id ?? null
}

/** How much was visited; where nobody was reached is told apart and is no visit. */
export interface VisitCounts {
  visits: number
  /** Different enterprises. */
  firms: number
  /** Different people. */
  visitors: number
  /** With problems told. */
  troubled: number
  /** Times nobody was reached. */
  unreached: number
}

/** Visits counted together. */
export async function countVisits(db: Db, filter: VisitFilter): Promise<VisitCounts> {
  const [row] = await rowsOf<VisitCounts>(
    db,
    sql`select ${COUNTED} from visit v join enterprise e on e.uscc = v.uscc where ${conditionOf(filter)}`,
  )
  return row ?? { visits: 0, firms: 0, visitors: 0, troubled: 0, unreached: 0 }
}

const REACHED = sql`v.outcome <> '联系不上'`
const COUNTED = sql`count(*) filter (where ${REACHED})::int as visits,
  count(distinct v.uscc) filter (where ${REACHED})::int as firms,
  count(distinct coalesce(v.visitor_id, v.visitor)) filter (where ${REACHED})::int as visitors,
  count(*) filter (where v.outcome = '有问题')::int as troubled,
  count(*) filter (where v.outcome = '联系不上')::int as unreached`

/** Visits of one person. */
export interface VisitorCounts extends VisitCounts {
  visitor: string
  duty: Duty | null
}

/** Visits by who went, most first. */
export const visitsByVisitor = (db: Db, filter: VisitFilter): Promise<VisitorCounts[]> =>
  rowsOf(
    db,
    sql`select min(v.visitor) as visitor, min(v.duty) as duty, ${COUNTED}
      from visit v join enterprise e on e.uscc = v.uscc where ${conditionOf(filter)}
      group by coalesce(v.visitor_id, v.visitor) order by visits desc, visitor`,
  )

/** Visits by 考核单位. */
export const visitsByUnit = (
  db: Db,
  filter: VisitFilter,
): Promise<(VisitCounts & { unitId: string | null; unit: string | null })[]> =>
  rowsOf(
    db,
    sql`select coalesce(e.assess_unit_id, e.region_code) as "unitId", u.name as unit, ${COUNTED}
      from visit v join enterprise e on e.uscc = v.uscc
      left join unit u on u.id = coalesce(e.assess_unit_id, e.region_code)
      where ${conditionOf(filter)} group by 1, 2 order by visits desc, 1`,
  )
