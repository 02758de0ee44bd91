import { sql } from 'drizzle-orm'
import { ensureBaseData } from '../../../db/base/load.ts'
import { type Db, type OpenDb, openServer } from '../../../db/client.ts'
import { openEmbedded } from '../../../db/embedded.ts'
import { composeBulletin } from '../../../src/bulletins/compose.ts'
import { instantOf } from '../../../src/lib/time.ts'
import { builtIn } from '../../support/policies.ts'
import { startPostgres } from '../../support/postgres.ts'

/**
 * The bulletin composed over a city's enterprises, all of them listed, with 24 months of output and tax and the years of
 * both before, from statistics, the tax office and the enterprises themselves. `BENCH_FIRMS` makes it shorter. The mark:
 * under 1.5 s on Postgres, under 5 s on PGlite.
 */
const FIRMS = Number(process.env.BENCH_FIRMS ?? 31_300)
const NOW = instantOf('2023-11-25', '09:00')
const ROUNDS = 5

async function load(db: Db): Promise<void> {
  await ensureBaseData(db)
  const fill = (query: string) => db.execute(sql.raw(query.replaceAll(':firms', String(FIRMS))))
  await fill(`insert into enterprise (uscc, name, short_name, region_code, assess_unit_id, is_industrial, is_above_scale, chain, updated_at)
    select 'BENCH' || lpad(n::text, 13, '0'), '试验企业' || n, '试验' || n, c.code, c.code, true, n % 3 = 0, '输变电', now()
    from generate_series(1, :firms) n join (select code, row_number() over (order by code) - 1 as place, count(*) over () as many
      from region where code in (select region_code from unit where region_code is not null)) c on c.place = n % c.many`)
  await fill(`insert into roster_member (roster, year, uscc) select '倍增名录', 2022, uscc from enterprise`)
  await fill(`insert into status_period (uscc, status, from_on, set_by, set_at) select uscc, '规上', '2015-01-01', 'bench', now()
    from enterprise where is_above_scale`)
  const amounts = (
    period: string,
    recorded: string,
  ) => `insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
    select uscc, i.indicator, ${period}, round((1000 + hashtext(uscc || ${period} || i.indicator) % 900)::numeric, 4), i.source, 'bench', ${recorded}
    from enterprise cross join (values ('output', '统计'), ('tax', '税务')) i(indicator, source) cross join`
  await fill(`${amounts('y.year', "'2023-02-01'")} (values ('2020'), ('2021'), ('2022')) y(year)`)
  await fill(
    `${amounts("to_char(m.month, 'YYYY-MM')", "m.month + interval '40 days'")} generate_series(timestamp '2021-11-01', '2023-10-01', '1 month') m(month)`,
  )
  await db.execute(sql`analyze`)
}

async function measure(what: string, { db }: OpenDb, mark: number): Promise<void> {
  await load(db)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    const content = await composeBulletin(db, builtIn, NOW)
    times.push((performance.now() - start) / 1000)
    if (content.listed === 0) throw new Error('nothing was counted')
  }
  times.sort((a, b) => a - b)
  const median = times[Math.floor(ROUNDS / 2)] ?? 0
  console.log(
    `bulletin of ${FIRMS.toLocaleString('en')} firms on ${what}   median ${median.toFixed(2)} s, slowest ${times.at(-1)?.toFixed(2)} s   under ${mark} s: ${median < mark ? 'met' : 'MISSED'}`,
  )
}

const embedded = await openEmbedded()
await measure('PGlite', embedded, 5)
await embedded.close()
const server = await startPostgres()
const open = openServer(server.url, server)
await measure('Postgres', open, 1.5)
await open.close()
await server.stop()
