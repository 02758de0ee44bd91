import { bigserial, date, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** One version of one rule as something was judged by it, kept for good under its hash. Only ever added. */
export const ruleText = pgTable('rule_text', {
  /** sha-256 of `document` as canonical JSON. */
  hash: text().primaryKey(),
  /** The policy document with this one rule and the parameters it uses. */
  document: jsonb().$type<unknown>().notNull(),
})

/** 留痕: a judgement with everything needed to repeat it years later. Only ever added. */
export const receipt = pgTable(
  'receipt',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    /** Null where no enterprise was judged. */
    uscc: text(),
    rule: text().notNull(),
    version: text().notNull(),
    /** Title of the document. */
    document: text().notNull(),
    /** The day asked about. */
    asOf: date().notNull(),
    ruleHash: text()
      .notNull()
      .references(() => ruleText.hash),
    /** By fact: its value, and where it came from as far as is known. */
    facts: jsonb().$type<Record<string, ReceiptFact>>().notNull(),
    /** The evaluation. */
    answer: jsonb().$type<unknown>().notNull(),
    /** `supposed`: some of the facts were made up by whoever asked. */
    purpose: text({ enum: ['asked', 'supposed', 'assessment'] }).notNull(),
    /** Person id, `operator` or a name given on the command line. */
    askedBy: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.uscc, table.rule, table.asOf)],
)

export interface ReceiptFact {
  value: unknown
  source: string | null
  period: string | null
  recordedAt: string | null
}
