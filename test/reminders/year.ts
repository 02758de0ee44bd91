import { sql } from 'drizzle-orm'
import { caseDesk } from '../../commands/case/desk.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { jobs } from '../../jobs/index.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { wakeWaiting } from '../../src/chat/outbox.ts'
import { DAILY } from '../../src/chat/plan.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { createSender } from '../../src/chat/sender.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import type { Logger } from '../../src/lib/log.ts'
import { addDays, type Day, dayOf, instantOf, timeOf } from '../../src/lib/time.ts'
import { isWorkday } from '../../src/lib/working-days.ts'
import type { Job } from '../../src/schedule/job.ts'
import { runDueJobs } from '../../src/schedule/run.ts'
import { builtIn } from '../support/policies.ts'

/** One message as it arrived. */
export interface Arrived {
  at: Date
  place: string
  title: string
  text: string
}

/** Where a process may die: before a job's work is written, or after the platform took a message and before that is. */
interface Crashes {
  job(name: string): boolean
  send(): boolean
}

/** Now and then, one job in five and one message in six, the same at each run. */
export function often(): Crashes {
  let seed = 7
  const dies = (oneIn: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % oneIn === 0
  }
  return { job: name => name !== 'reminders' && dies(5), send: () => dies(6) }
}

const NEVER: Crashes = { job: () => false, send: () => false }
/** Moments of a day at which the clock is looked at, as the minute tick would within it. */
const TICKS = { work: ['08:31', '08:41', '09:31', '15:50', '17:00', '22:30'], off: ['08:41', '22:30'] }

/** What a town is sent, day by day, by the jobs and the sender as they run; every process that dies is followed by another. */
export async function liveThrough(
  db: Db,
  {
    from,
    to,
    crashes = NEVER,
    everyDay,
  }: {
    from: Day
    to: Day
    crashes?: Crashes
    /** What people do that day, in the morning. */
    everyDay?(day: Day, now: Date): Promise<void>
  },
): Promise<{ arrived: Arrived[]; failures: number }> {
  const arrived: Arrived[] = []
  const taken = new Set<string>()
  let failures = 0
  let isDead = false
  let now = instantOf(from)
  const log: Logger = { debug() {}, info() {}, warn() {}, error: () => void ++failures }
  const platform = {
    name: 'feishu',
    appId: 'app',
    canUpdate: true,
    limits: { appPerSecond: 1e6, appPerMinute: 1e8, targetPerSecond: 1e6, idempotencyMs: 3_600_000 },
    async send(target: { chatId?: string; openId?: string }, card: Card, key: string) {
      // As the platform does: the same key is one message.
      if (!taken.has(key)) {
        taken.add(key)
        arrived.push({
          at: now,
          place: target.chatId ?? target.openId ?? '',
          title: card.title,
          text: cardText(card),
        })
      }
      if (crashes.send()) isDead = true
      return { messageId: `om_${key}` }
    },
    async update() {},
  } as unknown as Platform
  const dying = (job: Job): Job => ({
    ...job,
    async run(context) {
      const report = await job.run(context)
      if (crashes.job(job.name)) throw new Crash()
      return report
    },
  })
  /** A process that writes nothing any more once it is dead. */
  const sender = () => {
    isDead = false
    return createSender({
      db: mortal(db, () => isDead),
      platforms: [platform],
      log,
      sleep: async () => {},
      clock: { now: () => now },
      desk: caseDesk,
    })
  }
  const deps = { db, jobs: jobs.map(dying), log, loadPolicies: async () => builtIn }
  const calendar = await loadCalendar(db)
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const time of isWorkday(calendar, day) ? TICKS.work : TICKS.off) {
      now = instantOf(day, time)
      if (time === '08:41') await everyDay?.(day, now)
      // Whatever died is driven on by the next process, until one of them gets through.
      for (let before = -1; before !== failures; ) {
        before = failures
        await runDueJobs(deps, now)
        await db.execute(
          sql`update outbox set lease_until = null, first_tried_at = null where state = 'sending'`,
        )
        await wakeWaiting(db)
        await db.execute(sql`update outbox set not_before = null where state = 'pending'`)
        await sender()
          .drain()
          .catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
            failures += 1
          })
      }
    }
  }
  return { arrived, failures }
}

class Crash extends Error {
  override name = 'Crash'
}

/** A database that does nothing more for whoever is dead. */
const mortal = (db: Db, isDead: () => boolean): Db =>
  new Proxy(db, {
    get(target, name) {
      if (isDead()) throw new Crash()
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })

/** What people may complain of: messages at night, on days off, beyond a day's number; the same said twice. */
export async function complaints(db: Db, arrived: readonly Arrived[]): Promise<string[]> {
  const calendar = await loadCalendar(db)
  const perDay = new Map<string, number>()
  const said = new Map<string, number>()
  for (const { at, place, text, title } of arrived) {
    const key = `${place} ${dayOf(at)}`
    perDay.set(key, (perDay.get(key) ?? 0) + (/^提醒|未单独推送/.test(title) ? 0 : 1))
    said.set(`${key} ${text}`, (said.get(`${key} ${text}`) ?? 0) + 1)
  }
  return [
    ...[...perDay]
      .filter(([key, n]) => n > (key.startsWith('oc_') ? DAILY.group : DAILY.person))
      .map(([key, n]) => `${key}: ${n}条`),
    ...[...said].filter(([, n]) => n > 1).map(([key, n]) => `${n}次：${key.slice(0, 80)}`),
    ...arrived
      .filter(
        ({ at, title }) =>
          !title.startsWith('提醒：') &&
          (!isWorkday(calendar, dayOf(at)) || timeOf(at) < '08:30' || timeOf(at) >= '18:00'),
      )
      .map(({ at, title }) => `${at.toISOString()} ${title}`),
  ]
}

/** Everything whose rung was climbed that nobody was told: no digest of that day carries or counts it. */
export async function unsaid(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ line: string }>(
    db,
    sql`with climbed as (
        select (said_at at time zone 'Asia/Shanghai')::date as day, count(*)::int as n from duty_said group by 1
      ), told as (
        select (payload->>'day')::date as day, sum((section->>'total')::int)::int as n
        from outbox, jsonb_array_elements(payload->'sections') as section
        where kind = 'duty.digest' and state in ('sent', 'gathered', 'skipped') and dedupe_key not like 'copy:%' group by 1
      )
      select c.day || ': ' || c.n || ' climbed, ' || coalesce(t.n, 0) || ' told' as line
      from climbed c left join told t using (day) where c.n is distinct from t.n order by 1`,
  )
  return rows.map(({ line }) => line)
}
