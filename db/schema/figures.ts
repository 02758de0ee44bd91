import {
  bigint,
  bigserial,
  index,
  integer,
  numeric,
  pgTable,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { enterprise } from './registry.ts'

/** What is reported of an enterprise; names, units and who is believed first stand in `src/registry/indicators.ts`. */
export const INDICATOR_IDS = [
  'output',
  'tax',
  'revenue',
  'main_revenue',
  'investment',
  'equipment_investment',
  'profit',
  'research',
  'power',
  'employees',
] as const

/**
 * 数据: one number as one source reported it. Rows are only ever added; a correction is a newer row of the same
 * enterprise, indicator, period and source.
 */
export const figure = pgTable(
  'figure',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    indicator: text({ enum: INDICATOR_IDS }).notNull(),
    /** `2022` a year, `2023-10` a month, `2023M01-10` January to October together. */
    period: text().notNull(),
    /** 万元, exact; 万千瓦时 for power, people for employees. */
    amount: numeric({ precision: 18, scale: 4 }).notNull(),
    source: text({ enum: ['统计', '税务', '部门', '企业自报'] }).notNull(),
    /** Person id, `import` or `demo`. */
    reportedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull(),
    /** The spreadsheet it came with. */
    batchId: integer(),
    /** Why it replaces an earlier one. */
    reason: text(),
  },
  table => [index().on(table.uscc, table.indicator, table.period, table.id)],
)

/** 存疑: a figure somebody should explain, raised by a check or by an official; the figure itself stays as it is. */
export const figureDoubt = pgTable(
  'figure_doubt',
  {
    id: serial().primaryKey(),
    figureId: bigint({ mode: 'number' })
      .notNull()
      .references(() => figure.id),
    uscc: text().notNull(),
    indicator: text({ enum: INDICATOR_IDS }).notNull(),
    period: text().notNull(),
    /** Which check, see `src/registry/plausibility.ts`; `official` when raised by hand. */
    check: text().notNull(),
    /** What is odd about it, in a sentence. */
    words: text().notNull(),
    /** `corrected`: a newer figure took the place of the doubted one. */
    state: text({ enum: ['open', 'explained', 'settled', 'corrected'] }).notNull(),
    /** `check` or a person id. */
    raisedBy: text().notNull(),
    raisedAt: timestamp({ withTimezone: true }).notNull(),
    explanation: text(),
    explainedBy: text(),
    explainedAt: timestamp({ withTimezone: true }),
    settledBy: text(),
    settledAt: timestamp({ withTimezone: true }),
  },
  table => [uniqueIndex().on(table.figureId, table.check), index().on(table.uscc, table.state)],
)
