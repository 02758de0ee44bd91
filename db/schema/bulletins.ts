import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, serial, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { BulletinContent, Wording } from '../bulletin-content.ts'

/** 倍增通报 of a month, from draft to publication. */
export const bulletin = pgTable(
  'bulletin',
  {
    id: serial().primaryKey(),
    /** The last month of data in it, `2023-10`. */
    period: text().notNull(),
    /** `held`: somebody said not to publish it yet. `recalled`: published and taken back. */
    state: text({ enum: ['draft', 'held', 'published', 'rejected', 'recalled'] }).notNull(),
    /** Of its newest version. */
    content: jsonb().$type<BulletinContent>().notNull(),
    wording: jsonb()
      .$type<Wording>()
      .notNull()
      .default(sql`'{"remarks":{},"exact":[],"boards":null}'::jsonb`),
    /** The newest version; what an older one shows can no longer be approved. */
    version: integer().notNull().default(1),
    draftedAt: timestamp({ withTimezone: true }).notNull(),
    /** Who approved, held, rejected or recalled it last, `person:<id>`. */
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
    /** When it was published; stays when it is recalled. */
    publishedAt: timestamp({ withTimezone: true }),
    /** Why it was held, rejected or recalled. */
    reason: text(),
  },
  // One bulletin a month, unless it was rejected or recalled; two drafters at once write one.
  table => [
    uniqueIndex('bulletin_current').on(table.period).where(sql`state not in ('rejected', 'recalled')`),
  ],
)

/** 稿次: every version of a bulletin, who made it and why; only ever added. */
export const bulletinVersion = pgTable(
  'bulletin_version',
  {
    id: serial().primaryKey(),
    bulletinId: integer()
      .notNull()
      .references(() => bulletin.id),
    /** 第几稿, from 1. */
    version: integer().notNull(),
    content: jsonb().$type<BulletinContent>().notNull(),
    wording: jsonb().$type<Wording>().notNull(),
    /** 起草; 改写：祁东县“…”; 更新数据. */
    why: text().notNull(),
    by: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [uniqueIndex().on(table.bulletinId, table.version)],
)
