import {
  boolean,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

/** 行政区划 and the names people use for it. */
export const region = pgTable('region', {
  code: text().primaryKey(),
  name: text().notNull(),
  aliases: text().array().notNull().default([]),
})

/** 园区. */
export const park = pgTable('park', {
  id: text().primaryKey(),
  name: text().notNull(),
  aliases: text().array().notNull().default([]),
  regionCode: text(),
})

/** 企业, keyed by 统一社会信用代码 (USCC). A null flag is "not known", which the rules treat as such. */
export const enterprise = pgTable(
  'enterprise',
  {
    uscc: text().primaryKey(),
    name: text().notNull(),
    /** What the bot calls it in a sentence: 金杯电工. */
    shortName: text().notNull(),
    regionCode: text().references(() => region.code),
    parkId: text().references(() => park.id),
    /** 考核单位: the one unit it counts for in rankings, so that nothing is counted twice. */
    assessUnitId: text(),
    chain: text(),
    /** GB/T 4754-2017 class, e.g. C3831. */
    industryCode: text(),
    originClass: text({ enum: ['央企省企', '老衡企', '独角兽', '新衡企'] }),
    isIndustrial: boolean(),
    isDigital: boolean(),
    /** 规上 on today's books. */
    isAboveScale: boolean(),
    firstAboveScaleOn: date(),
    inStats: boolean(),
    isDemo: boolean().notNull().default(false),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.regionCode), index().on(table.updatedAt)],
)

/** Other names an enterprise goes by (简称、曾用名、俗称). */
export const enterpriseAlias = pgTable(
  'enterprise_alias',
  {
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    alias: text().notNull(),
  },
  table => [primaryKey({ columns: [table.uscc, table.alias] })],
)
