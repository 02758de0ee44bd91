import { index, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * 词条: what a word of the documents means, as far as they say. Only ever added; the newest of a name counts, the others
 * are its versions.
 */
export const term = pgTable(
  'term',
  {
    id: serial().primaryKey(),
    name: text().notNull(),
    aliases: text().array().notNull().default([]),
    /** Null: the documents do not say (种子文件未展开). */
    meaning: text(),
    /** Where the meaning stands, or where the word is used without one. */
    source: text().notNull(),
    /** 待确认: read by us or in the press; no office has confirmed it. */
    status: text({ enum: ['未展开', '待确认', '已确认'] }).notNull(),
    /** Whom to ask. */
    askUnitId: text().notNull(),
    setBy: text().notNull(),
    setAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.name, table.id)],
)
