import {
  boolean,
  index,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

/**
 * 单位: an organisation that can be responsible for something: a department, a county, a park, a utility,
 * the programme office (领导小组办公室), the leaders.
 */
export const unit = pgTable('unit', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** How people say it in chat: 自然资源局, 供电公司. */
  aliases: text().array().notNull().default([]),
  kind: text({ enum: ['office', 'leaders', 'county', 'park', 'department', 'utility'] }).notNull(),
  regionCode: text(),
  parentId: text(),
})

export const person = pgTable('person', {
  id: text().primaryKey(),
  name: text().notNull(),
  isDemo: boolean().notNull().default(false),
})

/** Who a platform's open id is. An open id without a row is an unknown person (陌生人). */
export const identity = pgTable(
  'identity',
  {
    platform: text().notNull(),
    openId: text().notNull(),
    personId: text()
      .notNull()
      .references(() => person.id),
  },
  table => [primaryKey({ columns: [table.platform, table.openId] }), index().on(table.personId)],
)

/** 角色授权: one role in one scope. `scopeId` is a unit id, a chain name or an enterprise's USCC; `*` is all. */
export const roleGrant = pgTable(
  'role_grant',
  {
    id: serial().primaryKey(),
    personId: text()
      .notNull()
      .references(() => person.id),
    role: text().notNull(),
    scopeId: text().notNull().default('*'),
    grantedBy: text().notNull(),
    grantedAt: timestamp({ withTimezone: true }).notNull(),
  },
  table => [uniqueIndex().on(table.personId, table.role, table.scopeId)],
)

/** A group chat (群) the bot knows, and whose it is. */
export const chatGroup = pgTable(
  'chat_group',
  {
    platform: text().notNull(),
    chatId: text().notNull(),
    name: text().notNull(),
    unitId: text().references(() => unit.id),
  },
  table => [primaryKey({ columns: [table.platform, table.chatId] }), index().on(table.unitId)],
)

/**
 * What somebody asks to be (绑定): to speak for an enterprise (`uscc`), an official (`role` in `scopeId`), or known on
 * another account as whom they were before (neither: `name` of `place`, as they say). Decided on a card.
 */
export const bindingRequest = pgTable('binding_request', {
  id: serial().primaryKey(),
  platform: text().notNull(),
  openId: text().notNull(),
  uscc: text(),
  /** 换绑: in the place of the enterprises they spoke for before, or of the contacts the enterprise had. */
  replaces: text({ enum: ['firms', 'contacts'] }),
  role: text(),
  scopeId: text(),
  /** As they call themselves. */
  name: text(),
  place: text(),
  state: text({ enum: ['asked', 'granted', 'refused'] }).notNull(),
  askedAt: timestamp({ withTimezone: true }).notNull(),
  decidedBy: text(),
  decidedAt: timestamp({ withTimezone: true }),
})

/** 转人工: somebody wants to be called by the office. */
export const handoff = pgTable('handoff', {
  id: serial().primaryKey(),
  platform: text().notNull(),
  openId: text().notNull(),
  /** Who they are, in words. */
  who: text().notNull(),
  phone: text(),
  about: text().notNull(),
  askedAt: timestamp({ withTimezone: true }).notNull(),
  /** The person of the office who said they would call. */
  takenBy: text().references(() => person.id),
  takenAt: timestamp({ withTimezone: true }),
})
