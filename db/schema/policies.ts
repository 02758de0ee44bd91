import { date, jsonb, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'

/** Policy documents published at run time, in the order in which they were. Only ever added. */
export const publishedPolicy = pgTable('published_policy', {
  id: serial().primaryKey(),
  title: text().notNull(),
  version: text().notNull(),
  effectiveFrom: date().notNull(),
  effectiveTo: date(),
  /** sha-256 of the document as canonical JSON. */
  hash: text().notNull(),
  /** The document as it was published; what reads it checks it anew. */
  document: jsonb().$type<unknown>().notNull(),
  publishedBy: text().notNull(),
  publishedAt: timestamp({ withTimezone: true }).notNull(),
})
