import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
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

const moment = () => timestamp({ withTimezone: true })
/** `base`, a person id, `import` or `demo`; the operator writes `operator`. */
const by = () => text().notNull()
const number = () => numeric({ precision: 18, scale: 4 })

export const TARGET_INDICATORS = [
  '新增规上',
  '净增规上',
  '规上总数',
  '产业年产值',
  '百亿级产业',
  '十亿级企业',
  '亿元级项目',
] as const

/** 目标: what a place is to reach by the end of a year. An edit ends one row and begins another. */
export const target = pgTable(
  'target',
  {
    id: serial().primaryKey(),
    level: text({ enum: ['省', '市', '县'] }).notNull(),
    /** 区划 or unit: 430000 is the province. */
    placeId: text().notNull(),
    indicator: text({ enum: TARGET_INDICATORS }).notNull(),
    /** 领域 or 产业 within the place; empty for all of it. */
    subject: text().notNull().default(''),
    /** The year it is for; a plan's last year. */
    year: integer().notNull(),
    /** It is for each year on its own from this one on, until another is set. */
    isYearly: boolean().notNull().default(false),
    /** 家, 个, 户; 万元 for output. */
    value: number().notNull(),
    unit: text().notNull(),
    /** 超过: reaching it is not enough. */
    isStrict: boolean().notNull().default(false),
    /** 牵头单位 as the document names it. */
    lead: text(),
    document: text().notNull(),
    clause: text().notNull(),
    status: text({ enum: ['施行', '征求意见稿'] }).notNull(),
    /** What is odd about it, shown with it; never corrected. */
    doubt: text(),
    setBy: by(),
    setAt: moment().notNull(),
    endedBy: text(),
    endedAt: moment(),
  },
  table => [
    uniqueIndex('target_open')
      .on(table.placeId, table.indicator, table.subject, table.year)
      .where(sql`ended_at is null`),
  ],
)

/**
 * 宏观指标 of a place for a period as somebody published it: growth, rank, gaps. Only ever added; the newest of a place,
 * indicator, subject and period counts.
 */
export const indicatorValue = pgTable(
  'indicator_value',
  {
    id: serial().primaryKey(),
    placeId: text().notNull(),
    indicator: text().notNull(),
    /** 产业 within the place; empty for all of it. */
    subject: text().notNull().default(''),
    /** As figures have it: `2022`, `2023-10`, `2023M01-10`. */
    period: text().notNull(),
    value: number(),
    unit: text(),
    /** 同比, percent. */
    growth: number(),
    rank: integer(),
    /** 全省, 全国, 全市. */
    rankedIn: text(),
    /** Percentage points above the nation and the province. */
    aboveNation: number(),
    aboveProvince: number(),
    source: text().notNull(),
    publishedOn: date(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [index().on(table.placeId, table.indicator, table.period, table.id)],
)

/** 亩均评价: land and class of an enterprise in a year as published; only ever added, the newest of a year counts. */
export const perMuResult = pgTable(
  'per_mu_result',
  {
    id: serial().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    /** The year evaluated. */
    year: integer().notNull(),
    landMu: number(),
    grade: text({ enum: ['A', 'B', 'C', 'D'] }),
    source: text().notNull(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [index().on(table.uscc, table.year, table.id)],
)
