import { Cron } from 'croner'

const SECOND_MS = 1000

const cronOf = (schedule: string) => new Cron(schedule, { timezone: 'Asia/Shanghai' })

/**
 * The latest moment at which a schedule was due, after `since` and not after `now`; null when there is none. After a
 * stop only the latest is made up for, not each one missed.
 */
export function lastDue(schedule: string, since: Date, now: Date): Date | null {
  const [last] = cronOf(schedule).previousRuns(1, new Date(now.getTime() + SECOND_MS))
  return last && last <= now && last > since ? last : null
}

/** The next moment a schedule is due. */
export const nextDue = (schedule: string, now: Date): Date | null => cronOf(schedule).nextRun(now)
