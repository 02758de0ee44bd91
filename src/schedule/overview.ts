import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { nextDue } from './due.ts'
import type { Job } from './job.ts'
import { readSetting, writeSetting } from './settings.ts'

type Listed = Pick<Job, 'name' | 'title' | 'schedule' | 'misfire'>

/** How a job stands: when it ran last and what it told, what failed since, when it runs next. */
export interface JobStanding extends Listed {
  lastAt: Date | null
  summary: string | null
  /** Why its newest run failed; null when it did not. */
  error: string | null
  nextAt: Date | null
}

const KEY = 'jobs'

/** Remembers which jobs there are, for whoever asks how they stand without having them. */
export async function rememberJobs(db: Db, jobs: readonly Job[]): Promise<void> {
  const listed = jobs.map(({ name, title, schedule, misfire }) => ({ name, title, schedule, misfire }))
  if (JSON.stringify(await readSetting(db, KEY)) !== JSON.stringify(listed))
    await writeSetting(db, KEY, listed)
}

/** How the jobs stand that the clock starts; none before the clock has ticked. */
export async function jobsRemembered(db: Db, now: Date): Promise<JobStanding[]> {
  return standingsOf(db, (await readSetting<Listed[]>(db, KEY)) ?? [], now)
}

/** How some jobs stand at a moment. */
export async function standingsOf(db: Db, jobs: readonly Listed[], now: Date): Promise<JobStanding[]> {
  const runs = await rowsOf<{ job: string; at: string | null; summary: string | null; error: string | null }>(
    db,
    sql`select job, to_json(max(due_at) filter (where finished_at is not null)) as at,
        (array_agg(report->>'summary' order by due_at desc) filter (where finished_at is not null))[1] as summary,
        (array_agg(error order by due_at desc))[1] as error
      from job_run where due_at <= ${now.toISOString()}::timestamptz group by job`,
  )
  const byName = new Map(runs.map(run => [run.job, run]))
  return jobs.map(({ name, title, schedule, misfire }) => {
    const last = byName.get(name)
    return {
      name,
      title,
      schedule,
      misfire,
      lastAt: last?.at ? new Date(last.at) : null,
      summary: last?.summary ?? null,
      error: last?.error ?? null,
      nextAt: nextDue(schedule, now),
    }
  })
}
