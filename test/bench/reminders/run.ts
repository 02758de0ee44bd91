import { sql } from 'drizzle-orm'
import { type Db, openServer, rowsOf } from '../../../db/client.ts'
import { outbox } from '../../../db/schema/index.ts'
import { anchorLedger } from '../../../src/ledger/anchor.ts'
import { remindUnits } from '../../../src/ledger/clock/digests.ts'
import { raiseSupervision } from '../../../src/ledger/clock/supervision.ts'
import { instantOf } from '../../../src/lib/time.ts'
import { startPostgres } from '../../support/postgres.ts'
import { loadOpenCases } from './cases.ts'

/**
 * What the clock does with many open cases, on a Postgres server. `BENCH_CASES` makes it shorter. The mark: digests
 * within 3 s, the process within 300 MB.
 */
const CASES = Number(process.env.BENCH_CASES ?? 100_000)
const SECONDS = 3
const MEGABYTES = 300

const server = await startPostgres()
const open = openServer(server.url, server)
const loader = openServer(server.url)
let peak = 0
const look = () => {
  peak = Math.max(peak, process.memoryUsage().rss / 1e6)
}
const watch = setInterval(look, 20)

async function timed<T>(what: string, run: (db: Db) => Promise<T>): Promise<number> {
  const start = performance.now()
  const report = await open.db.transaction(tx => run(tx as Db))
  const seconds = (performance.now() - start) / 1000
  look()
  console.log(
    `${what.padEnd(36)} ${seconds.toFixed(2)} s  peak ${peak.toFixed(0)} MB  ${JSON.stringify(report)}`,
  )
  return seconds
}

try {
  await loadOpenCases(loader.db, CASES, '2023-11-15')
  console.log(`${CASES.toLocaleString('en')} open cases`)
  const first = await timed('digests, nothing said so far', db =>
    remindUnits(db, instantOf('2023-11-15', '09:00')),
  )
  await timed('digests, the same moment again', db => remindUnits(db, instantOf('2023-11-15', '09:00')))
  const next = await timed('digests, the next day', db => remindUnits(db, instantOf('2023-11-16', '09:00')))
  await timed('lights, nothing lit so far', db => raiseSupervision(db, instantOf('2023-11-16', '08:40')))
  await timed('lights, the next day', db => raiseSupervision(db, instantOf('2023-11-17', '08:40')))
  await timed('anchor of everything', db => anchorLedger(db, instantOf('2023-11-16', '00:10')))
  await timed('anchor, the next day', db => anchorLedger(db, instantOf('2023-11-17', '00:10')))
  const [queued] = await rowsOf<{ n: number }>(open.db, sql`select count(*)::int as n from ${outbox}`)
  console.log(`${queued?.n} notices queued`)
  const isMet = Math.max(first, next) < SECONDS && peak < MEGABYTES
  console.log(`digests under ${SECONDS} s, process under ${MEGABYTES} MB: ${isMet ? 'met' : 'MISSED'}`)
} finally {
  clearInterval(watch)
  await open.close()
  await loader.close()
  await server.stop()
}
