import { sql } from 'drizzle-orm'
import { addDays, addMonths, weekdayOf } from '../../lib/time.ts'
import { personOr, unitAddress } from '../address.ts'
import type { Source } from '../source.ts'

const OWNER = personOr(sql`p.owner_id`, sql`p.owner_unit_id`, sql`p.park_id`, sql`p.region_code`)
/** Begun and not finished. */
const UNDER_WAY = sql`p.removed_on is null
  and exists (select from project_stage s where s.project_id = p.id and s.stage in ('开工', '在建') and s.actual_on is not null)
  and not exists (select from project_stage s where s.project_id = p.id and s.stage in ('竣工', '投产') and s.actual_on is not null)`

/** 节点 of projects and agreements: T-7, T-1, the day, then while it is open. */
export const milestones: Source = {
  name: 'milestones',
  ladder: { unit: 'days', ahead: [7, 1, 0], after: [1, 7, 14], again: 14 },
  owed: () => sql`
    select m.id::text as item, ${personOr(
      sql`coalesce(m.owner_id, p.owner_id)`,
      sql`p.owner_unit_id`,
      sql`p.park_id`,
      sql`p.region_code`,
      sql`e.assess_unit_id`,
      sql`e.region_code`,
    )} as reader, m.due_on,
      coalesce(p.name, a.title) || '：' || m.title as what, m.project_id::text as ref
    from milestone m left join project p on p.id = m.project_id left join agreement a on a.id = m.agreement_id
      left join enterprise e on e.uscc = a.uscc
    where m.done_on is null and p.removed_on is null and a.ended_on is null`,
}

/** 早开工早建设早投产: a stage that is planned for a day and has not been reached. */
export const stages: Source = {
  name: 'stages',
  ladder: { unit: 'days', ahead: [30, 7], after: [1, 14], again: 30 },
  owed: () => sql`
    select p.id || ':' || s.stage as item, ${OWNER} as reader, s.planned_on as due_on,
      p.name || '：' || s.stage as what, p.id::text as ref
    from project_stage s join project p on p.id = s.project_id
    where s.actual_on is null and p.removed_on is null and s.stage in ('开工', '竣工', '投产')
      and s.planned_on is not null and not exists (select from project_stage o where o.project_id = p.id and o.actual_on is not null
        and array_position(array['储备','签约','落地','开工','在建','竣工','投产'], o.stage)
          > array_position(array['储备','签约','落地','开工','在建','竣工','投产'], s.stage))`,
}

/** The day of a month by which last month's progress is to be in. */
const PROGRESS_BY = '05'

/** 推进台账: projects under way report every month. */
export const progress: Source = {
  name: 'progress',
  ladder: { unit: 'days', ahead: [0], after: [5] },
  owed({ day }) {
    const month = addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7)
    return sql`select p.id || ':' || ${month} as item, ${OWNER} as reader, ${`${day.slice(0, 7)}-${PROGRESS_BY}`}::date as due_on,
        p.name as what, p.id::text as ref
      from project p where ${UNDER_WAY} and p.created_at < ${`${day.slice(0, 7)}-01`}::date
        and not exists (select from project_progress r where r.project_id = p.id and r.month >= ${month})`
  },
}

/** 周调度: every Friday whoever has projects under way. */
export const dispatch: Source = {
  name: 'dispatch',
  ladder: { unit: 'days', ahead: [0], after: [] },
  owed({ day, until }) {
    // One week is over when the next one has its Friday; of those ahead only the first.
    const friday = addDays(day, (5 - weekdayOf(day) + 7) % 7)
    const fridays = [addDays(friday, -7), friday].filter(on => on >= addDays(day, -3) && on <= until)
    if (fridays.length === 0) return null
    return sql`select f.friday as item, o.reader, f.friday::date as due_on, o.n || '个在建项目' as what, null::text as ref
      from (values ${sql.join(
        fridays.map(on => sql`(${on}::text)`),
        sql`, `,
      )}) as f(friday),
      lateral (select ${unitAddress(sql`p.park_id`, sql`p.region_code`)} as reader, count(*) as n
        from project p where ${UNDER_WAY} group by 1) o`
  },
}
