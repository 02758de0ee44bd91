import { sql } from 'drizzle-orm'
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
import { bytea } from './bytea.ts'
import { enterprise } from './registry.ts'

/**
 * 办理状态, the stages of one case. Overdue, supervision, extension and rating are facts beside it, never states.
 */
export const CASE_STATES = [
  'filed',
  'assigned',
  'handling',
  'held',
  'shelved',
  'reviewing',
  'rating',
  'closed',
  'declined',
  'merged',
  'withdrawn',
] as const

export type CaseState = (typeof CASE_STATES)[number]

/** 办理状态 as people read them. */
export const CASE_STATE_NAMES: Record<CaseState, string> = {
  filed: '已受理',
  assigned: '待签收',
  handling: '办理中',
  held: '挂起',
  shelved: '挂账',
  reviewing: '待审核',
  rating: '待评价',
  closed: '已销号',
  declined: '不予受理',
  merged: '已并案',
  withdrawn: '已撤回',
}

/** 办理结果: what came of it. Only 已解决 counts as solved (解决率); all count as 办结. */
export const OUTCOMES = ['已解决', '部分解决', '已解释', '已列入计划', '不属本级', '企业撤回'] as const

export type Outcome = (typeof OUTCOMES)[number]

/** 督办: the light a case shows, by level; none for 0. */
export const LIGHT_NAMES = ['', '蓝', '橙', '红'] as const

/** What a unit asked the office for and is waiting to hear about. */
export interface CaseRequest {
  kind: 'extension' | 'hold'
  /** New due day, or the day to take it up again. */
  until: string
  reason: string
}

/** A unit asked to help (协办), with its own due day. */
export interface CoUnit {
  unitId: string
  task: string
  dueOn: string
  answer: string | null
}

/** 批示: what a leader wrote, and what came of it. `instruction` counts from 1 in its case. */
export interface Instruction {
  instruction: number
  by: string
  text: string
  /** By when the leader wants to hear. */
  dueOn: string | null
  answer: string | null
}

/** A file kept with a case, by the sha-256 of its content. */
export interface FileRef {
  hash: string
  name: string
  mime: string
  /** Bytes. */
  size: number
}

/** 附件 of a case: who sent it, and when. */
export interface CaseAttachment extends FileRef {
  /** Person id. */
  by: string
  /** ISO instant. */
  at: string
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
    outcome: text({ enum: OUTCOMES }),
    rating: text({ enum: RATINGS }),
    filedAt: timestamp({ withTimezone: true }).notNull(),
    closedAt: timestamp({ withTimezone: true }),
    /** When the present unit got it: disputing the assignment is possible for a working day. */
    assignedAt: timestamp({ withTimezone: true }),
    /** Working days the unit has for a round. */
    dueDays: integer(),
    /** Since when the clock stands (挂起、挂账), until when, and why. */
    heldOn: date(),
    heldUntil: date(),
    heldReason: text(),
    request: jsonb().$type<CaseRequest>(),
    /** 延期 granted in this round. */
    extensions: integer().notNull().default(0),
    /** Units that sent the assignment back (退回派单); after the second the office's word is final. */
    disputedBy: text().array().notNull().default([]),
    /** Units that had it before or lead its task force: they read. */
    formerUnitIds: text().array().notNull().default([]),
    coUnits: jsonb().$type<CoUnit[]>().notNull().default([]),
    instructions: jsonb().$type<Instruction[]>().notNull().default([]),
    files: jsonb().$type<CaseAttachment[]>().notNull().default([]),
    /** 提级: how many times. */
    level: integer().notNull().default(0),
    /** 督办: 0 none, 1 蓝, 2 橙, 3 红. */
    supervision: integer().notNull().default(0),
    urges: integer().notNull().default(0),
    urgedAt: timestamp({ withTimezone: true }),
    /** 并案: the case it went into. */
    masterNo: text(),
    /** 共性问题专班. */
    taskforceId: integer(),
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
    index().on(table.masterNo),
    index().on(table.filedAt),
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
  table => [
    primaryKey({ columns: [table.caseNo, table.seq] }),
    index('case_event_undo').on(table.caseNo).where(sql`type = 'undo'`),
  ],
)

/**
 * 提醒: a rung of a ladder that has been climbed; each once per case, round and due day. The day is that by which the
 * thing is owed: a moved one counts anew.
 */
export const caseReminder = pgTable(
  'case_reminder',
  {
    caseNo: text()
      .notNull()
      .references(() => caseFile.no),
    round: integer().notNull(),
    dueOn: date().notNull(),
    /** What is owed and how near it is: `case:T-1`, `instruction:2:+3`; see `src/ledger/clock`. */
    rung: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.caseNo, table.round, table.dueOn, table.rung] })],
)

/**
 * 派单规则: who handles a category, and in how many working days. `regionCode` null is the city's rule, `urgency`
 * null holds for any. Versioned: an edit ends one row and begins another, so that it can be seen by which rule a case
 * of last year went where.
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
    /** `base` or a person id. */
    setBy: text().notNull().default('base'),
    validFrom: timestamp({ withTimezone: true }).notNull().default(new Date('2020-01-01T00:00:00+08:00')),
    /** Null while it stands. */
    validTo: timestamp({ withTimezone: true }),
  },
  table => [index().on(table.category)],
)

/** What the routes might learn: a case the office gave to another unit than they named. */
export const routeSuggestion = pgTable(
  'route_suggestion',
  {
    id: serial().primaryKey(),
    caseNo: text()
      .notNull()
      .references(() => caseFile.no),
    category: text().notNull(),
    regionCode: text(),
    fromUnitId: text().notNull(),
    toUnitId: text().notNull(),
    by: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.category)],
)

/** 共性问题专班: a unit in charge of one kind of problem; cases join it by an event of their own. */
export const taskforce = pgTable('taskforce', {
  id: serial().primaryKey(),
  name: text().notNull(),
  category: text().notNull(),
  /** Null is the whole city. */
  regionCode: text(),
  leadUnitId: text().notNull(),
  createdBy: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  closedAt: timestamp({ withTimezone: true }),
})

/** 附件: a file's content, kept once however often it is sent. */
export const fileContent = pgTable('file_content', {
  /** sha-256 of the content. */
  hash: text().primaryKey(),
  mime: text().notNull(),
  size: integer().notNull(),
  bytes: bytea().notNull(),
  storedAt: timestamp({ withTimezone: true }).notNull(),
})

/** Files somebody has sent of which it is not said yet to which case they belong; kept for a day. */
export const pendingUpload = pgTable(
  'pending_upload',
  {
    id: serial().primaryKey(),
    personId: text().notNull(),
    files: jsonb().$type<FileRef[]>().notNull(),
    /** What was said with them. */
    note: text().notNull(),
    sentAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.personId)],
)

/** 日锚: one link a day over the heads of the chains that grew, chained to the day before: a case removed whole shows. */
export const ledgerAnchor = pgTable('ledger_anchor', {
  day: date().primaryKey(),
  /** Cases that grew since the day before, and by how many events. */
  cases: integer().notNull(),
  events: integer().notNull(),
  prevHash: text().notNull(),
  hash: text().notNull(),
})

/** How far the chain of a case had grown when a day was anchored. No reference: it must outlive the case. */
export const anchoredHead = pgTable(
  'anchored_head',
  {
    caseNo: text().notNull(),
    day: date().notNull(),
    seq: integer().notNull(),
    hash: text().notNull(),
  },
  table => [primaryKey({ columns: [table.caseNo, table.day] }), index().on(table.day)],
)

/** 值班: whom an emergency alerts on a day. Nobody on duty: the whole office. */
export const duty = pgTable(
  'duty',
  {
    id: serial().primaryKey(),
    from: date().notNull(),
    to: date().notNull(),
    personId: text().notNull(),
    phone: text(),
    setBy: text().notNull(),
  },
  table => [index().on(table.from)],
)

/** A weekday that is off or a weekend that is worked (调休), from the State Council's notice. */
export const workdayOverride = pgTable('workday_override', {
  day: date().primaryKey(),
  kind: text({ enum: ['off', 'work'] }).notNull(),
  name: text().notNull(),
  /** Whose year's notice says so; days of December may stand in the next year's. */
  year: integer().notNull(),
})

/** Whether a year's holiday notice has been taken over; any other year is 暂定. */
export const calendarYear = pgTable('calendar_year', {
  year: integer().primaryKey(),
  source: text().notNull(),
})

/** A day of a proposed calendar, as the notice names it. */
export interface ProposedDay {
  day: string
  kind: 'off' | 'work'
  name: string
}

/** A year's holiday notice put in by one person, which takes effect when a second one confirms it. */
export const holidayProposal = pgTable(
  'holiday_proposal',
  {
    id: serial().primaryKey(),
    year: integer().notNull(),
    source: text().notNull(),
    days: jsonb().$type<ProposedDay[]>().notNull(),
    state: text({ enum: ['proposed', 'confirmed', 'rejected'] }).notNull(),
    /** Person ids. */
    proposedBy: text().notNull(),
    proposedAt: timestamp({ withTimezone: true }).notNull(),
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
  },
  table => [index().on(table.year)],
)

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
