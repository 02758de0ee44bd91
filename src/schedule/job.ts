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
  /** What it says is true of its day only: of an earlier day it is not made up for, the next run says what still holds. */
  isOfItsDay?: true
  /** Runs as if it were `now`; must do nothing twice when run twice for the same `now`. */
  run(context: { db: Db; now: Date; policies: PolicySet }): Promise<JobReport>
}
