import { jsonb, pgTable, primaryKey, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { person } from './people.ts'

/** 参阅材料 somebody asked for as a page: as it was then, for as long as its link is open. */
export const briefPage = pgTable('brief_page', {
  id: serial().primaryKey(),
  content: jsonb().$type<unknown>().notNull(),
  /** Who asked. */
  madeFor: text()
    .notNull()
    .references(() => person.id),
  madeAt: timestamp({ withTimezone: true }).notNull(),
})

/** 领导简报: what a leader has been told of, so that it is told once. */
export const briefingTold = pgTable(
  'briefing_told',
  {
    personId: text()
      .notNull()
      .references(() => person.id),
    /** What it is about and how it stood: `project:12:红`. */
    item: text().notNull(),
    toldAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.personId, table.item] })],
)
