import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
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

/** Everything a platform has handed us and we have said 200 to. */
export const inbox = pgTable(
  'inbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    platform: text().notNull(),
    appId: text().notNull(),
    /** message_id of a message, event_id of a click: what a redelivery repeats. */
    eventKey: text().notNull(),
    /** Rows of one lane are handled one after another, in order of arrival. */
    lane: text().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    state: text({ enum: ['new', 'done', 'failed'] }).notNull(),
    /** What was answered to a click, so that its redelivery hears the same. */
    answer: jsonb().$type<unknown>(),
    attempts: integer().notNull().default(0),
    leaseUntil: timestamp({ withTimezone: true }),
    error: text(),
    receivedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    uniqueIndex().on(table.platform, table.appId, table.eventKey),
    index('inbox_open').on(table.lane, table.id).where(sql`state = 'new'`),
  ],
)

/** Everything to be sent, written in the transaction that caused it. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    /** Two writers with the same reason to speak write one row. */
    dedupeKey: text().notNull(),
    /** The inbox row that caused it, if any. */
    causeId: bigint({ mode: 'number' }),
    /** Null until the address is resolved to a platform's chat or person. */
    platform: text(),
    /** Where on the platform; null until the address is resolved. */
    destination: jsonb().$type<unknown>(),
    /** Whom it is for in the domain's words: `person:<id>`, `unit:<id>`; null for an answer to a message. */
    address: text(),
    /** A notice kind, `card` when the payload is already a Card, or `file` when it names one of `sent_file`. */
    kind: text().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    /** What the conversation is about after this card, so that a reply to it is understood. */
    focus: jsonb().$type<unknown>(),
    /** The case it shows, and as of which of its events: what is older is never shown over what is newer. */
    about: jsonb().$type<{ caseNo: string; version: number }>(),
    /**
     * `skipped`: something newer was shown instead, or the reader wants to hear no more of it; `gathered`: beyond the
     * day's number, for the next morning's card; `uncertain`: taken by a worker that died after the platform's
     * idempotency window, a person decides.
     */
    state: text({
      enum: ['pending', 'sending', 'sent', 'skipped', 'gathered', 'dead', 'uncertain'],
    }).notNull(),
    attempts: integer().notNull().default(0),
    notBefore: timestamp({ withTimezone: true }),
    leaseUntil: timestamp({ withTimezone: true }),
    firstTriedAt: timestamp({ withTimezone: true }),
    platformMessageId: text(),
    lastError: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp({ withTimezone: true }),
    /** The day, by the clock people live by, among whose messages it was counted. */
    countedOn: date(),
    /** Since when it waits to be told together with others, by the same clock. */
    gatheredAt: timestamp({ withTimezone: true }),
  },
  table => [
    uniqueIndex().on(table.dedupeKey),
    index('outbox_open').on(table.id).where(sql`state in ('pending', 'sending')`),
    index().on(table.causeId),
    index().on(table.platformMessageId),
    index().on(table.address, table.countedOn),
    index('outbox_gathered').on(table.address).where(sql`state = 'gathered'`),
  ],
)

/**
 * 活卡片: the one card of a case that a chat shows as it is now; others of the case there are shortened. `card` and
 * `version` are what it is to show, `shownVersion` what the platform was last given. Whoever changes a case says so of
 * its cards; then `card` is null, and what it says is read when it is written.
 */
export const liveCard = pgTable(
  'live_card',
  {
    platform: text().notNull(),
    /** A group's chat id, or a person's open id. */
    place: text().notNull(),
    caseNo: text().notNull(),
    messageId: text().notNull(),
    version: integer().notNull(),
    shownVersion: integer().notNull(),
    card: jsonb().$type<unknown>(),
    /** Where a new message goes, once this one can be changed no longer. */
    destination: jsonb().$type<unknown>().notNull(),
    /** Held by whoever is writing to the platform: one at a time. */
    leaseUntil: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.platform, table.place, table.caseNo] }),
    index().on(table.platform, table.messageId),
    index().on(table.caseNo),
    index('live_card_behind').on(table.platform).where(sql`shown_version <> version`),
  ],
)

/** 免打扰: a person, or the group of a unit, wants to hear no more of a case than what is theirs to do. */
export const caseMute = pgTable(
  'case_mute',
  {
    /** An address. */
    reader: text().notNull(),
    caseNo: text().notNull(),
    mutedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.reader, table.caseNo] })],
)

/** A file the bot sends (an exported ledger), kept for some days: for another try, and for whoever fetches it by link. */
export const sentFile = pgTable(
  'sent_file',
  {
    /** Random; whoever knows it may fetch the file. */
    id: text().primaryKey(),
    name: text().notNull(),
    mime: text().notNull(),
    bytes: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.createdAt)],
)

/** What one person and one chat were last talking about; forgotten after a while. */
export const conversation = pgTable(
  'conversation',
  {
    platform: text().notNull(),
    chatId: text().notNull(),
    openId: text().notNull(),
    focus: jsonb().$type<unknown>().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.platform, table.chatId, table.openId] })],
)

/** 待确认: something said that would change what is kept, shown to its speaker and waiting for their word. */
export const confirmation = pgTable(
  'confirmation',
  {
    id: serial().primaryKey(),
    platform: text().notNull(),
    /** Where it was said. */
    chatId: text().notNull(),
    openId: text().notNull(),
    /** Shown in private although it was said in a group. */
    isPrivate: boolean().notNull(),
    /** What is to be done, and all that was known when it was said. */
    wanted: jsonb().$type<unknown>().notNull(),
    /** What it says it would do; null for a form, which shows it. */
    words: text(),
    state: text({ enum: ['open', 'done', 'dropped'] }).notNull(),
    /** The inbox row of the words. */
    saidId: bigint({ mode: 'number' }),
    askedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [index().on(table.platform, table.openId, table.id)],
)

/** 刚办的事: what somebody did through the bot, and how it is taken back while it is fresh. */
export const deed = pgTable(
  'deed',
  {
    id: serial().primaryKey(),
    platform: text().notNull(),
    openId: text().notNull(),
    /** In words: `催办 0032（爱洁科技，用地）`. */
    words: text().notNull(),
    /** Which way it is undone and what that needs; null where it cannot be. */
    undo: jsonb().$type<{ kind: string; ref: Record<string, unknown> }>(),
    /** Why it cannot, and what to do instead. */
    never: text(),
    /** Inbox rows: of the act, and of the words that led to it. */
    causeId: bigint({ mode: 'number' }),
    saidId: bigint({ mode: 'number' }),
    doneAt: timestamp({ withTimezone: true }).notNull(),
    undoneAt: timestamp({ withTimezone: true }),
  },
  table => [
    index().on(table.platform, table.openId, table.id),
    index().on(table.causeId),
    index().on(table.saidId),
  ],
)

/** 撤回的记录: a row of an append-only table that its author took back; it stays, and no longer counts. */
export const retraction = pgTable(
  'retraction',
  {
    /** Name of the table. */
    what: text().notNull(),
    rowId: bigint({ mode: 'number' }).notNull(),
    by: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.what, table.rowId] })],
)
