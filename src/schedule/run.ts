import { and, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { jobRun } from '../../db/schema/index.ts'
import { describeError, type Logger } from '../lib/log.ts'
import { dayOf } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { lastDue } from './due.ts'
import type { Job, JobReport } from './job.ts'
import { rememberJobs } from './overview.ts'
import { readSetting, writeSetting } from './settings.ts'

/** What jobs are run with. */
export interface JobDeps {
  db: Db
  loadPolicies(db: Db): Promise<PolicySet>
}

/**
 * Runs a job as of `now`, in one transaction with its record. Jobs are written so that a second run for the same
 * moment does nothing; the record tells that it ran.
 */
export async function runJob({ db, loadPolicies }: JobDeps, job: Job, now: Date): Promise<JobReport> {
  return db.transaction(async tx => {
    await takeTurn(tx as Db, job)
    const report = await job.run({ db: tx as Db, now, policies: await loadPolicies(tx as Db) })
    const done = { finishedAt: now, report, error: null }
    await tx
      .insert(jobRun)
      .values({ job: job.name, dueAt: now, startedAt: now, ...done })
      .onConflictDoUpdate({ target: [jobRun.job, jobRun.dueAt], set: done })
    return report
  })
}

/**
 * Runs every job whose moment has come since it last ran, once among however many processes ask: the claim is the row
 * of that moment, taken in the job's own transaction, so that a crash gives it back.
 */
export async function runDueJobs(
  { db, loadPolicies, jobs, log }: JobDeps & { jobs: readonly Job[]; log: Logger },
  now: Date,
): Promise<void> {
  const since = await firstTick(db, now)
  await rememberJobs(db, jobs)
  for (const job of jobs) {
    const dueAt = lastDue(job.schedule, (await lastRun(db, job.name, now)) ?? since, now)
    if (!dueAt || (job.misfire === 'skip' && dayOf(dueAt) !== dayOf(now))) continue
    try {
      await db.transaction(async tx => {
        await takeTurn(tx as Db, job)
        const claimed = await tx
          .insert(jobRun)
          .values({ job: job.name, dueAt, startedAt: now })
          .onConflictDoUpdate({
            target: [jobRun.job, jobRun.dueAt],
            set: { startedAt: now, error: null },
            // A run that failed left its reason behind and is tried again; one that is done is done.
            setWhere: isNull(jobRun.finishedAt),
          })
          .returning({ job: jobRun.job })
        if (claimed.length === 0) return
        const policies = await loadPolicies(tx as Db)
        const report = await job.run({ db: tx as Db, now: dueAt, policies })
        await tx
          .update(jobRun)
          .set({ finishedAt: now, report })
          .where(and(eq(jobRun.job, job.name), eq(jobRun.dueAt, dueAt)))
        log.info({ job: job.name, dueAt, ...report.counts }, report.summary)
      })
    } catch (error) {
      const told = describeError(error)
      log.error({ job: job.name, dueAt, ...told }, 'job failed, will be tried at the next tick')
      await db
        .insert(jobRun)
        .values({ job: job.name, dueAt, startedAt: now, error: told.error })
        .onConflictDoUpdate({
          target: [jobRun.job, jobRun.dueAt],
          set: { error: told.error },
          setWhere: isNull(jobRun.finishedAt),
        })
    }
  }
}

/** Waits until nobody else is at the same job, an operator by hand included: it never runs beside itself. */
async function takeTurn(db: Db, { name }: Job): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('job'), hashtext(${name}))`)
}

/** When this installation first looked at the clock: what was due before that was nobody's business. */
async function firstTick(db: Db, now: Date): Promise<Date> {
  const known = await readSetting<string>(db, 'schedule-since')
  if (known) return new Date(known)
  await writeSetting(db, 'schedule-since', now.toISOString())
  return now
}

/** A run ordered for a moment still to come does not count: the clock has not got there. */
async function lastRun(db: Db, name: string, now: Date): Promise<Date | null> {
  const [row] = await db
    .select({ dueAt: jobRun.dueAt })
    .from(jobRun)
    .where(and(eq(jobRun.job, name), lte(jobRun.dueAt, now), isNotNull(jobRun.finishedAt)))
    .orderBy(desc(jobRun.dueAt))
    .limit(1)
  return row?.dueAt ?? null
}
