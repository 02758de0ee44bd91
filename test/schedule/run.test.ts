import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDb } from '../../db/client.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { instantOf } from '../../src/lib/time.ts'
import { lastDue, nextDue } from '../../src/schedule/due.ts'
import type { Job } from '../../src/schedule/job.ts'
import { runDueJobs } from '../../src/schedule/run.ts'
import { databases } from '../support/databases.ts'
import { builtIn } from '../support/policies.ts'

const at = instantOf

it.each([
  ['0 9 * * *', at('2023-11-14', '08:00'), at('2023-11-15', '10:00'), at('2023-11-15', '09:00')],
  ['0 9 * * *', at('2023-11-15', '09:00'), at('2023-11-15', '10:00'), null],
  ['0 9 25 * *', at('2023-11-20', '00:00'), at('2023-11-25', '09:00'), at('2023-11-25', '09:00')],
  // After a long stop the last of several months is made up for.
  ['0 9 25 * *', at('2023-08-01', '00:00'), at('2023-11-15', '10:00'), at('2023-10-25', '09:00')],
  ['* * * * *', at('2023-10-01', '00:00'), at('2023-11-15', '10:00'), at('2023-11-15', '10:00')],
])('%s: the moment to make up for since %s, at %s, is %s', (schedule, since, now, due) => {
  expect(lastDue(schedule, since, now)).toEqual(due)
})

it('keeps Shanghai time wherever it runs', () => {
  expect(nextDue('0 9 * * *', new Date('2023-11-15T02:00:00Z'))).toEqual(at('2023-11-16', '09:00'))
})

describe.each(databases)('jobs on $name', ({ open: openDatabase }) => {
  let open: OpenDb
  const runs: Date[] = []
  let fails = 0
  const job: Job = {
    name: 'try',
    title: '试',
    schedule: '0 9 * * *',
    misfire: 'late',
    async run({ now }) {
      if (fails > 0) {
        fails -= 1
        throw new Error('not now')
      }
      runs.push(now)
      return { summary: '', counts: {} }
    },
  }
  beforeAll(async () => {
    runs.length = 0
    open = await openDatabase()
  })
  afterAll(() => open.close())
  const tick = (now: Date) =>
    runDueJobs({ db: open.db, jobs: [job], log: silentLogger, loadPolicies: async () => builtIn }, now)

  it('runs a job once at its moment, among however many ask, never for the time before it was installed', async () => {
    await tick(at('2023-11-15', '10:00'))
    expect(runs).toEqual([])
    await Promise.all([tick(at('2023-11-16', '09:00')), tick(at('2023-11-16', '09:01'))])
    await tick(at('2023-11-16', '09:02'))
    expect(runs).toEqual([at('2023-11-16', '09:00')])
  })

  it('makes up for the latest moment after a stop, and tries again what failed', async () => {
    runs.length = 0
    fails = 1
    await tick(at('2023-11-19', '12:00'))
    expect(runs).toEqual([])
    await tick(at('2023-11-19', '12:01'))
    expect(runs).toEqual([at('2023-11-19', '09:00')])
  })

  it('does not say today what was true yesterday', async () => {
    runs.length = 0
    const ofItsDay: Job = { ...job, misfire: 'skip' }
    const deps = { db: open.db, jobs: [ofItsDay], log: silentLogger, loadPolicies: async () => builtIn }
    await runDueJobs(deps, at('2023-11-21', '08:00'))
    expect(runs).toEqual([])
    await runDueJobs(deps, at('2023-11-21', '11:00'))
    expect(runs).toEqual([at('2023-11-21', '09:00')])
  })
})
