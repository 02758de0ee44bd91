import { sql } from 'drizzle-orm'
import { ensureBaseData } from '../../../db/base/load.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { openEmbedded } from '../../../db/embedded.ts'
import { instantOf } from '../../../src/lib/time.ts'
import { remindOfDuties } from '../../../src/reminders/remind.ts'
import { builtIn } from '../../support/policies.ts'

/**
 * The daily digests over a city's enterprises, on PGlite: each with a contact and a liaison, most listed, a tenth with a
 * project, a contract, a plan, a certificate. `BENCH_FIRMS` makes it shorter. No mark is set: so
 * many are never due on one day.
 */
const FIRMS = Number(process.env.BENCH_FIRMS ?? 31_300)
/** The busiest days: the window for figures, the middle of the month's visits, the end of a month. */
const DAYS = ['2023-11-10', '2023-11-14', '2023-11-21', '2023-11-22', '2023-11-28']

async function load(db: Db): Promise<void> {
  await ensureBaseData(db)
  const fill = (query: string) => db.execute(sql.raw(query.replaceAll(':n', String(FIRMS))))
  await fill(`insert into enterprise (uscc, name, short_name, region_code, assess_unit_id, is_industrial, is_above_scale, updated_at)
    select 'BENCH' || lpad(n::text, 13, '0'), '试验企业' || n, '试验' || n, c.code, c.code, true, n % 3 = 0, now()
    from generate_series(1, :n) n join (select code, row_number() over (order by code) - 1 as place, count(*) over () as many
      from region where code in (select region_code from unit where region_code is not null)) c on c.place = n % c.many`)
  await fill(`insert into person (id, name) select 'c' || n, '联系人' || n from generate_series(1, :n) n
    union all select 'l' || n, '联络员' || n from generate_series(1, 3369) n`)
  await fill(
    `insert into identity (platform, open_id, person_id) select 'feishu', 'ou_' || id, id from person`,
  )
  await fill(`insert into role_grant (person_id, role, scope_id, granted_by, granted_at)
    select 'c' || n, 'enterprise', 'BENCH' || lpad(n::text, 13, '0'), 'bench', now() from generate_series(1, :n) n
    union all select 'l' || (n % 3369 + 1), 'liaison', 'BENCH' || lpad(n::text, 13, '0'), 'bench', now() from generate_series(1, :n) n`)
  await fill(`insert into roster_member (roster, year, uscc) select '倍增名录', 2022, uscc from enterprise`)
  await fill(`insert into project (name, kinds, level, uscc, region_code, total_investment, created_by, created_at)
    select '项目' || uscc, array['工业重点'], '县', uscc, region_code, 10000, 'bench', '2023-01-01' from enterprise where right(uscc, 1) = '0'`)
  await fill(`insert into milestone (project_id, title, due_on, owner, added_by, added_at)
    select id, '节点', date '2023-11-01' + id % 40, '某', 'bench', now() from project`)
  await fill(
    `insert into project_stage (project_id, stage, actual_on) select id, '开工', '2023-01-01' from project`,
  )
  await fill(`insert into support_plan (uscc, measures, owner, due_on, written_by, written_at)
    select uscc, '措施', '某', date '2023-11-01' + (row_number() over ())::int % 40, 'bench', now() from enterprise where right(uscc, 1) = '1'`)
  await fill(
    `insert into qualification_kind (name, source, is_confirmed) values ('试验资质', 'bench', true) on conflict do nothing`,
  )
  await fill(`insert into qualification (uscc, kind, expires_on, set_by, set_at)
    select uscc, '试验资质', date '2023-11-01' + (row_number() over ())::int % 120, 'bench', now() from enterprise where right(uscc, 1) = '2'`)
  await fill(`insert into visit (uscc, visited_on, means, outcome, visitor, note, recorded_by, recorded_at)
    select uscc, date '2023-10-20' + (row_number() over ())::int % 20, '上门', '正常', '某', '', 'bench', now() from enterprise`)
  await db.execute(sql`analyze`)
}

const open = await openEmbedded()
await load(open.db)
for (const day of DAYS) {
  const start = performance.now()
  const report = await open.db.transaction(tx =>
    remindOfDuties(tx as Db, { policies: builtIn, now: instantOf(day, '09:05') }),
  )
  const seconds = (performance.now() - start) / 1000
  console.log(
    `duties of ${FIRMS.toLocaleString('en')} firms, ${day}   ${seconds.toFixed(2)} s  ${JSON.stringify(report)}`,
  )
}
const [said] = await rowsOf<{ n: number }>(open.db, sql`select count(*)::int as n from duty_said`)
console.log(`${said?.n} said`)
await open.close()
