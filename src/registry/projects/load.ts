import Big from 'big.js'
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { DELAY_TAGS, project } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import type { DutyScope } from '../../people/may.ts'
import { stands } from '../retract.ts'
import { PROJECT_DUTY } from './duty.ts'
import { type ProjectStage, type StageDates, stageOf } from './stages.ts'

type Row = typeof project.$inferSelect

/** 节点 as it stood on a day. */
export interface Milestone {
  id: number
  title: string
  dueOn: Day
  owner: string
  doneOn: Day | null
}

/** What was invested this year, by the newest report of it. */
interface YearProgress {
  /** `2023-10`. */
  month: string
  cumulative: Big
  equipment: Big | null
  by: string
  at: Date
}

/** A project as it stood on a day, by what is known now. Amounts in 万元. */
export interface ProjectOn
  extends DutyScope,
    Pick<
      Row,
      | 'id'
      | 'name'
      | 'aliases'
      | 'kinds'
      | 'level'
      | 'sector'
      | 'owner'
      | 'tags'
      | 'approval'
      | 'content'
      | 'isDemo'
      | 'createdBy'
    > {
  on: Day
  firm: string | null
  region: string | null
  park: string | null
  /** The one unit it counts for: a park ranked beside the counties, else its county. */
  unitId: string | null
  ownerUnit: string | null
  total: Big
  expectedOutput: Big | null
  expectedTax: Big | null
  stage: ProjectStage
  stages: StageDates[]
  /** Of the year of the day. */
  plan: { year: number; investment: Big; goal: string | null } | null
  progress: YearProgress | null
  /** Up to the end of the year before. */
  investedBefore: Big
  /** The newest thing said about it. */
  said: { month: string; note: string } | null
  milestones: Milestone[]
  delay: { tag: (typeof DELAY_TAGS)[number]; reason: string; by: string; at: Date } | null
}

type Amounts = 'total' | 'expectedOutput' | 'expectedTax' | 'plan' | 'progress' | 'investedBefore'

interface Raw extends Omit<ProjectOn, Amounts | 'stage' | 'delay' | 'on' | 'dutyUnitIds'> {
  total: string
  expectedOutput: string | null
  expectedTax: string | null
  plan: { year: number; investment: string; goal: string | null } | null
  progress: { month: string; cumulative: string; equipment: string | null; by: string; at: string } | null
  investedBefore: string
  delay: { tag: (typeof DELAY_TAGS)[number] | null; reason: string; by: string; at: string } | null
}

/** The projects there were on a day, the largest first; only one where `id` is given. One query. */
export async function projectsOn(db: Db, on: Day, id?: number): Promise<ProjectOn[]> {
  const rows = await rowsOf<Raw>(db, projectsQuery(on, id))
  return rows.map(row => ({
    ...row,
    on,
    dutyUnitIds: PROJECT_DUTY,
    total: new Big(row.total),
    expectedOutput: row.expectedOutput === null ? null : new Big(row.expectedOutput),
    expectedTax: row.expectedTax === null ? null : new Big(row.expectedTax),
    stage: stageOf(row.stages),
    plan: row.plan && { ...row.plan, investment: new Big(row.plan.investment) },
    progress: row.progress && {
      ...row.progress,
      cumulative: new Big(row.progress.cumulative),
      equipment: row.progress.equipment === null ? null : new Big(row.progress.equipment),
      at: new Date(row.progress.at),
    },
    investedBefore: new Big(row.investedBefore),
    delay: row.delay?.tag ? { ...row.delay, tag: row.delay.tag, at: new Date(row.delay.at) } : null,
  }))
}

/** Everything beside the project's own row is gathered for all at once: one by one it takes three times as long. */
function projectsQuery(on: Day, id: number | undefined): SQL {
  const year = Number(on.slice(0, 4))
  const month = on.slice(0, 7)
  return sql`with last_of_year as (
      select distinct on (project_id, left(month, 4)) * from project_progress
      where month <= ${month} and cumulative is not null and ${stands('project_progress', sql`id`)}
      order by project_id, left(month, 4), month desc, id desc)
    select p.id, p.name, to_json(p.aliases) as aliases, to_json(p.kinds) as kinds, p.level, p.sector, p.uscc,
      p.region_code as "regionCode", p.park_id as "parkId", p.chain, p.owner_unit_id as "ownerUnitId", p.owner,
      to_json(p.tags) as tags, p.approval, p.content, p.is_demo as "isDemo", p.created_by as "createdBy",
      p.total_investment::text as total, p.expected_output::text as "expectedOutput",
      p.expected_tax::text as "expectedTax",
      e.short_name as firm, r.name as region, k.name as park, u.name as "ownerUnit",
      coalesce(ranked.id, p.region_code) as "unitId",
      to_json(array_remove(array_append(coalesce(team.ids, '{}'), p.owner_id), null)) as "personIds",
      coalesce(stage.list, '[]'::json) as stages,
      plan.one as plan, latest.one as progress, coalesce(before.amount, 0)::text as "investedBefore",
      said.one as said, coalesce(node.list, '[]'::json) as milestones, delay.one as delay
    from project p
    left join enterprise e on e.uscc = p.uscc
    left join region r on r.code = p.region_code
    left join park k on k.id = p.park_id
    left join unit u on u.id = p.owner_unit_id
    left join unit ranked on ranked.id = p.park_id
    left join (select project_id, array_agg(person_id) as ids from project_member
      where left_on is null group by project_id) team on team.project_id = p.id
    left join (select project_id, json_agg(json_build_object('stage', stage, 'plannedOn', planned_on,
        'actualOn', case when actual_on <= ${on} then actual_on end)) as list
      from project_stage group by project_id) stage on stage.project_id = p.id
    left join (select distinct on (project_id) project_id,
        json_build_object('year', year, 'investment', investment::text, 'goal', goal) as one
      from project_plan where year = ${year} order by project_id, id desc) plan on plan.project_id = p.id
    left join (select project_id, json_build_object('month', month, 'cumulative', cumulative::text,
        'equipment', equipment::text, 'by', reported_by, 'at', reported_at) as one
      from last_of_year where left(month, 4) = ${String(year)}) latest on latest.project_id = p.id
    left join (select project_id, sum(cumulative) as amount from last_of_year
      where left(month, 4) < ${String(year)} group by project_id) before on before.project_id = p.id
    left join (select distinct on (project_id) project_id, json_build_object('month', month, 'note', note) as one
      from project_progress where month <= ${month} and note is not null and ${stands('project_progress', sql`id`)}
      order by project_id, month desc, id desc) said on said.project_id = p.id
    left join (select project_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on,
        'owner', owner, 'doneOn', case when done_on <= ${on} then done_on end) order by due_on, id) as list
      from milestone where project_id is not null group by project_id) node on node.project_id = p.id
    left join (select distinct on (project_id) project_id,
        json_build_object('tag', tag, 'reason', reason, 'by', set_by, 'at', set_at) as one
      from project_delay order by project_id, id desc) delay on delay.project_id = p.id
    where (p.removed_on is null or p.removed_on > ${on}) ${id === undefined ? sql`` : sql`and p.id = ${id}`}
    order by p.total_investment desc, p.id`
}
