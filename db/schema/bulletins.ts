import { sql } from 'drizzle-orm'
import { jsonb, pgTable, serial, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { BulletinContent } from '../bulletin-content.ts'

/** 倍增通报 of a month, from draft to publication. */
export const bulletin = pgTable(
  'bulletin',
  {
    id: serial().primaryKey(),
    /** The last month of data in it, `2023-10`. */
    period: text().notNull(),
    state: text({ enum: ['draft', 'published', 'rejected'] }).notNull(),
    content: jsonb().$type<BulletinContent>().notNull(),
    draftedAt: timestamp({ withTimezone: true }).notNull(),
    /** Who approved or rejected it, `person:<id>`. */
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
    /** Why it was rejected. */
    reason: text(),
  },
  // One bulletin a month, unless it was rejected; two drafters at once write one.
  table => [uniqueIndex('bulletin_current').on(table.period).where(sql`state <> 'rejected'`)],
)
