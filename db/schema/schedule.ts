import { jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** One run of one job at the time it was due; the row is the claim, so that N instances run it once. */
export const jobRun = pgTable(
  'job_run',
  {
    job: text().notNull(),
    dueAt: timestamp({ withTimezone: true }).notNull(),
    startedAt: timestamp({ withTimezone: true }).notNull(),
    finishedAt: timestamp({ withTimezone: true }),
    report: jsonb().$type<unknown>(),
    error: text(),
  },
  table => [primaryKey({ columns: [table.job, table.dueAt] })],
)

/** Settings of the installation: the demo clock, the signing key of links. */
export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
})
