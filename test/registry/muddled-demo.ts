import { sql } from 'drizzle-orm'
import { ensureBaseData } from '../../db/base/load.ts'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { loadDemoWork } from '../../db/demo/work.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { DEMO_START, openDemoClock } from '../../src/schedule/demo-clock.ts'

const SIZE = 800

/** Every `nth` enterprise, counted by code. */
const every = (nth: number, rest: number) =>
  `uscc in (select uscc from (select uscc, row_number() over (order by uscc) n from enterprise) e where n % ${nth} = ${rest})`
const figures = (source: string, amount: string, where: string) =>
  `insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at, reason)
   select uscc, indicator, period, ${amount}, '${source}', 'demo', '2023-11-14T10:00:00+08:00', '改数'
   from (select distinct on (uscc, indicator, period, source) * from figure order by uscc, indicator, period, source, id desc) f
   where ${where}`

/** What a year of work does to lists: figures corrected, sources at odds, people gone, projects late. */
const MUDDLES = [
  // Statistics correct last year's output, up and down; a firm says otherwise and does not count.
  figures(
    '统计',
    'round(amount * 1.13, 4)',
    `indicator = 'output' and period = '2022' and source = '统计' and ${every(7, 1)}`,
  ),
  figures(
    '统计',
    'round(amount * 0.71, 4)',
    `indicator = 'output' and period = '2022' and source = '统计' and ${every(9, 2)}`,
  ),
  figures(
    '企业自报',
    'amount * 3',
    `indicator = 'output' and period = '2022' and source = '统计' and ${every(5, 3)}`,
  ),
  figures(
    '税务',
    'round(amount * 1.5, 4)',
    `indicator = 'tax' and period = '2022' and source = '税务' and ${every(11, 4)}`,
  ),
  figures(
    '统计',
    'amount * 9',
    `indicator = 'tax' and period = '2022' and source = '税务' and ${every(13, 5)}`,
  ),
  figures(
    '统计',
    'round(amount * 0.8, 4)',
    `indicator = 'output' and period = '2023-10' and source = '统计' and ${every(6, 1)}`,
  ),
  figures('税务', '0', `indicator = 'tax' and period = '2023-09' and source = '税务' and ${every(17, 6)}`),
  `update enterprise set size = (array['大', '中', '小', '微'])[1 + length(short_name) % 4], listing_stage =
     case when ${every(50, 7)} then '股改' end`,
  // Firms that fell out of the statistics this year, one of them by changing its branch.
  `update status_period set to_on = '2023-09-01', exit_reason = '主营业务收入低于2000万元'
   where status = '规上' and to_on is null and ${every(40, 8)}`,
  `update status_period set to_on = '2023-10-01', exit_reason = '专业变更' where status = '规上' and to_on is null and ${every(97, 9)}`,
  `update enterprise e set is_above_scale = false where exists (select from status_period p where p.uscc = e.uscc
     and p.status = '规上' and p.to_on is not null) and not exists (select from status_period p
     where p.uscc = e.uscc and p.status = '规上' and p.to_on is null)`,
  `update liaison set to_on = '2023-11-01', ended_by = 'demo', end_reason = '调离' where duty = '科级干部' and ${every(8, 1)}`,
  `update liaison set to_on = '2023-11-02', ended_by = 'demo', end_reason = '调离' where duty = '联点领导' and ${every(31, 2)}`,
  // Visits corrected, withdrawn, and where nobody was reached.
  `insert into visit (uscc, visited_on, means, outcome, visitor, visitor_id, duty, note, replaces_id, reason, is_void, recorded_by, recorded_at)
   select uscc, visited_on, means, '联系不上', visitor, visitor_id, duty, note, id, '记错了', false, recorded_by, recorded_at
   from visit where visited_on >= '2023-11-01' and ${every(10, 3)}`,
  `insert into visit (uscc, visited_on, means, outcome, visitor, visitor_id, duty, note, replaces_id, reason, is_void, recorded_by, recorded_at)
   select uscc, visited_on, means, outcome, visitor, visitor_id, duty, note, id, '没去成', true, recorded_by, recorded_at
   from visit where visited_on >= '2023-11-01' and replaces_id is null and ${every(12, 5)}
     and id not in (select replaces_id from visit where replaces_id is not null)`,
  // Projects: a newer report that says less, milestones overdue, some finished, some never begun.
  `insert into project_progress (project_id, month, cumulative, reported_by, reported_at, reason)
   select project_id, '2023-10', round(max(cumulative) * 0.4, 4), 'demo', '2023-11-10T10:00:00+08:00', '核减'
   from project_progress where project_id % 6 = 1 group by project_id`,
  `insert into project_stage (project_id, stage, planned_on, actual_on)
   select id, '投产', '2023-09-30', '2023-09-20' from project where id % 19 = 3 and not '招商发布' = any(kinds)
   on conflict (project_id, stage) do update set actual_on = excluded.actual_on`,
  `update project_stage set actual_on = null, planned_on = '2023-06-30' where stage in ('开工', '在建') and project_id % 23 = 5`,
  `update project set tags = array['湘商回归'], approval = '先建后验' where id % 14 = 2`,
  `update contract set ended_on = '2023-10-10', started_on = null, produced_on = null where id % 9 = 4`,
  `update roster_member set to_on = '2023-10-20' where roster in ('头雁', '小升规培育库', '退规风险库') and ${every(4, 1)}`,
  `insert into target (level, place_id, indicator, year, value, unit, document, clause, status, set_by, set_at)
   select '县', place_id, '净增规上', 2023, greatest(1, value - 2), '家', '任务分解', '净增', '施行', 'demo', '2023-02-01T10:00:00+08:00'
   from target where level = '县' and indicator = '新增规上' and place_id <> '430424'`,
  `insert into indicator_value (place_id, indicator, subject, period, growth, source, published_on, reported_by, reported_at)
   select assess_unit_id, '工业投资', '', '2023M01-10', 3.5 + length(min(short_name)), '市统计局月报', '2023-11-12', 'demo', '2023-11-13T10:00:00+08:00'
   from enterprise where assess_unit_id is not null group by assess_unit_id having assess_unit_id <> '430412'`,
]

/** The demo after months of use, as of its own clock. The same every time. */
export async function muddledDemo(db: Db): Promise<void> {
  await ensureBaseData(db)
  await loadDemo(db, { now: DEMO_START, size: SIZE, monthly: SIZE })
  await loadDemoWork(db, SIZE)
  await loadDemoCases(db, DEMO_START)
  for (const muddle of MUDDLES) await db.execute(sql.raw(muddle))
  const clock = await openDemoClock(db, false)
  await clock.set(DEMO_START)
}
