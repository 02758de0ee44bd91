import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, numeric, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { enterprise } from './registry.ts'

/**
 * 安全生产事故、环境污染事故, as registered. A correction is a newer row and the old one says by which it was replaced;
 * what counts is not replaced and not withdrawn. Losses in 万元.
 */
export const incident = pgTable(
  'incident',
  {
    id: serial().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    happenedOn: date().notNull(),
    type: text({ enum: ['安全生产', '环境污染'] }).notNull(),
    level: text({ enum: ['一般', '较大', '重大', '特别重大'] }).notNull(),
    dead: integer(),
    /** 重伤（含中毒）. */
    injured: integer(),
    loss: numeric({ precision: 18, scale: 4 }),
    /** What happened, in a sentence. */
    detail: text(),
    /** Casualties and loss say another level, and whoever registered it stood by this one. */
    isLevelDoubted: boolean().notNull().default(false),
    /** Person id, `import` or `demo`. */
    reportedBy: text().notNull().default('import'),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Why it replaces an earlier one. */
    reason: text(),
    replacedBy: integer(),
    /** It replaces an earlier one to say that there was no such accident. */
    isWithdrawn: boolean().notNull().default(false),
  },
  table => [index('incident_standing').on(table.uscc).where(sql`replaced_by is null and not is_withdrawn`)],
)
