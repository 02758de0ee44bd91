import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { enterprise } from './registry.ts'

/**
 * 办理状态, the stages of one case. Overdue, supervision and rating are facts beside it, never states.
 * filed 已受理 · assigned 待签收 · handling 办理中 · reviewing 待审核 · rating 待评价 · closed 已销号 · declined 不予受理
 */
export const CASE_STATES = [
  'filed',
  'assigned',
  'handling',
  'reviewing',
  'rating',
  'closed',
  'declined',
] as const

export type CaseState = (typeof CASE_STATES)[number]

/** 办理状态 as people read them. */
export const CASE_STATE_NAMES: Record<CaseState, string> = {
  filed: '已受理',
  assigned: '待签收',
  handling: '办理中',
  reviewing: '待审核',
  rating: '待评价',
  closed: '已销号',
  declined: '不予受理',
}

/** 紧急程度. */
export const URGENCIES = ['一般', '急', '特急'] as const

export type Urgency = (typeof URGENCIES)[number]

/** 满意度; 未评价 is given by the clock, never by a person. */
export const RATINGS = ['满意', '基本满意', '不满意', '未评价'] as const

export type Rating = (typeof RATINGS)[number]

/** 诉求/问题: the projection of a case's events, written in the same transaction as the event. */
export const caseFile = pgTable(
  'case_file',
  {
    /** HY20231108-0032: filing day and the running number of the year, so that the tail alone is unique in a year. */
    no: text().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    category: text().notNull(),
    detail: text().notNull(),
    urgency: text({ enum: URGENCIES }).notNull(),
    /** Whom to call about it, as the reporter wrote it. */
    contact: text(),
    state: text({ enum: CASE_STATES }).notNull(),
    /** 第几轮办理; an unsatisfied rating starts the next. */
    round: integer().notNull().default(1),
    leadUnitId: text(),
    /** The last day to finish, by working days; null until assigned. */
    dueOn: date(),
    /** The due day crosses a year whose holiday notice is not out (暂定). */
    dueIsProvisional: boolean().notNull().default(false),
    /** Person id. */
    reportedBy: text().notNull(),
    /** Person id of whoever of the unit last signed, reported on or finished it. */
    handledBy: text(),
    result: text(),
    rating: text({ enum: RATINGS }),
    filedAt: timestamp({ withTimezone: true }).notNull(),
    closedAt: timestamp({ withTimezone: true }),
    /** Number of events; a writer that read an older one loses. */
    version: integer().notNull(),
    /** Hash of the last event: what the next is chained to. */
    headHash: text().notNull(),
    /** Of the form it came in by, so that one form files one case. */
    formKey: text(),
    isDemo: boolean().notNull().default(false),
  },
  table => [
    uniqueIndex().on(table.formKey),
    index().on(table.uscc),
    index().on(table.leadUnitId, table.state),
    index().on(table.state, table.dueOn),
  ],
)

/** 台账记录: append-only, chained by hash within its case. */
export const caseEvent = pgTable(
  'case_event',
  {
    caseNo: text()
      .notNull()
      .references(() => caseFile.no),
    seq: integer().notNull(),
    type: text().notNull(),
    /** `person:<id>`, `job:<name>` or `import`. */
    actor: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    prevHash: text().notNull(),
    hash: text().notNull(),
  },
  table => [primaryKey({ columns: [table.caseNo, table.seq] })],
)

/** 催办: a rung of the reminder ladder that has been climbed; each once per case, round and due day. */
export const caseReminder = pgTable(
  'case_reminder',
  {
    caseNo: text()
      .notNull()
      .references(() => caseFile.no),
    round: integer().notNull(),
    dueOn: date().notNull(),
    rung: text({ enum: ['office'] }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.caseNo, table.round, table.dueOn, table.rung] })],
)

/**
 * 派单规则: who handles a category, and in how many working days. `regionCode` null is the city's rule, `urgency`
 * null holds for any.
 */
export const route = pgTable(
  'route',
  {
    id: serial().primaryKey(),
    category: text().notNull(),
    regionCode: text(),
    urgency: text({ enum: URGENCIES }),
    unitId: text().notNull(),
    /** Working days to finish, counted from the day after assignment. */
    dueDays: integer().notNull(),
    reason: text().notNull(),
  },
  table => [index().on(table.category)],
)

/** A weekday that is off or a weekend that is worked (调休), from the State Council's notice of its year. */
export const workdayOverride = pgTable('workday_override', {
  day: date().primaryKey(),
  kind: text({ enum: ['off', 'work'] }).notNull(),
  name: text().notNull(),
})

/** Whether a year's holiday notice has been taken over; any other year is 暂定. */
export const calendarYear = pgTable('calendar_year', {
  year: integer().primaryKey(),
  source: text().notNull(),
})

/** Running numbers (case numbers by year). */
export const counter = pgTable('counter', {
  name: text().primaryKey(),
  value: integer().notNull(),
})

/** 专项行动 and the totals it reports (选派干部、联系企业、收集和解决问题). */
export const campaign = pgTable('campaign', {
  id: text().primaryKey(),
  name: text().notNull(),
  startsOn: date().notNull(),
  endsOn: date(),
  cadres: integer().notNull(),
  enterprises: integer().notNull(),
  collected: integer().notNull(),
  solved: integer().notNull(),
  isDemo: boolean().notNull().default(false),
})
