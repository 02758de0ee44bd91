import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
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
import { person } from './people.ts'
import { receipt } from './receipts.ts'
import { enterprise, park, region } from './registry.ts'

/** 万元, exact. */
const money = () => numeric({ precision: 18, scale: 4 })
const moment = () => timestamp({ withTimezone: true })
/** Person id, `import` or `demo`; the operator writes `operator`. */
const by = () => text().notNull()

/** Where a thing is and who answers for it. */
const place = {
  uscc: () => text().references(() => enterprise.uscc),
  regionCode: () => text().references(() => region.code),
  parkId: () => text().references(() => park.id),
}

/** 项目类别; a project may be several. 亿元 follows from its investment, 储备 from its stage. */
export const PROJECT_KINDS = ['工业重点', '技改', '倍增支撑', '产业链协同创新', '招商发布', '其他'] as const

/** 项目阶段 in their order; a project is at the last one it has reached. */
export const PROJECT_STAGES = ['储备', '签约', '落地', '开工', '在建', '竣工', '投产'] as const

/** 投资方 and how it came. */
export const INVESTOR_TAGS = ['三类500强', '湘商回归', '专精特新', '央企', '民企', '外资'] as const

/** 推进问题: 包而不推, 推而不快, 快而不优. */
export const DELAY_TAGS = ['包而不推', '推而不快', '快而不优'] as const

/** 项目. What changes of it is told in `record_change`. */
export const project = pgTable(
  'project',
  {
    id: serial().primaryKey(),
    name: text().notNull(),
    /** How people call it besides. */
    aliases: text().array().notNull().default([]),
    kinds: text({ enum: PROJECT_KINDS }).array().notNull(),
    level: text({ enum: ['省', '市', '县'] }).notNull(),
    sector: text({ enum: ['工业', '农林牧渔', '建筑业', '服务业', '其他'] })
      .notNull()
      .default('工业'),
    uscc: place.uscc(),
    regionCode: place.regionCode(),
    parkId: place.parkId(),
    chain: text(),
    /** 责任单位 and 责任人: a person by name, and who that is where the bot knows them. */
    ownerUnitId: text(),
    owner: text(),
    ownerId: text().references(() => person.id),
    totalInvestment: money().notNull(),
    /** 预计新增年产值、年税收 after production. */
    expectedOutput: money(),
    expectedTax: money(),
    tags: text({ enum: INVESTOR_TAGS }).array().notNull().default([]),
    /** 核准、备案、先建后验. */
    approval: text({ enum: ['核准', '备案', '先建后验'] }),
    /** 建设内容. */
    content: text(),
    /** Taken off the list (调出), and why stands in its changes. */
    removedOn: date(),
    isDemo: boolean().notNull().default(false),
    createdBy: by(),
    createdAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.name), index().on(table.uscc), index().on(table.regionCode)],
)

/** When a project is to reach a stage and when it did. */
export const projectStage = pgTable(
  'project_stage',
  {
    projectId: integer()
      .notNull()
      .references(() => project.id),
    stage: text({ enum: PROJECT_STAGES }).notNull(),
    plannedOn: date(),
    actualOn: date(),
  },
  table => [primaryKey({ columns: [table.projectId, table.stage] })],
)

/** 年度计划: only ever added, the newest of a year counts. */
export const projectPlan = pgTable(
  'project_plan',
  {
    id: serial().primaryKey(),
    projectId: integer()
      .notNull()
      .references(() => project.id),
    year: integer().notNull(),
    investment: money().notNull(),
    /** 年度目标 in words. */
    goal: text(),
    recordedBy: by(),
    recordedAt: moment().notNull(),
    reason: text(),
  },
  table => [index().on(table.projectId, table.year)],
)

/** 推进台账: what was reported of a month; only ever added, the newest of a month counts. */
export const projectProgress = pgTable(
  'project_progress',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    projectId: integer()
      .notNull()
      .references(() => project.id),
    /** `2023-10`. */
    month: text().notNull(),
    /** Invested from January to that month; null where only something was said about it. */
    cumulative: money(),
    /** Of it for equipment. */
    equipment: money(),
    note: text(),
    reportedBy: by(),
    reportedAt: moment().notNull(),
    /** Why it replaces an earlier one. */
    reason: text(),
  },
  table => [index().on(table.projectId, table.month, table.id)],
)

/** 推进问题 as a leader or the office sees it; only ever added, the newest counts, a null tag takes it back. */
export const projectDelay = pgTable(
  'project_delay',
  {
    id: serial().primaryKey(),
    projectId: integer()
      .notNull()
      .references(() => project.id),
    tag: text({ enum: DELAY_TAGS }),
    reason: text().notNull(),
    setBy: by(),
    setAt: moment().notNull(),
  },
  table => [index().on(table.projectId)],
)

/** 专班: who pushes a project. */
export const projectMember = pgTable(
  'project_member',
  {
    id: serial().primaryKey(),
    projectId: integer()
      .notNull()
      .references(() => project.id),
    duty: text({ enum: ['牵头领导', '责任人', '成员'] }).notNull(),
    name: text().notNull(),
    unit: text(),
    personId: text().references(() => person.id),
    /** First day no longer in it. */
    leftOn: date(),
  },
  table => [uniqueIndex('project_member_now').on(table.projectId, table.name).where(sql`left_on is null`)],
)

/** 资金筹措: a source of a project's money, how much of it is planned and how much has come (到位). */
export const projectFunding = pgTable(
  'project_funding',
  {
    projectId: integer()
      .notNull()
      .references(() => project.id),
    source: text({ enum: ['自有资金', '银行贷款', '政府资金', '债券', '股权融资', '其他'] }).notNull(),
    planned: money().notNull(),
    arrived: money().notNull().default('0'),
  },
  table => [primaryKey({ columns: [table.projectId, table.source] })],
)

/** 用地需求. Areas in 亩. */
export const landRequest = pgTable(
  'land_request',
  {
    id: serial().primaryKey(),
    uscc: place.uscc().notNull(),
    projectId: integer().references(() => project.id),
    purpose: text({ enum: ['扩产扩能', '新建', '用地性质调整', '其他'] }).notNull(),
    area: numeric({ precision: 12, scale: 2 }).notNull(),
    detail: text(),
    state: text({ enum: ['提出', '办理中', '已落实', '不予安排'] }).notNull(),
    requestedOn: date().notNull(),
    settledOn: date(),
    recordedBy: by(),
    recordedAt: moment().notNull(),
  },
  table => [index().on(table.uscc)],
)

/** 投资监管协议, with what the firm promised. */
export const agreement = pgTable(
  'agreement',
  {
    id: serial().primaryKey(),
    uscc: place.uscc().notNull(),
    projectId: integer().references(() => project.id),
    landRequestId: integer().references(() => landRequest.id),
    /** 协议编号 or name. */
    title: text().notNull(),
    signedOn: date().notNull(),
    /** 亩. */
    area: numeric({ precision: 12, scale: 2 }),
    promisedInvestment: money().notNull(),
    investBy: date().notNull(),
    /** 承诺的亩均税收 and 年产值 are told in words, no text says how they count. */
    terms: text(),
    /** First day it no longer binds; why stands in its changes. */
    endedOn: date(),
    recordedBy: by(),
    recordedAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.uscc, table.title)],
)

/** 节点 of a project or of an agreement: what, by when, who, done when. */
export const milestone = pgTable(
  'milestone',
  {
    id: serial().primaryKey(),
    projectId: integer().references(() => project.id),
    agreementId: integer().references(() => agreement.id),
    title: text().notNull(),
    dueOn: date().notNull(),
    /** 责任落实到人. */
    owner: text().notNull(),
    ownerId: text().references(() => person.id),
    doneOn: date(),
    addedBy: by(),
    addedAt: moment().notNull(),
  },
  table => [
    uniqueIndex().on(table.projectId, table.title),
    uniqueIndex().on(table.agreementId, table.title),
    check('milestone_of_one', sql`num_nonnulls(project_id, agreement_id) = 1`),
  ],
)

/** 招商签约项目. */
export const contract = pgTable(
  'contract',
  {
    id: serial().primaryKey(),
    name: text().notNull(),
    /** 集中签约批次, `2022-05-11集中签约`; signed alone it has none. */
    batch: text(),
    investor: text().notNull(),
    tags: text({ enum: INVESTOR_TAGS }).array().notNull().default([]),
    /** What it became. */
    projectId: integer().references(() => project.id),
    uscc: place.uscc(),
    regionCode: place.regionCode(),
    parkId: place.parkId(),
    chain: text(),
    ownerUnitId: text(),
    owner: text(),
    isManufacturing: boolean().notNull(),
    /** 总投资、引资额. */
    total: money().notNull(),
    attracted: money().notNull(),
    signedOn: date().notNull(),
    landedOn: date(),
    startedOn: date(),
    producedOn: date(),
    /** 终止: it will not be fulfilled, and counts as signed all the same. */
    endedOn: date(),
    isDemo: boolean().notNull().default(false),
    createdBy: by(),
    createdAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.name, table.signedOn), index().on(table.batch)],
)

/** 一事一议事项的类别; the first two are of single persons and read by their handlers alone. */
export const MATTER_KINDS = [
  '高管股权投资个税奖励',
  '突出贡献高管奖励',
  '城区奖补',
  '兼并重组',
  '协议用地',
  '其他',
] as const

export const MATTER_STATES = ['提出', '审核', '上会', '同意', '不同意', '撤回'] as const

/** 一事一议: decided case by case, without a formula. */
export const matter = pgTable(
  'matter',
  {
    id: serial().primaryKey(),
    /** `YS2023-003`. */
    no: text().notNull().unique(),
    kind: text({ enum: MATTER_KINDS }).notNull(),
    uscc: place.uscc(),
    /** Whose support is repaid (城区奖补). */
    regionCode: place.regionCode(),
    title: text().notNull(),
    detail: text().notNull(),
    /** 佐证材料. */
    evidence: text(),
    /** What was asked for; null where nothing was. */
    asked: money(),
    state: text({ enum: MATTER_STATES }).notNull(),
    /** The unit that prepares it. */
    unitId: text().notNull(),
    proposedBy: by(),
    proposedAt: moment().notNull(),
    /** 决定: its words, the amount if any, which body, when, its paper. */
    decision: text(),
    amount: money(),
    decidedIn: text(),
    decidedOn: date(),
    reference: text(),
    isDemo: boolean().notNull().default(false),
  },
  table => [index().on(table.uscc), index().on(table.state)],
)

/** Who may read a restricted matter. */
export const matterHandler = pgTable(
  'matter_handler',
  {
    matterId: integer()
      .notNull()
      .references(() => matter.id),
    personId: text()
      .notNull()
      .references(() => person.id),
    addedBy: by(),
    addedAt: moment().notNull(),
  },
  table => [primaryKey({ columns: [table.matterId, table.personId] })],
)

/** What happened to a matter and who did it; only ever added. */
export const matterEvent = pgTable(
  'matter_event',
  {
    id: serial().primaryKey(),
    matterId: integer()
      .notNull()
      .references(() => matter.id),
    state: text({ enum: MATTER_STATES }).notNull(),
    note: text(),
    by: by(),
    at: moment().notNull(),
  },
  table => [index().on(table.matterId)],
)

export const AWARD_KINDS = [
  '贴息',
  '城区奖补',
  '园区奖补',
  '突破性贡献奖励',
  '高管奖励',
  '增产增效奖补',
  '其他',
] as const

/** 奖补台账: what a firm gets in a year and under which clause. */
export const award = pgTable(
  'award',
  {
    id: serial().primaryKey(),
    /** Of the ledger it came from; unique there. */
    no: text().notNull().unique(),
    uscc: place.uscc().notNull(),
    /** The year rewarded. */
    year: integer().notNull(),
    kind: text({ enum: AWARD_KINDS }).notNull(),
    amount: money().notNull(),
    /** 依据条款. */
    clause: text().notNull(),
    matterId: integer().references(() => matter.id),
    state: text({ enum: ['拟定', '已决定', '已兑付', '取消'] }).notNull(),
    proposedBy: by(),
    proposedAt: moment().notNull(),
    decidedOn: date(),
    decidedBy: text(),
    /** 否决核查 before deciding and before payment. */
    decidedReceiptId: bigint({ mode: 'number' }).references(() => receipt.id),
    paidOn: date(),
    paidBy: text(),
    paidReceiptId: bigint({ mode: 'number' }).references(() => receipt.id),
    /** 拨付凭证号. */
    voucher: text(),
    /** Why it was granted although a check warned (人工核定), or was taken back. */
    reason: text(),
    isDemo: boolean().notNull().default(false),
  },
  table => [index().on(table.uscc, table.year)],
)

/** 政协提案、人大建议 and their replies. */
export const proposal = pgTable(
  'proposal',
  {
    id: serial().primaryKey(),
    kind: text({ enum: ['政协提案', '人大建议'] }).notNull(),
    /** 市政协十二届五次会议. */
    session: text().notNull(),
    /** 第72号. */
    number: integer().notNull(),
    topic: text().notNull(),
    proposer: text().notNull(),
    assignedOn: date().notNull(),
    /** 延期答复 granted until. */
    extendedTo: date(),
    /** 责任单位、责任领导、承办人、联系电话. */
    unitId: text().notNull(),
    leader: text(),
    handler: text(),
    handlerId: text().references(() => person.id),
    phone: text(),
    /** 抄送: `市政府办(2)`. */
    copies: text().array().notNull().default([]),
    state: text({ enum: ['办理中', '已答复', '已公开', '已退回'] }).notNull(),
    /** A 已解决, B 正在解决或列入计划, C 受条件限制, D 留作参考. */
    grade: text({ enum: ['A', 'B', 'C', 'D'] }),
    replyNo: text(),
    repliedOn: date(),
    publishedOn: date(),
    note: text(),
    isDemo: boolean().notNull().default(false),
    createdBy: by(),
    createdAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.kind, table.session, table.number)],
)

/** 闲置用地、闲置厂房、僵尸企业. */
export const idleAsset = pgTable(
  'idle_asset',
  {
    id: serial().primaryKey(),
    kind: text({ enum: ['闲置用地', '闲置厂房', '僵尸企业'] }).notNull(),
    name: text().notNull(),
    uscc: place.uscc(),
    regionCode: place.regionCode().notNull(),
    parkId: place.parkId(),
    /** 亩 of land, 平方米 of buildings. */
    area: numeric({ precision: 14, scale: 2 }),
    areaUnit: text({ enum: ['亩', '平方米'] }).notNull(),
    idleSince: date(),
    state: text({ enum: ['闲置', '处置中', '已盘活'] }).notNull(),
    /** 盘活方式, by whom. */
    reuse: text(),
    reusedOn: date(),
    reusedArea: numeric({ precision: 14, scale: 2 }),
    owner: text(),
    isDemo: boolean().notNull().default(false),
    createdBy: by(),
    createdAt: moment().notNull(),
  },
  table => [uniqueIndex().on(table.regionCode, table.kind, table.name)],
)

/** Records whose changes are told here. */
export const CHANGED_RECORDS = [
  'project',
  'milestone',
  'contract',
  'land_request',
  'agreement',
  'award',
  'proposal',
  'idle_asset',
] as const

/** 修改记录: which field of a record was changed from what to what, by whom and why; only ever added. */
export const recordChange = pgTable(
  'record_change',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    record: text({ enum: CHANGED_RECORDS }).notNull(),
    recordId: integer().notNull(),
    /** As people call it: 总投资, 计划开工时间. */
    field: text().notNull(),
    before: text(),
    after: text(),
    reason: text(),
    changedBy: by(),
    changedAt: moment().notNull(),
  },
  table => [index().on(table.record, table.recordId)],
)
