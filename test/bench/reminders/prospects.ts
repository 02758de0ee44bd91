import { sql } from 'drizzle-orm'
import { ensureBaseData } from '../../../db/base/load.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { loadDemo } from '../../../db/demo/load.ts'
import { openEmbedded } from '../../../db/embedded.ts'
import { instantOf } from '../../../src/lib/time.ts'
import { findProspects } from '../../../src/registry/prospects/find.ts'
import { DEMO_START } from '../../../src/schedule/demo-clock.ts'
import { builtIn } from '../../support/policies.ts'

/**
 * 政策找人 over a city's enterprises, on PGlite: the first run, which takes how everybody stands for known; a run after
 * one month's figures of everybody, one after those of a few, and the weekly sweep. `BENCH_FIRMS` makes it shorter.
 */
const FIRMS = Number(process.env.BENCH_FIRMS ?? 31_300)

const open = await openEmbedded()
await ensureBaseData(open.db)
await loadDemo(open.db, { now: DEMO_START, size: FIRMS, monthly: FIRMS })
await open.db.execute(sql`analyze`)

/** Figures of last month, of every n-th enterprise. */
const report = (at: Date, every: number) =>
  open.db.execute(sql`
    insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
    select uscc, i.indicator, '2023-11', 300 + (row_number() over ())::int % 3000, '企业自报', 'bench', ${at.toISOString()}::timestamptz
    from (select uscc, row_number() over (order by uscc) as n from enterprise) e
      cross join (values ('output'), ('tax'), ('revenue')) as i(indicator) where e.n % ${every}::int = 0`)

async function run(what: string, at: Date): Promise<void> {
  const start = performance.now()
  const found = await open.db.transaction(tx => findProspects(tx as Db, builtIn, at))
  const seconds = (performance.now() - start) / 1000
  console.log(`${what.padEnd(34)} ${seconds.toFixed(2)} s  ${JSON.stringify(found)}`)
}

await run(`first run, ${FIRMS.toLocaleString('en')} firms`, instantOf('2023-11-15', '15:45'))
await report(instantOf('2023-12-12'), 300)
await run('figures of a few', instantOf('2023-12-12', '08:45'))
await report(instantOf('2023-12-13'), 1)
await run('figures of everybody', instantOf('2023-12-13', '08:45'))
await run('the weekly sweep', instantOf('2023-12-20', '08:45'))
const [kept] = await rowsOf<{ n: number }>(open.db, sql`select count(*)::int as n from prospect`)
console.log(
  `${kept?.n} standings kept, peak ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB with PGlite inside`,
)
await open.close()
