import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { person } from './people.ts'
import { receipt } from './receipts.ts'
import { enterprise } from './registry.ts'

/** 名录 and 库; what each is for stands in `src/registry/rosters/kinds.ts`. */
export const ROSTERS = [
  '倍增名录',
  '县倍增名录',
  '小升规培育库',
  '应统未统',
  '退规风险库',
  '市场出清名单',
  '四上培育库',
  '梯度培育库',
  '头雁',
  '上市后备',
] as const

/** The city, as whose a roster counts unless it is a county's own. */
const CITY = '430400'

/**
 * 名录成员: one stay of an enterprise on a roster, made by an approved change, by the publication of a cycle or by a
 * list taken over; never removed, only ended.
 */
export const rosterMember = pgTable(
  'roster_member',
  {
    id: serial().primaryKey(),
    roster: text({ enum: ROSTERS }).notNull(),
    /** 区划 whose roster it is: the city's or a county's. */
    scope: text().notNull().default(CITY),
    /** Of a yearly roster the year it is for; of a pool the year of entry. */
    year: integer().notNull(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    /** First day on it; null where only the year is known, which counts as its first day. */
    fromOn: date(),
    /** First day no longer on it; null while it is. */
    toOn: date(),
    /** 级别、批次、情形: 省级专精特新, 首批, 产能严重过剩. */
    stage: text(),
    /** Under which policy it got in. */
    entryRule: text(),
    /** The list it was taken over from; the change says why otherwise. */
    basis: text(),
    entryChangeId: integer(),
    exitChangeId: integer(),
  },
  table => [
    uniqueIndex('roster_member_open')
      .on(table.roster, table.scope, table.year, table.uscc)
      .where(sql`to_on is null`),
    index().on(table.uscc),
  ],
)

/** 入库出库提案: somebody or a rule wants an enterprise on a roster or off it; approved ones are its history. */
export const membershipChange = pgTable(
  'membership_change',
  {
    id: serial().primaryKey(),
    /** What was proposed together has one number. */
    proposal: integer().notNull(),
    roster: text({ enum: ROSTERS }).notNull(),
    scope: text().notNull().default(CITY),
    year: integer().notNull(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    operation: text({ enum: ['add', 'remove'] }).notNull(),
    origin: text({ enum: ['rule', 'person', 'cycle', 'import'] }).notNull(),
    reason: text().notNull(),
    stage: text(),
    /** The judgement it rests on. */
    receiptId: bigint({ mode: 'number' }).references(() => receipt.id),
    /** The paper it rests on where no rule judges. */
    basis: text(),
    state: text({ enum: ['proposed', 'approved', 'refused'] }).notNull(),
    proposedBy: text().notNull(),
    proposedAt: timestamp({ withTimezone: true }).notNull(),
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
    /** From when an approved one counts. */
    effectiveOn: date(),
    /** Said by whoever decided. */
    note: text(),
  },
  table => [
    uniqueIndex('membership_change_open')
      .on(table.roster, table.scope, table.year, table.uscc)
      .where(sql`state = 'proposed'`),
    index().on(table.proposal),
    index().on(table.uscc),
  ],
)

/** 名录评定: one year's cycle of the 倍增名录. */
export const rosterCycle = pgTable('roster_cycle', {
  year: integer().primaryKey(),
  openedBy: text().notNull(),
  openedAt: timestamp({ withTimezone: true }).notNull(),
  publishedOn: date(),
  publishedBy: text(),
  /** The judgement by R-WORKFLOW that let it be published. */
  receiptId: bigint({ mode: 'number' }).references(() => receipt.id),
})

/** Steps of a cycle that somebody records; what the units check stands in `candidate_check`. */
export const CYCLE_STEPS = ['applied', 'office', 'group', 'committee', 'government'] as const

/** A step recorded; only ever added, the newest of a step counts. */
export const cycleStep = pgTable(
  'cycle_step',
  {
    id: serial().primaryKey(),
    year: integer()
      .notNull()
      .references(() => rosterCycle.year),
    step: text({ enum: CYCLE_STEPS }).notNull(),
    doneOn: date().notNull(),
    /** 会议纪要编号、文号. */
    reference: text(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.year, table.step)],
)

/** An enterprise up for a year's roster, with the newest judgement of it. */
export const cycleCandidate = pgTable(
  'cycle_candidate',
  {
    year: integer()
      .notNull()
      .references(() => rosterCycle.year),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    /** Found by the rule, or recommended by a county or park (推荐) or the office. */
    origin: text({ enum: ['rule', 'recommended'] }).notNull(),
    receiptId: bigint({ mode: 'number' })
      .notNull()
      .references(() => receipt.id),
    verdict: text({ enum: ['pass', 'fail', 'unknown', 'manual'] }).notNull(),
    addedBy: text().notNull(),
    addedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.year, table.uscc] })],
)

/** What a unit found about a candidate; only ever added, the newest of a unit counts. */
export const candidateCheck = pgTable(
  'candidate_check',
  {
    id: serial().primaryKey(),
    year: integer()
      .notNull()
      .references(() => rosterCycle.year),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    /** 统计、税务、应急、生态环境, or the office for its own review. */
    unitId: text().notNull(),
    isPassed: boolean().notNull(),
    /** Why not, or what should be known. */
    reason: text(),
    checkedBy: text().notNull(),
    checkedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.year, table.uscc)],
)

/** 一企一策: only ever added, the newest of an enterprise counts. */
export const supportPlan = pgTable(
  'support_plan',
  {
    id: serial().primaryKey(),
    uscc: text()
      .notNull()
      .references(() => enterprise.uscc),
    measures: text().notNull(),
    /** Who sees to it, by name; `ownerId` where it is somebody the bot knows. */
    owner: text().notNull(),
    ownerId: text().references(() => person.id),
    dueOn: date().notNull(),
    /** 问题清单. */
    problems: text(),
    writtenBy: text().notNull(),
    writtenAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.uscc)],
)

/** What was done under a plan. */
export const planProgress = pgTable(
  'plan_progress',
  {
    id: serial().primaryKey(),
    planId: integer()
      .notNull()
      .references(() => supportPlan.id),
    note: text().notNull(),
    /** All its measures are done. */
    isDone: boolean().notNull(),
    reportedBy: text().notNull(),
    reportedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.planId)],
)
