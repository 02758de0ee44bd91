import type { Db } from '../../db/client.ts'
import type { PolicySet } from '../rules/policy-set.ts'

/** What a job tells of its run: a sentence for the operator and counts for the log. */
export interface JobReport {
  summary: string
  counts: Record<string, number>
}

/** Something a clock starts. */
export interface Job {
  name: string
  /** Chinese name, shown by `jobs`. */
  title: string
  /** Cron expression, Asia/Shanghai. */
  schedule: string
  /**
   * What becomes of a run that was missed because nothing ran: `skip` when it would say of an earlier day what is no
   * longer news (the next run says what still holds); `late` when it is made up for, once, as of its moment.
   */
  misfire: 'skip' | 'late'
  /** Runs as if it were `now`; must do nothing twice when run twice for the same `now`. */
  run(context: { db: Db; now: Date; policies: PolicySet }): Promise<JobReport>
}
