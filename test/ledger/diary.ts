import { asc, gt, max } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { outbox } from '../../db/schema/index.ts'
import { deadlineReminders } from '../../jobs/deadline-reminders.ts'
import { ratings } from '../../jobs/ratings.ts'
import { supervision } from '../../jobs/supervision.ts'
import { wakeHeld } from '../../jobs/wake-held.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { addDays, type Day, instantOf, weekdayOf } from '../../src/lib/time.ts'
import type { Job } from '../../src/schedule/job.ts'
import { builtIn } from '../support/policies.ts'

/** What the clock starts in a day, at its moments. */
const DAY: readonly [time: string, job: Job][] = [
  ['08:30', wakeHeld],
  ['08:40', supervision],
  ['09:00', deadlineReminders],
  ['09:30', ratings],
  ['15:00', deadlineReminders],
]

export const runJobAt = (db: Db, job: Job, day: Day, time: string) =>
  job.run({ db, policies: builtIn, now: instantOf(day, time) })

/** Something that happens to the cases at a moment of the day. */
export type Happening = [at: string, body: (now: Date) => Promise<unknown>]

/**
 * Lives through days: what happens and what the clock starts, in order. Tells what the clock said to whom, a line each:
 * `09-27 周三 09:00 utility-power 0001 用电 …`.
 */
export async function live(
  db: Db,
  from: Day,
  to: Day,
  happenings: readonly Happening[],
  lines: (card: Card) => readonly string[] = owedLines,
): Promise<string[]> {
  const told: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const clock = DAY.map(([time, job]) => ({ time, run: () => runJobAt(db, job, day, time), isClock: true }))
    const people = happenings
      .filter(([at]) => at.slice(0, 10) === day)
      .map(([at, body]) => ({
        time: at.slice(11),
        run: () => body(instantOf(day, at.slice(11))),
        isClock: false,
      }))
    for (const { time, run, isClock } of [...clock, ...people].sort((a, b) => (a.time < b.time ? -1 : 1))) {
      const before = await newest(db)
      await run()
      if (!isClock) continue
      const rows = await db.select().from(outbox).where(gt(outbox.id, before)).orderBy(asc(outbox.id))
      for (const { kind, address, payload } of rows)
        for (const line of lines(cardOfNotice(kind, payload)))
          told.push(`${day.slice(5)} 周${WEEKDAYS[weekdayOf(day)]} ${time} ${address} ${line}`)
    }
  }
  return told
}

const WEEKDAYS = '日一二三四五六'

async function newest(db: Db): Promise<number> {
  const [last] = await db.select({ id: max(outbox.id) }).from(outbox)
  return last?.id ?? 0
}

/** The lines of a card that name a case, or its title where there is none. */
function owedLines(card: Card): string[] {
  const named = cardText(card)
    .split('\n')
    .filter(line => /^\d{4} /.test(line))
  return named.length > 0 ? named : [card.title]
}
