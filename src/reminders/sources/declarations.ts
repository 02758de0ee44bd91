import { sql } from 'drizzle-orm'
import { addDays, type Day, endOfMonth } from '../../lib/time.ts'
import { liaisonsOf } from '../../people/delegated.ts'
import { unitAddress } from '../address.ts'
import type { Moment, Source } from '../source.ts'

/** 月度窗口: of newly built plants, by the 20th; ours after notices of statistics offices, to be confirmed. */
const MONTHLY_BY = 20
/** 年度窗口: two batches, at the end of November and of December. */
const BATCHES = ['11-30', '12-31'] as const

/** Firm, liaison and county or park of an enterprise `e`. */
const told = (day: Day) => sql`
  select 'person:' || person_id as reader, scope_id as uscc from role_grant where role = 'enterprise'
  union select 'person:' || person_id, uscc from (${liaisonsOf(day)}) l
  union select ${unitAddress(sql`assess_unit_id`, sql`region_code`)}, uscc from enterprise`

/** Produced since October of the year before: the statistics call it 新投产. */
const newlyBuilt = (day: Day): Day => `${Number(day.slice(0, 4)) - 1}-10-01`

/** 月度入规申报: plants that have gone into production and are not in the statistics. */
export const monthlyDeclaration: Source = {
  name: 'declare-monthly',
  ladder: { unit: 'workdays', ahead: [5, 1], after: [] },
  owed: ({ day }: Moment) => sql`
    select e.uscc || ':' || ${day.slice(0, 7)} as item, t.reader, ${`${day.slice(0, 7)}-${MONTHLY_BY}`}::date as due_on,
      e.short_name as what, e.uscc as ref
    from enterprise e join (${told(day)}) t on t.uscc = e.uscc
    where e.in_stats is not true and e.is_above_scale is not true
      and ${day}::date <= ${`${day.slice(0, 7)}-${MONTHLY_BY}`}::date
      and exists (select from project p join project_stage s on s.project_id = p.id
        where p.uscc = e.uscc and p.removed_on is null and s.stage = '投产'
          and s.actual_on between ${newlyBuilt(day)}::date and ${day}::date)`,
}

/** 年度入规申报: who stands on the list of those due in. */
export const yearlyDeclaration: Source = {
  name: 'declare-yearly',
  ladder: { unit: 'days', ahead: [30, 10, 3], after: [] },
  owed({ day }) {
    const due = BATCHES.map(date => `${day.slice(0, 4)}-${date}`).find(
      date => day <= date && addDays(date, -30) <= day,
    )
    return due === undefined
      ? null
      : sql`select e.uscc || ':' || ${due} as item, t.reader, ${due}::date as due_on, e.short_name as what, e.uscc as ref
        from roster_member m join enterprise e on e.uscc = m.uscc join (${told(day)}) t on t.uscc = e.uscc
        where m.roster = '应统未统' and m.to_on is null and e.in_stats is not true
        group by e.uscc, e.short_name, t.reader`
  },
}

/** 五单一图谱: each chain brings its lists up to date once a month; its office hears which it has not. */
export const chainLists: Source = {
  name: 'chain-lists',
  ladder: { unit: 'workdays', ahead: [5, 1], after: [] },
  owed({ day }) {
    const first = `${day.slice(0, 7)}-01`
    return sql`select n.chain_id || ':' || ${day.slice(0, 7)} as item, 'person:' || g.person_id as reader,
        ${endOfMonth(day)}::date as due_on,
        n.name || '：' || string_agg(distinct i.title, '、') as what, n.name as ref
      from role_grant g join chain_name n on n.name = g.scope_id cross join checklist_item i
      where g.role = 'chain' and i.checklist = '五单一图谱' and i.ended_at is null
        and not exists (select from chain_update u where u.chain_id = n.chain_id and u.item = i.title
          and u.updated_on >= ${first}::date)
      group by n.chain_id, n.name, g.person_id`
  },
}
