import { Cron } from 'croner'

/** A run further back than this is not made up for: its moment has passed. */
const CATCH_UP_MS = 3 * 86_400_000

/**
 * The latest moment at which a schedule was due, after `since` and not after `now`; null when there is none. After a
 * long stop only the latest is made up for, not each one missed.
 */
export function lastDue(schedule: string, since: Date, now: Date): Date | null {
  const cron = new Cron(schedule, { timezone: 'Asia/Shanghai' })
  const earliest = new Date(now.getTime() - CATCH_UP_MS)
  let cursor = since > earliest ? since : earliest
  let found: Date | null = null
  for (;;) {
    const next = cron.nextRun(cursor)
    if (!next || next > now) return found
    found = next
    cursor = next
  }
}

/** The next moment a schedule is due. */
export function nextDue(schedule: string, now: Date): Date | null {
  return new Cron(schedule, { timezone: 'Asia/Shanghai' }).nextRun(now)
}
