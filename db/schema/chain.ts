import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import { person } from './people.ts'

const moment = () => timestamp({ withTimezone: true })
/** `base`, a person id, `import` or `demo`; the operator writes `operator`. */
const by = () => text().notNull()

/** 产业链 as a thing that goes by other names in other years. */
export const chain = pgTable('chain', {
  id: text().primaryKey(),
  /** GB/T 4754 classes, a hint only: an enterprise's chain is tagged by the chain office. */
  industryHint: text(),
})

/** A list of chains as one document has it. */
export const chainVersion = pgTable('chain_version', {
  id: text().primaryKey(),
  title: text().notNull(),
  /** 区划 whose list it is. */
  scope: text().notNull(),
  /** First year for which it counts. */
  fromYear: integer().notNull(),
  /** The newest that counts for the scope today; a draft never does. */
  isDraft: boolean().notNull().default(false),
  source: text().notNull(),
})

/** What a chain is called in a version. The name of the newest is what enterprises, roles and projects are tagged with. */
export const chainName = pgTable(
  'chain_name',
  {
    versionId: text()
      .notNull()
      .references(() => chainVersion.id),
    chainId: text()
      .notNull()
      .references(() => chain.id),
    name: text().notNull(),
    aliases: text().array().notNull().default([]),
    place: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.versionId, table.chainId] })],
)

/** “六个一” of the 2021 reply, and the chain's office. */
export const CHAIN_SLOTS = [
  '链长',
  '承载主体',
  '行业协会',
  '主办银行',
  '高校院所',
  '联合党工委',
  '链办',
  '链办主任',
  '专职副主任',
] as const

/** Who or what fills a slot of a chain, from one day to another. */
export const chainSlot = pgTable(
  'chain_slot',
  {
    id: serial().primaryKey(),
    chainId: text()
      .notNull()
      .references(() => chain.id),
    slot: text({ enum: CHAIN_SLOTS }).notNull(),
    /** A person, a bank, a park, an association, a university. */
    name: text().notNull(),
    /** 职务 of a person; where an office sits. */
    post: text(),
    personId: text().references(() => person.id),
    fromOn: date().notNull(),
    /** First day no longer; null while it lasts. */
    toOn: date(),
    basis: text().notNull(),
    setBy: by(),
    setAt: moment().notNull(),
    endedBy: text(),
    endReason: text(),
  },
  table => [index().on(table.chainId, table.slot)],
)

/**
 * 清单项: what a chain has to keep: the five lists and the map, and what documents name without saying what it is. An
 * edit ends one row and begins another.
 */
export const checklistItem = pgTable(
  'checklist_item',
  {
    id: serial().primaryKey(),
    checklist: text().notNull(),
    title: text().notNull(),
    place: integer().notNull(),
    source: text().notNull(),
    /** 待主管部门确认 otherwise. */
    isConfirmed: boolean().notNull(),
    setBy: by(),
    setAt: moment().notNull(),
    endedBy: text(),
    endedAt: moment(),
  },
  table => [index().on(table.checklist)],
)

/** 清单更新: a chain's list was brought up to date; only ever added, the newest counts. */
export const chainUpdate = pgTable(
  'chain_update',
  {
    id: serial().primaryKey(),
    chainId: text()
      .notNull()
      .references(() => chain.id),
    /** Title of a checklist item. */
    item: text().notNull(),
    /** As of when the list is. */
    updatedOn: date().notNull(),
    note: text(),
    /** Name of the file, and its content in `file_content`. */
    fileName: text(),
    fileHash: text(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
  },
  table => [index().on(table.chainId, table.item, table.id)],
)
