import { sql } from 'drizzle-orm'
import {
  bigserial,
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
  uniqueIndex,
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

/** 四类企业. */
export const ORIGIN_CLASSES = ['央企省企', '老衡企', '独角兽', '新衡企'] as const

export const ENTERPRISE_SIZES = ['大', '中', '小', '微'] as const

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
    originClass: text({ enum: ORIGIN_CLASSES }),
    /** 企业规模, as statistics tell it. */
    size: text({ enum: ENTERPRISE_SIZES }),
    /** 用地亩数 as registered; what an evaluation counted stands in `per_mu_result`. */
    landMu: numeric({ precision: 12, scale: 2 }),
    /** 上市阶段 in words: no document says which there are. */
    listingStage: text(),
    isIndustrial: boolean(),
    isDigital: boolean(),
    /** These three follow from `status_period` and are what the rules read: 规上 and 入统 on today's books. */
    isAboveScale: boolean(),
    firstAboveScaleOn: date(),
    inStats: boolean(),
    isDemo: boolean().notNull().default(false),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.regionCode), index().on(table.updatedAt)],
)

export const ALIAS_KINDS = ['简称', '曾用名', '俗称'] as const

/** Other names an enterprise goes by. */
export const enterpriseAlias = pgTable(
  'enterprise_alias',
  {
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    alias: text().notNull(),
    kind: text({ enum: ALIAS_KINDS }).notNull().default('俗称'),
  },
  table => [primaryKey({ columns: [table.uscc, table.alias] })],
)

export const STATUSES = ['规上', '入统'] as const

/** 规上、入统: one stay of an enterprise, from its first day to the first day no longer in. */
export const statusPeriod = pgTable(
  'status_period',
  {
    id: serial().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    status: text({ enum: STATUSES }).notNull(),
    /** Null where nobody knows since when. */
    fromOn: date(),
    /** Null while it lasts. */
    toOn: date(),
    /** 月度 by the window for new plants, 年度 by the yearly one. */
    entry: text({ enum: ['月度', '年度'] }),
    /** 退库原因. */
    exitReason: text(),
    setBy: text().notNull(),
    setAt: timestamp({ withTimezone: true }).notNull(),
    batchId: integer(),
  },
  table => [
    index().on(table.uscc),
    uniqueIndex('status_period_open').on(table.uscc, table.status).where(sql`to_on is null`),
  ],
)

/** 资质词典: what can be held; the documents leave open which there are. */
export const qualificationKind = pgTable('qualification_kind', {
  name: text().primaryKey(),
  aliases: text().array().notNull().default([]),
  /** Where it is named, or who added it. */
  source: text().notNull(),
  /** 待主管部门确认 otherwise. */
  isConfirmed: boolean().notNull(),
})

export const QUALIFICATION_LEVELS = ['国家级', '省级', '市级', '县级'] as const

/** 资质: what an enterprise was recognised as. */
export const qualification = pgTable(
  'qualification',
  {
    id: serial().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    kind: text()
      .notNull()
      .references(() => qualificationKind.name),
    level: text({ enum: QUALIFICATION_LEVELS }),
    /** 证书编号、文号. */
    number: text(),
    fromOn: date(),
    /** Last day it is valid; null where it has none or nobody has said. */
    expiresOn: date(),
    /** 撤销、取消. */
    revokedOn: date(),
    setBy: text().notNull(),
    setAt: timestamp({ withTimezone: true }).notNull(),
    batchId: integer(),
  },
  table => [index().on(table.uscc), index().on(table.expiresOn)],
)

/** 修改记录: which field of an enterprise was changed from what to what, by whom and why; only ever added. */
export const enterpriseChange = pgTable(
  'enterprise_change',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    /** As people call it: 园区, 企业名称. */
    field: text().notNull(),
    before: text(),
    after: text(),
    reason: text(),
    changedBy: text().notNull(),
    changedAt: timestamp({ withTimezone: true }).notNull(),
    batchId: integer(),
  },
  table => [index().on(table.uscc, table.id)],
)
