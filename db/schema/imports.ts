import { index, integer, jsonb, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

/** 导入批次: a spreadsheet put in, or about to be. */
export const importBatch = pgTable(
  'import_batch',
  {
    id: serial().primaryKey(),
    /** Kind of the list: `enterprises`. */
    kind: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of the file, hex. */
    fileHash: text().notNull(),
    /** `previewed`: waits for 确认. */
    state: text({ enum: ['previewed', 'applied', 'cancelled'] }).notNull(),
    /** The file itself while it waits. */
    bytes: bytea(),
    /** What was said of the whole table beside it: 来源, 期间. */
    given: jsonb().$type<Record<string, string>>().notNull().default({}),
    added: integer().notNull(),
    changed: integer().notNull(),
    same: integer().notNull(),
    faulty: integer().notNull(),
    sentBy: text().notNull(),
    sentAt: timestamp({ withTimezone: true }).notNull(),
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
  },
  table => [index().on(table.fileHash), index().on(table.state)],
)
