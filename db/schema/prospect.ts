import { bigint, date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { person } from './people.ts'
import { enterprise } from './registry.ts'

/** How an enterprise stands to a rule, as far as somebody is to hear of it; `out` is kept only of what once was more. */
export const PROSPECT_STANDINGS = ['pass', 'near', 'out'] as const

/** 政策找人: how an enterprise stood to a rule when it was last judged, so that only what changed is said. */
export const prospect = pgTable(
  'prospect',
  {
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    rule: text().notNull(),
    /** The closed year whose figures it was judged by; 0 for a rule that goes by the last months. */
    year: integer().notNull(),
    standing: text({ enum: PROSPECT_STANDINGS }).notNull(),
    /** Conditions wanting of one that is near: another way is news, a smaller gap is not. */
    wanting: text().array().notNull().default([]),
    /** How often it has changed: what is said once is said of this turn. */
    turn: integer().notNull(),
    since: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.uscc, table.rule, table.year] }), index().on(table.since)],
)

/** How far all enterprises have been judged by a rule. */
export const prospectSweep = pgTable('prospect_sweep', {
  rule: text().primaryKey(),
  /** Of the rule's text: another one has everybody judged anew. */
  ruleHash: text().notNull(),
  /** The newest figure that has been looked at. */
  throughId: bigint({ mode: 'number' }).notNull(),
  /** When everybody was last judged. */
  sweptOn: date().notNull(),
})

/** 不再提醒这条: a person wants to hear no more of an enterprise and a rule. */
export const prospectMute = pgTable(
  'prospect_mute',
  {
    personId: text()
      .notNull()
      .references(() => person.id),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    rule: text().notNull(),
    mutedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.personId, table.uscc, table.rule] })],
)
