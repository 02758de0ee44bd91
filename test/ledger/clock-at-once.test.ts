import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDb, openServer } from '../../db/client.ts'
import { caseReminder, ledgerAnchor, outbox } from '../../db/schema/index.ts'
import { jobs } from '../../jobs/index.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { instantOf } from '../../src/lib/time.ts'
import { runDueJobs, runJob } from '../../src/schedule/run.ts'
import { builtIn } from '../support/policies.ts'
import { type RealPostgres, startPostgres } from '../support/postgres.ts'
import { buildWorld, caseIn } from './world.ts'

/** As two processes, each with connections of its own, and an operator who starts the same by hand meanwhile. */
describe('the clock in two processes at once on Postgres', () => {
  let server: RealPostgres
  let processes: OpenDb[]
  const cases = 20
  beforeAll(async () => {
    server = await startPostgres()
    processes = [openServer(server.url, server), openServer(server.url, server)]
    const [first] = processes
    if (!first) throw new Error('no process')
    await buildWorld(first.db)
    for (let i = 0; i < cases; i += 1) await caseIn(first.db, i % 4 === 0 ? 'rating' : 'handling')
    await tick('2023-11-15', '10:00')
  })
  afterAll(async () => {
    for (const one of processes) await one.close()
    await server.stop()
  })

  const loadPolicies = async () => builtIn
  const tick = (day: string, time: string) =>
    Promise.all(
      processes.map(({ db }) =>
        runDueJobs({ db, jobs, loadPolicies, log: silentLogger }, instantOf(day, time)),
      ),
    )
  const byHand = (day: string, time: string) =>
    Promise.all(
      jobs
        .filter(({ name }) => name !== 'monthly-bulletin')
        .flatMap(job => processes.map(({ db }) => runJob({ db, loadPolicies }, job, instantOf(day, time)))),
    )

  test('everything is said once, lit once and anchored once', async () => {
    for (const day of ['2023-11-20', '2023-11-21', '2023-11-23', '2023-11-24', '2023-11-27', '2023-11-30']) {
      await Promise.all([tick(day, '09:30'), byHand(day, '09:30')])
      await tick(day, '15:00')
    }
    const [{ db }] = processes as [OpenDb]
    const said = await db.select().from(outbox).where(eq(outbox.kind, 'case.digest'))
    const total = said.reduce((sum, { payload }) => {
      const { counts } = payload as { counts: Record<string, number> }
      return sum + Object.values(counts).reduce((a, b) => a + b, 0)
    }, 0)
    // 15 cases due 11月24日: three days and one day ahead, the day, and one and four working days overdue.
    const ladder = await db.$count(caseReminder, eq(caseReminder.rung, 'finish:T-1'))
    expect(ladder).toBe(15)
    expect(total).toBe(15 * 5)
    const red = await db.select().from(outbox).where(eq(outbox.kind, 'case.overdue'))
    expect(red.map(({ payload }) => (payload as { total: number }).total)).toEqual([15])
    // From the day before the first run to the day before the last, none left out.
    expect(await db.$count(ledgerAnchor)).toBe(11)
    expect(await verifyLedger(db)).toMatchObject({ cases, broken: null })
  }, 60_000)
})
