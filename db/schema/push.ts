import {
  boolean,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { Rhythm } from '../../src/lib/rhythm.ts'

const moment = () => timestamp({ withTimezone: true })

/**
 * 到期提醒: a rung that was climbed. The same thing owed by the same reader by the same day is said once at each rung,
 * however often and by however many it is asked.
 */
export const dutySaid = pgTable(
  'duty_said',
  {
    source: text().notNull(),
    /** What is owed, in the words of its source: a project's id, `2023-11:weekly`. */
    item: text().notNull(),
    /** Whom it was said to: an address. */
    reader: text().notNull(),
    dueOn: date().notNull(),
    rung: text().notNull(),
    saidAt: moment().notNull(),
  },
  table => [primaryKey({ columns: [table.source, table.item, table.reader, table.dueOn, table.rung] })],
)

/** 已办: somebody says that a duty which leaves no trace elsewhere is done. */
export const dutyDone = pgTable(
  'duty_done',
  {
    source: text().notNull(),
    item: text().notNull(),
    doneBy: text().notNull(),
    doneAt: moment().notNull(),
  },
  table => [primaryKey({ columns: [table.source, table.item] })],
)

/** 提醒: what somebody wants said at a moment, to themselves or to others. */
export const reminder = pgTable(
  'reminder',
  {
    id: serial().primaryKey(),
    setBy: text().notNull(),
    /** Addresses it goes to. */
    readers: text().array().notNull(),
    words: text().notNull(),
    /** When it is to be said next. */
    at: moment().notNull(),
    rhythm: jsonb().$type<Rhythm>(),
    state: text({ enum: ['open', 'said', 'cancelled'] }).notNull(),
    setAt: moment().notNull(),
    endedAt: moment(),
  },
  table => [index().on(table.state, table.at), index().on(table.setBy)],
)

/** 推送设置 of a reader (an address: a person, or a unit for its group): when nothing is to come at all. */
export const pushHours = pgTable('push_hours', {
  reader: text().primaryKey(),
  /** `22:00` to `07:30`; both null for none. */
  quietFrom: text(),
  quietTo: text(),
  /** 暂停: days on which only duties come. */
  pausedFrom: date(),
  pausedTo: date(),
  setBy: text().notNull(),
  setAt: moment().notNull(),
})

/** 订阅: how a reader wants pushes of one topic, or of all (`*`). No row: as they come. */
export const subscription = pgTable(
  'subscription',
  {
    reader: text().notNull(),
    topic: text().notNull(),
    /** Not wanted at all; the rhythm else says when they come together. */
    isOff: boolean().notNull(),
    rhythm: jsonb().$type<Rhythm>(),
    setBy: text().notNull(),
    setAt: moment().notNull(),
  },
  table => [primaryKey({ columns: [table.reader, table.topic] })],
)

/** 抄送: what of a topic goes to somebody is also sent to another. */
export const pushCopy = pgTable(
  'push_copy',
  {
    id: serial().primaryKey(),
    topic: text().notNull(),
    /** Whose: an address; null for everybody's. */
    source: text(),
    reader: text().notNull(),
    setBy: text().notNull(),
    setAt: moment().notNull(),
    endedAt: moment(),
  },
  table => [index().on(table.topic), index().on(table.reader)],
)
