import { sql } from 'drizzle-orm'
import type { BulletinContent, Wording } from './bulletin-content.ts'
import type { Db } from './client.ts'
import type { CaseState, INDICATOR_IDS, ProposedDay } from './schema/index.ts'

/** What a card about a case needs to say, as it stood when the notice was written. */
export interface CaseFacts {
  no: string
  uscc: string
  enterprise: string
  category: string
  detail: string
  urgency: string
  /** Whom the unit should call, as the reporter wrote it. */
  contact: string | null
  state: CaseState
  round: number
  unitId: string | null
  unit: string | null
  /** Last day to finish; null before assignment. */
  dueOn: string | null
  /**
   * Working days left on the day of the notice, negative when overdue; null while no unit's clock runs (before
   * assignment, and from the unit's report on).
   */
  workdaysLeft: number | null
  /** The day they were counted on: a card hangs for days. */
  countedOn: string
  dueIsProvisional: boolean
  /** 挂起、挂账: until when the clock stands; null while it runs. */
  heldUntil: string | null
  result: string | null
  outcome: string | null
  rating: string | null
  /** Names of its attachments, oldest first. */
  files: string[]
  /** 督办: 0 none, 1 蓝, 2 橙, 3 红. */
  supervision: number
  filedOn: string
  /** Number of events it was written after: what is older must not be shown over what is newer. */
  version: number
  isDemo: boolean
}

/** What happened to a case beside its ordinary way: the notice that says so carries it. Days are Shanghai days. */
export type CaseChange =
  /** The routes propose a unit but are not sure; `why` says what speaks against it. */
  | { kind: 'unsure'; unit: string; unitId: string; reason: string; why: string }
  /** The office has given it to a unit. */
  | { kind: 'placed' }
  | { kind: 'declined'; reason: string; guidance: string }
  | { kind: 'disputed'; reason: string; unit: string; proposed: string; isSecond: boolean }
  | { kind: 'transferred'; unit: string; reason: string }
  | { kind: 'coassigned'; task: string; dueOn: string }
  | { kind: 'coreported'; unit: string; answer: string }
  | { kind: 'asked'; what: 'extension' | 'hold'; until: string; reason: string; by: string }
  | { kind: 'refused'; what: 'extension' | 'hold'; reason: string }
  | { kind: 'extended'; reason: string; dueOn: string }
  | { kind: 'held'; reason: string; until: string }
  | { kind: 'shelved'; reason: string; until: string }
  | { kind: 'resumed'; pausedDays: number }
  | { kind: 'reopened'; reason: string; by: string }
  | { kind: 'withdrawn'; reason: string }
  | { kind: 'merged' }
  | { kind: 'undone'; what: string; by: string }
  | { kind: 'supplemented'; note: string; files: number; by: string }
  | { kind: 'corrected'; fields: string[]; reason: string; by: string }
  | { kind: 'urged'; by: string; note: string | null; times: number }
  | { kind: 'escalated'; reason: string; by: string }
  | { kind: 'instructed'; by: string; text: string; dueOn: string | null }
  | { kind: 'replied'; answer: string; text: string }
  | { kind: 'redated'; reason: string; before: string }
  /** The enterprise has not rated yet: the `times`th reminder; after `until` it counts as 未评价. */
  | { kind: 'unrated'; times: number; until: string }
  | { kind: 'lapsed' }

/** A case a new calendar gave a later due day. */
interface RedatedCase {
  no: string
  enterprise: string
  before: string
  dueOn: string
}

/** A year's holiday notice as it was put in, against the calendar that stands. */
export interface CalendarProposal {
  proposalId: number
  year: number
  source: string
  by: string
  days: ProposedDay[]
  /** Days that are judged otherwise than before. */
  changed: { day: string; works: boolean; name: string | null }[]
  /** The notice of that year is in already: this one amends it. */
  isAmendment: boolean
  /** Open cases whose due day would be later. */
  moves: number
}

/**
 * What somebody owes on a case by a day. A unit: to finish it, to sign for it, to help, to answer a leader, to report
 * on what is shelved. The office: to assign, to decide about a request, to review, to decide about what was shelved.
 */
export type Owed =
  | 'finish'
  | 'sign'
  | 'help'
  | 'answer'
  | 'report'
  | 'assign'
  | 'decide'
  | 'review'
  | 'unshelve'

/** A line of a digest. */
export interface OwedLine {
  owed: Owed
  dueOn: string
  /** Working days left until then, negative when it is over. */
  left: number
  /** What a helper was asked for, what a leader wrote. */
  words: string | null
  case: CaseFacts
}

/** Lines of a digest by how near they are; `soon` is within 3 working days but not tomorrow. */
export interface DigestCounts {
  overdue: number
  today: number
  tomorrow: number
  soon: number
}

/** A bulletin as a card shows it; `path` is the signed path of its page. */
export interface BulletinShown {
  bulletinId: number
  content: BulletinContent
  wording: Wording
  path: string
}

/** A fact of a bulletin beside last month's; null where there was none. */
export interface BulletinChange {
  title: string
  before: string | null
  after: string | null
}

/** Listed firms of a unit without output, and without tax, of a month. */
export interface BulletinMissing {
  unit: string
  listed: number
  output: number
  tax: number
  firms: string[]
}

/** Kinds of things people owe by a day, beside what they owe on a case. */
const DUTY_SOURCES = [
  'figures',
  'figures-late',
  'visits',
  'milestones',
  'stages',
  'progress',
  'dispatch',
  'contracts',
  'agreements',
  'plans',
  'qualifications',
  'proposals',
  'matters',
  'cycle',
  'declare-monthly',
  'declare-yearly',
  'chain-lists',
  'recurring',
  'campaigns',
] as const
export type DutySource = (typeof DUTY_SOURCES)[number]

/** One thing owed. `what` is its name, `ref` what its card is opened by. */
export interface DutyLine {
  item: string
  what: string
  ref: string | null
  dueOn: string
  /** Days left, of the kind its source counts in; negative when it is over. */
  left: number
  /** The address of whose it is, when they cannot be reached and another is told. */
  for: string | null
}

/** What is owed of one kind: `lines` are the most pressing of `total`. */
export interface DutySection {
  source: DutySource
  total: number
  overdue: number
  lines: DutyLine[]
}

/** A reminder somebody set. */
export interface ReminderData {
  reminderId: number
  words: string
  by: string | null
  /** ISO instant it was for. */
  at: string
  lateMinutes: number
  /** When it comes again, in words. */
  again: string | null
}

/** A figure that should be explained. */
export interface DoubtedFigure {
  doubtId: number
  uscc: string
  enterprise: string
  indicator: (typeof INDICATOR_IDS)[number]
  period: string
  /** In the indicator's unit. */
  amount: string
  words: string
}

/** A line of a leader's briefing. `key` says what it is about and how it stands: the same is told once. */
export interface BriefingItem {
  key: string
  group: 'instruction' | 'case' | 'project' | 'dropped' | 'promise'
  words: string
  isBad: boolean
  isDemo: boolean
  /** What opens it. */
  open: { label: string; command: string; intent: string; args: Record<string, unknown> }
}

/** A condition of a rule in words, with the value it was judged by. */
export interface SaidCondition {
  label: string
  actual: string
  wanted: string
  /** Period and source of the figures behind it. */
  source: string | null
  clause: string
  isMet: boolean
}

/** How an enterprise stands to a rule (政策找人). */
export interface Prospect {
  rule: string
  /** Title of the rule. */
  title: string
  /** What it is about, as people call it: 进倍增名录. */
  topic: string
  is: 'chance' | 'risk'
  standing: 'pass' | 'near' | 'out'
  before: 'pass' | 'near' | 'out'
  conditions: SaidCondition[]
  /** What is still missing, of one that is near. */
  wanting: string[]
  /** 红, 黄 of a risk. */
  level: string | null
  /** Until when something is to be done. */
  due: string
  /** 文件和条款. */
  source: string
  /** Number of the receipt. */
  receipt: number
}

/**
 * Every kind of notice and the facts it carries. The domain writes these; `src/chat/notices` gives each its words.
 */
export interface NoticeData {
  /** To the enterprise: filed, with number, unit and due day. */
  'case.receipt': { case: CaseFacts }
  /** To the unit: 交办. */
  'case.assigned': { case: CaseFacts; reason: string }
  /** To the enterprise: the unit has signed for it or reports progress. */
  'case.progress': { case: CaseFacts; note: string; by: string }
  /** To the office: a unit says it is finished, please review (审核). */
  'case.review': { case: CaseFacts; by: string }
  /** To the unit: the office sent it back with a reason, or the enterprise was not satisfied. */
  'case.returned': { case: CaseFacts; reason: string; by: 'office' | 'enterprise' }
  /** To the enterprise: the result, please rate. */
  'case.result': { case: CaseFacts }
  /** To the unit and the office: how it was rated. */
  'case.rated': { case: CaseFacts; reason: string | null }
  /** To whomever it concerns: something out of the ordinary happened. */
  'case.change': { case: CaseFacts; change: CaseChange }
  /**
   * To a unit: what it owes that it has not been told yet, on one card. `counts` is of all, `lines` the most pressing.
   * `isLater`: what came up since the morning. `hasChief`: what is long overdue has a leader of the unit to go to.
   */
  'case.digest': {
    unit: string
    day: string
    isLater: boolean
    counts: DigestCounts
    lines: OwedLine[]
    hasChief: boolean
  }
  /**
   * To the leader of a unit (分管领导), with a copy to the office: what has now been overdue for long. `cases` are the
   * worst of `total`; `leaderless` are units of which nobody is known to tell.
   */
  'case.overdue': { day: string; isCopy: boolean; total: number; cases: CaseFacts[]; leaderless: string[] }
  /** To a unit: a new calendar gave these cases later due days. `cases` are the first of `total`. */
  'case.redated': { unit: string; source: string; total: number; cases: RedatedCase[] }
  /** To the office and the admins: somebody put in a year's holiday notice; a second person is to confirm it. */
  'calendar.proposed': CalendarProposal
  /** To whoever put it in. `moved`: cases due later. */
  'calendar.decided': { year: number; source: string; by: string; isConfirmed: boolean; moved: number }
  /** To the office and the admins: next year's notice is not in yet. */
  'calendar.missing': { year: number; cases: number; proposedBy: string | null }
  /** To its lead unit and to those who have its cases: a task force for one kind of problem. `cases` are the newest. */
  'taskforce.created': {
    name: string
    category: string
    unit: string
    total: number
    firms: number
    cases: CaseFacts[]
  }
  /** To whoever handles them: a leader's word on 一事一议 matters under way; to the office, on what `about` says. */
  'matter.instructed': {
    by: string
    words: string
    about: string | null
    matters: { id: number; no: string; title: string; state: string }[]
    isDemo: boolean
  }
  /** To whoever is on duty: somebody says that people are in danger. */
  emergency: { said: string; by: string; enterprise: string | null; at: string }
  /** To a firm's contacts: somebody asks what is behind a figure. `amount` in the indicator's unit. */
  'figure.doubted': DoubtedFigure & { by: string }
  /** To whoever asked. */
  'figure.explained': DoubtedFigure & { explanation: string; by: string }
  /** To whoever owes something by a day: what they have not been told yet, by kind, the most pressing first. */
  'duty.digest': { day: string; sections: DutySection[] }
  /** To whoever wanted it said at that moment; `lateMinutes` when nothing ran then. `by` is set where another wanted it. */
  reminder: ReminderData
  /** To others: somebody reminds them of something. */
  'reminder.sent': ReminderData
  /** To whoever had more messages in a day than is bearable: what was kept back, by title. */
  gathered: {
    day: string
    total: number
    /** Why most of it was kept back: too much for a day, a pause, or its reader wants it together. */
    why: 'many' | 'paused' | 'chosen'
    items: { title: string; lead: string; caseNo: string | null }[]
  }
  /** To the admins: how many people and groups that happened to. */
  'gathered.report': { day: string; places: number; total: number }
  /**
   * To the office: a bulletin to approve. `changes` are its facts beside last month's; `path` is its signed page, `why`
   * what made this version.
   */
  'bulletin.draft': BulletinShown & { version: number; why: string; changes: BulletinChange[] }
  /** To those who get it: the approved bulletin. */
  'bulletin.published': BulletinShown
  /** To those who got it: it is not to be used any more. */
  'bulletin.recalled': { bulletinId: number; period: string; reason: string; by: string; isDemo: boolean }
  /** To the office: a leader said that it is not to be published yet. */
  'bulletin.held': { bulletinId: number; period: string; version: number; reason: string; by: string }
  /**
   * To a unit: figures of its listed firms without which the bulletin cannot be drafted. `firms` are the first of those
   * without output or tax.
   */
  'bulletin.missing': BulletinMissing & { period: string; days: number }
  /** To the office: whose figures the bulletin waits for. */
  'bulletin.waiting': { period: string; days: number; units: BulletinMissing[] }
  /** To whoever decides: changes of a roster are proposed. `firm` and `reason` where it is one. */
  'roster.proposed': {
    proposal: number
    roster: string
    by: string
    added: number
    removed: number
    firm: string | null
    reason: string | null
  }
  /** To whoever proposed it. `firms` are the first of `total`. */
  'roster.decided': {
    proposal: number
    roster: string
    firms: string[]
    total: number
    isApproved: boolean
    by: string
    note: string | null
  }
  /** To the office: a serious accident of an enterprise, and the rosters it is on. */
  'incident.serious': {
    incidentId: number
    enterprise: string
    day: string
    type: string
    level: string
    isListed: boolean
    rosters: string[]
    /** What was registered before, where this corrects it. */
    was: string | null
    by: string
    isDemo: boolean
  }
  /** To whoever stands in: the enterprises of somebody on leave are theirs to look after for some days. */
  'liaison.delegated': { absent: string; fromOn: string; toOn: string; firms: number; reason: string | null }
  /** To the county, the park or the office: somebody says that another is in charge of enterprises now. */
  'liaison.asked': {
    by: string
    duty: string
    before: string | null
    name: string
    reason: string
    usccs: string[]
    /** Names of the first of them. */
    firms: string[]
  }
  /** To its unit and the office: somebody saw an enterprise in trouble. */
  'risk.signalled': {
    signalId: number
    uscc: string
    enterprise: string
    kind: string
    detail: string
    seenOn: string
    by: string
    rosters: string[]
    isDemo: boolean
  }
  /** To a leader: what is new of what needs them; `standing` was told before and is not over. */
  'leader.briefing': { day: string; items: BriefingItem[]; standing: number; isAll: boolean }
  /** To an enterprise's contacts, its liaison or, without one, its county: it has come to meet a rule, or nearly. */
  'prospect.found': {
    uscc: string
    enterprise: string
    isDemo: boolean
    as: 'enterprise' | 'liaison' | 'county'
    items: Prospect[]
  }
  /** The same of several enterprises at once; `firms` are the first of `total`. */
  'prospect.list': {
    day: string
    total: number
    isDemo: boolean
    as: 'enterprise' | 'liaison' | 'county'
    firms: {
      uscc: string
      name: string
      items: Pick<Prospect, 'topic' | 'is' | 'standing' | 'wanting'>[]
    }[]
  }
  /** To whoever decides: somebody asks to be something. */
  'binding.asked': {
    requestId: number
    /** Who asks, as far as is known. */
    name: string
    /** What for: 代表…公司, 部门承办人（…）. */
    what: string
    uscc?: string | undefined
    replaces?: 'firms' | 'contacts' | undefined
    /** 换号: where they say they belong, and everybody of their name. */
    place?: string | undefined
    people?: { id: string; who: string }[] | undefined
  }
  /** To whoever asked. */
  'binding.decided': { what: string; granted: boolean; isOfFirm: boolean }
  /** To whoever is no longer what they were. */
  'binding.ended': { what: string; why: string }
  /** 转人工, to the office: somebody wants to be called. */
  'handoff.asked': { id: number; who: string; phone: string | null; about: string; at: string }
  /** To whoever asked: who will call. */
  'handoff.taken': { by: string; phone: string | null; about: string }
}

export type NoticeKind = keyof NoticeData

/** Whom a notice is for, in the domain's words; the outbox finds the chat. */
export type Address =
  | `person:${string}`
  | `unit:${string}`
  | `open:${string}:${string}`
  | `chat:${string}:${string}`

/** A wordless message to somebody. `key` is the reason to speak: the same key is sent once, ever. */
export type Notice = {
  [K in NoticeKind]: { kind: K; to: Address; key: string; data: NoticeData[K] }
}[NoticeKind]

/** Queues notices in the caller's transaction; nothing is sent if it rolls back. Repeated keys are dropped. */
export async function queueNotices(db: Db, notices: Notice[], causeId: number | null = null): Promise<void> {
  for (let from = 0; from < notices.length; from += CHUNK) {
    const rows = notices.slice(from, from + CHUNK).map(notice => {
      const about = aboutOf(notice)
      return {
        key: notice.key,
        address: notice.to,
        kind: notice.kind,
        payload: notice.data,
        ...(about && { about }),
      }
    })
    await db.execute(sql`
      insert into outbox (dedupe_key, cause_id, address, kind, payload, about, state)
      select key, ${causeId}::bigint, address, kind, payload, about, 'pending'
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as row(key text, address text, kind text, payload jsonb, about jsonb)
      on conflict (dedupe_key) do nothing`)
  }
}

/** Notices of one statement; a city's firms may all hear on one morning. */
const CHUNK = 1000

/** Says, in the caller's transaction, that cases have moved on: the cards that hang of them in chats are to follow. */
export async function cardsFollow(db: Db, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return
  await db.execute(sql`update live_card set version = c.version, card = null from case_file c
    where c.no = live_card.case_no and live_card.case_no in ${[...numbers]} and live_card.version < c.version`)
}

/** The one case a notice shows, and as of which event; null for what shows several or none. */
function aboutOf({ data }: Notice): { caseNo: string; version: number } | null {
  return 'case' in data ? { caseNo: data.case.no, version: data.case.version } : null
}
