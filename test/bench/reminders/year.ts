import { sql } from 'drizzle-orm'
import { ensureBaseData } from '../../../db/base/load.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { loadDemo } from '../../../db/demo/load.ts'
import { loadDemoWork } from '../../../db/demo/work.ts'
import { openEmbedded } from '../../../db/embedded.ts'
import { loadDemoCases } from '../../../src/ledger/demo-cases.ts'
import { groupBy } from '../../../src/lib/group.ts'
import { addDays, type Day, dayOf } from '../../../src/lib/time.ts'
import { REACHABLE } from '../../../src/reminders/address.ts'
import { DEMO_START } from '../../../src/schedule/demo-clock.ts'
import { complaints, liveThrough, often, unsaid } from '../../reminders/year.ts'

/**
 * A year of the demo city, day by day: all jobs and the sender, a process dying in every fifth job and after every sixth
 * message. What each person and group received, against the caps; nothing twice, nothing due left unsaid.
 * `BENCH_DAYS` makes it shorter.
 */
const DAYS = Number(process.env.BENCH_DAYS ?? 366)
const FIRMS = 300

/** Firms report last month by the 10th, the late ones on the 19th; liaisons go round in the third week. */
async function peopleDo(db: Db, day: Day, now: Date): Promise<void> {
  const [month, date] = [day.slice(0, 7), Number(day.slice(8))]
  if (date === 10 || date === 19)
    await db.execute(sql`
      insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
      select f.uscc, f.indicator, to_char(${`${month}-01`}::date - 1, 'YYYY-MM'), f.amount * (90 + length(f.uscc || ${month}) + ascii(right(f.uscc, 1)) % 25) / 100,
        s.source, 'bench', ${now.toISOString()}::timestamptz
      from (select distinct on (uscc, indicator) uscc, indicator, amount from figure where period ~ '^\\d{4}-\\d\\d$' order by uscc, indicator, period desc) f
        cross join (values ('企业自报'), ('统计'), ('税务')) as s(source)
      where (ascii(substr(f.uscc, 17, 1)) % 3 < 2) = ${date === 10} and (s.source <> '税务' or f.indicator = 'tax')`)
  if (date === 21)
    await db.execute(sql`
      insert into visit (uscc, visited_on, means, outcome, visitor, note, recorded_by, recorded_at)
      select distinct scope_id, ${day}::date, '上门', '正常', '某', '', 'bench', ${now.toISOString()}::timestamptz
      from role_grant where role = 'liaison' and ascii(right(scope_id, 1)) % 2 = 0`)
}

const open = await openEmbedded()
const { db } = open
await ensureBaseData(db)
await loadDemo(db, { now: DEMO_START, size: FIRMS, monthly: FIRMS })
await loadDemoWork(db, FIRMS)
await loadDemoCases(db, DEMO_START)
const from = dayOf(DEMO_START)
const start = performance.now()
const { arrived, failures } = await liveThrough(db, {
  from,
  to: addDays(from, DAYS - 1),
  crashes: often(),
  everyDay: (day, now) => peopleDo(db, day, now),
})
const seconds = (performance.now() - start) / 1000
console.log(
  `${DAYS} days of ${FIRMS} firms in ${seconds.toFixed(0)} s: ${arrived.length} messages, ${failures} deaths and failures`,
)
const perPlace = groupBy(arrived, ({ place }) => place)
for (const [place, own] of [...perPlace].sort((a, b) => b[1].length - a[1].length)) {
  const days = [...groupBy(own, ({ at }) => dayOf(at)).values()].map(({ length }) => length)
  const most = Math.max(...days)
  console.log(
    `  ${place.padEnd(22)} ${String(own.length).padStart(5)} a year, ${days.length} days with any, at most ${most} a day`,
  )
}
const left = await rowsOf<{ state: string; kind: string; n: number }>(
  db,
  sql`select state, kind || ' to ' || address as kind, count(*)::int as n from outbox 
    where state in ('pending', 'sending', 'uncertain') or (state = 'dead' and address in (select address from (${REACHABLE}) r)) group by 1, 2`,
)
const faults = [
  ...(await complaints(db, arrived)),
  ...(await unsaid(db)),
  ...left.map(({ state, kind, n }) => `${n} ${kind} ${state}`),
]
for (const fault of faults.slice(0, 40)) console.log(`  ! ${fault}`)
console.log(
  `nothing at night, beyond a day's number, twice or left unsaid: ${faults.length === 0 ? 'met' : 'MISSED'}`,
)
await open.close()
