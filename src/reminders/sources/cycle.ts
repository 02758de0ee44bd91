import { sql } from 'drizzle-orm'
import { CHECKERS, windowOf } from '../../registry/rosters/cycle.ts'
import type { Source } from '../source.ts'

const OFFICE_STEPS = [
  ['applied', '组织申报推荐'],
  ['office', '办公室审核'],
  ['group', '领导小组评定'],
  ['committee', '市委常委会议审议'],
  ['government', '市政府常务会议审议'],
] as const

/** 名录评定和两会审议, 每年年初: what is not recorded yet of the year whose window comes or is open. */
export const cycle: Source = {
  name: 'cycle',
  ladder: { unit: 'days', ahead: [30, 7, 1], after: [1, 7], again: 14 },
  owed({ day }) {
    // From December on it is the next year's.
    const year = Number(day.slice(0, 4)) + (day.slice(5, 7) === '12' ? 1 : 0)
    const steps = OFFICE_STEPS.map(([step, words], n) => sql`(${step}::text, ${words}::text, ${n}::int)`)
    const units = [
      ...CHECKERS.figures.map(unit => [unit, '核查数据']),
      ...CHECKERS.safety.map(unit => [unit, '核查安全环保']),
    ].map(([unit, words]) => sql`(${unit}::text, ${words}::text)`)
    return sql`
      select * from (
        select ${`${year}:open`}::text as item, 'unit:office' as reader, ${windowOf(year).from}::date as due_on,
          ${`启动${year}年名录评定`}::text as what, ${String(year)}::text as ref
        where ${day}::date <= ${windowOf(year).to}::date and not exists (select from roster_cycle where year = ${year}::int)
        union all
        select ${`${year}:`} || s.step, 'unit:office', ${windowOf(year).to}::date, ${`${year}年名录评定：`} || s.words,
          ${String(year)}::text
        from (values ${sql.join(steps, sql`, `)}) as s(step, words, n)
          join roster_cycle c on c.year = ${year}::int and c.published_on is null
        where not exists (select from cycle_step r where r.year = c.year and r.step = s.step)
        union all
        select ${`${year}:check:`} || u.unit, 'unit:' || u.unit, ${windowOf(year).to}::date,
          ${`${year}年名录评定：`} || u.words || '（还有' || open.n || '家）', ${String(year)}::text
        from (values ${sql.join(units, sql`, `)}) as u(unit, words)
          join roster_cycle c on c.year = ${year}::int and c.published_on is null
          cross join lateral (select count(*) as n from cycle_candidate k where k.year = c.year and k.verdict = 'pass'
            and not exists (select from candidate_check h where h.year = c.year and h.uscc = k.uscc and h.unit_id = u.unit)) open
        where open.n > 0
      ) as steps`
  },
}
