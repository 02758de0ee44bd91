import { readFileSync } from 'node:fs'
import { Cron } from 'croner'
import { expect, it } from 'vitest'
import { jobs } from '../../jobs/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { nextDue } from '../../src/schedule/due.ts'

const listed = /crons = \[([^\]]*)\]/.exec(readFileSync('wrangler.toml', 'utf8'))?.[1] ?? ''
/** Triggers of Workers are in UTC, schedules of jobs in Shanghai time. */
const triggers = [...listed.matchAll(/"([^"]+)"/g)].map(
  ([, cron = '']) => new Cron(cron, { timezone: 'UTC' }),
)

it('no two jobs share a name', () => {
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length)
})

it.each(jobs.map(job => [job.title, job] as const))(
  'on Workers a trigger wakes the bot whenever %s is due',
  (_, job) => {
    let moment = instantOf('2023-11-15', '10:00')
    for (let i = 0; i < 40; i += 1) {
      const due = nextDue(job.schedule, moment)
      if (!due) throw new Error('never due')
      const justBefore = new Date(due.getTime() - 1000)
      expect(triggers.some(trigger => trigger.nextRun(justBefore)?.getTime() === due.getTime())).toBe(true)
      moment = due
    }
  },
)
