import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
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
import { campaign } from './ledger.ts'
import { person } from './people.ts'
import { enterprise } from './registry.ts'

const moment = () => timestamp({ withTimezone: true })
/** Person id, `import` or `demo`; the operator writes `operator`. */
const by = () => text().notNull()
const firm = () =>
  text()
    .notNull()
    .references(() => enterprise.uscc)

/** The three people of 1+1+1+1; 科级干部 is 科级中层干部, as the city's report misprints it. */
export const LIAISON_DUTIES = ['联点领导', '科级干部', '联络员'] as const

/**
 * 联点: who looks after an enterprise, from one day to another. Somebody the bot knows holds the role of liaison for the
 * enterprise meanwhile (`role_grant`), whichever the duty.
 */
export const liaison = pgTable(
  'liaison',
  {
    id: serial().primaryKey(),
    uscc: firm(),
    duty: text({ enum: LIAISON_DUTIES }).notNull(),
    name: text().notNull(),
    /** 单位及职务. */
    post: text(),
    phone: text(),
    personId: text().references(() => person.id),
    fromOn: date().notNull(),
    /** First day no longer; null while it lasts. */
    toOn: date(),
    /** On what grounds: a reason, a list taken over. */
    basis: text().notNull(),
    setBy: by(),
    setAt: moment().notNull(),
    endedBy: text(),
    endReason: text(),
  },
  table => [
    uniqueIndex('liaison_open').on(table.uscc, table.duty).where(sql`to_on is null`),
    index().on(table.personId),
  ],
)

/** 代管: on some days another also looks after the enterprises of somebody on leave. */
export const delegation = pgTable(
  'delegation',
  {
    id: serial().primaryKey(),
    absentId: text()
      .notNull()
      .references(() => person.id),
    standInId: text()
      .notNull()
      .references(() => person.id),
    fromOn: date().notNull(),
    /** Last day. */
    toOn: date().notNull(),
    /** Null is all of the absent one's. */
    usccs: text().array(),
    reason: text(),
    setBy: by(),
    setAt: moment().notNull(),
    /** Ended before its last day. */
    revokedBy: text(),
    revokedAt: moment(),
  },
  table => [index().on(table.standInId), index().on(table.absentId)],
)

export const VISIT_MEANS = ['上门', '电话'] as const
export const VISIT_OUTCOMES = ['正常', '有问题', '联系不上'] as const

/**
 * 走访: only ever added. A correction is a new entry that replaces an earlier one, a withdrawal one that is void; what
 * counts is what nothing replaces.
 */
export const visit = pgTable(
  'visit',
  {
    id: serial().primaryKey(),
    uscc: firm(),
    visitedOn: date().notNull(),
    means: text({ enum: VISIT_MEANS }).notNull(),
    outcome: text({ enum: VISIT_OUTCOMES }).notNull(),
    /** Who went, and who that is where the bot knows them. */
    visitor: text().notNull(),
    visitorId: text().references(() => person.id),
    /** As what they went; null for nobody of the enterprise's three. */
    duty: text({ enum: LIAISON_DUTIES }),
    note: text().notNull(),
    /** 联系不上: how often it was tried. */
    attempts: integer(),
    /** Of the form by which its problems became cases (`case_file.form_key`, with `:n` behind it for several). */
    caseKey: text(),
    /** Of the form it came in by, so that one form records one visit an enterprise. */
    formKey: text(),
    replacesId: integer().references((): AnyPgColumn => visit.id),
    /** 补正 or withdrawal: why. */
    reason: text(),
    isVoid: boolean().notNull().default(false),
    recordedBy: by(),
    recordedAt: moment().notNull(),
  },
  table => [
    uniqueIndex().on(table.replacesId),
    uniqueIndex().on(table.formKey, table.uscc),
    index().on(table.uscc, table.visitedOn),
    index().on(table.visitedOn),
  ],
)

export const RISK_KINDS = [
  '停产',
  '订单下滑',
  '欠薪',
  '资金链',
  '用电骤降',
  '外迁',
  '安全环保',
  '其他',
] as const

/** 风险信号: what somebody saw of an enterprise in trouble. Settled by whoever says that it is over. */
export const riskSignal = pgTable(
  'risk_signal',
  {
    id: serial().primaryKey(),
    uscc: firm(),
    kind: text({ enum: RISK_KINDS }).notNull(),
    detail: text().notNull(),
    seenOn: date().notNull(),
    formKey: text(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
    settledBy: text(),
    settledAt: moment(),
    settledWords: text(),
  },
  table => [index().on(table.uscc), uniqueIndex().on(table.formKey)],
)

/** 扩产计划: what an enterprise wants to enlarge in a year; only ever added, the newest of a year counts. */
export const expansionPlan = pgTable(
  'expansion_plan',
  {
    id: serial().primaryKey(),
    uscc: firm(),
    year: integer().notNull(),
    /** 万元. */
    investment: numeric({ precision: 18, scale: 4 }),
    /** 扩产内容: two more lines. */
    capacity: text().notNull(),
    /** 需要协调: land, money, people; and the form by which it became a case. */
    need: text(),
    caseKey: text(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [index().on(table.uscc, table.year)],
)

export const ACTIVITY_KINDS = ['直播带岗', '招聘会', '银企对接', '产需对接', '培训', '其他'] as const

/** 活动结果: only ever added; a correction replaces an earlier entry. */
export const activityResult = pgTable(
  'activity_result',
  {
    id: serial().primaryKey(),
    kind: text({ enum: ACTIVITY_KINDS }).notNull(),
    name: text().notNull(),
    heldOn: date().notNull(),
    /** Unit or park that held it. */
    unitId: text(),
    /** 参加企业数, 岗位数, 达成招聘数. */
    firms: integer(),
    posts: integer(),
    hires: integer(),
    /** 授信或签约金额, 万元. */
    amount: numeric({ precision: 18, scale: 4 }),
    note: text(),
    replacesId: integer().references((): AnyPgColumn => activityResult.id),
    reason: text(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.replacesId), index().on(table.heldOn)],
)

/** 行动填报数 as they were reported over time; only ever added, the newest stands on the campaign itself. */
export const campaignReport = pgTable(
  'campaign_report',
  {
    id: serial().primaryKey(),
    campaignId: text()
      .notNull()
      .references(() => campaign.id),
    cadres: integer().notNull(),
    enterprises: integer().notNull(),
    collected: integer().notNull(),
    solved: integer().notNull(),
    /** Who compiled them: 领导小组办公室, a newspaper. */
    source: text().notNull(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [index().on(table.campaignId, table.id)],
)
