import Big from 'big.js'
import { desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import {
  counter,
  enterprise,
  MATTER_KINDS,
  matter,
  matterEvent,
  matterHandler,
} from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, ledBy, scopesOf, unitsOf } from '../../people/may.ts'
import type { Person, Speaker } from '../../people/roles.ts'

type Row = typeof matter.$inferSelect
export type MatterKind = Row['kind']
export type MatterState = Row['state']

/** 一事一议 with what deciding about it needs to know. Amounts in 万元. */
export interface Matter extends Omit<Row, 'asked' | 'amount'> {
  asked: Big | null
  amount: Big | null
  firm: string | null
  firmRegion: string | null
  chain: string | null
  unit: string | null
  handlerIds: string[]
}

/** About single persons' shares and income tax: for its handlers alone, whatever office one holds. */
const PERSONAL: readonly MatterKind[] = ['高管股权投资个税奖励', '突出贡献高管奖励']
export const isRestricted = ({ kind }: Pick<Matter, 'kind'>): boolean => PERSONAL.includes(kind)

/** The rule a kind is decided under; none of them has a formula. */
export const RULE_OF: Partial<Record<MatterKind, string>> = {
  高管股权投资个税奖励: 'R-EXEC',
  突出贡献高管奖励: 'R-EXEC2',
  城区奖补: 'R-DIST',
  兼并重组: 'R-MERGE',
  协议用地: 'R-LAND',
}

/** Tied to tax paid, or an award to persons: needs the review of fair competition first (D-14). */
export const needsFairnessReview = ({ kind }: Pick<Matter, 'kind'>): boolean =>
  kind === '高管股权投资个税奖励' || kind === '突出贡献高管奖励' || kind === '城区奖补'

/** Whether a speaker may read a matter: its handlers; of an unrestricted one also the city, its unit and its county. */
export function mayReadMatter(speaker: Speaker, one: Matter): boolean {
  if (speaker.kind !== 'person') return false
  if (one.handlerIds.includes(speaker.id)) return true
  if (isRestricted(one)) return false
  return (
    hasRole(speaker, 'office', 'admin') ||
    scopesOf(speaker, 'leader').some(scope => scope === '*' || (one.chain !== null && scope === one.chain)) ||
    [...unitsOf(speaker), ...ledBy(speaker)].some(
      id => id === one.unitId || id === one.regionCode || id === one.firmRegion,
    )
  )
}

/** Whether a speaker may take a matter further: its handlers; of an unrestricted one also the office and its unit. */
export function mayHandleMatter(speaker: Speaker, one: Matter): boolean {
  if (speaker.kind !== 'person') return false
  if (one.handlerIds.includes(speaker.id)) return true
  return !isRestricted(one) && (hasRole(speaker, 'office') || unitsOf(speaker).includes(one.unitId))
}

const OPEN: readonly MatterState[] = ['提出', '审核', '上会']
export const isOpen = ({ state }: Pick<Matter, 'state'>): boolean => OPEN.includes(state)

/** All matters, those under way first and the oldest of them first; only one where `id` is given. */
export async function matters(db: Db, id?: number): Promise<Matter[]> {
  const found = await db
    .select({
      row: matter,
      firm: enterprise.shortName,
      firmRegion: enterprise.regionCode,
      chain: enterprise.chain,
      unit: sql<string | null>`(select u.name from unit u where u.id = ${matter.unitId})`,
      handlerIds: sql<string[]>`coalesce((select json_agg(h.person_id order by h.added_at, h.person_id)
        from matter_handler h where h.matter_id = ${matter.id}), '[]'::json)`,
    })
    .from(matter)
    .leftJoin(enterprise, eq(enterprise.uscc, matter.uscc))
    .where(id === undefined ? undefined : eq(matter.id, id))
    .orderBy(desc(inArray(matter.state, [...OPEN])), matter.proposedAt, matter.id)
  return found.map(({ row, ...rest }) => ({
    ...row,
    ...rest,
    asked: big(row.asked),
    amount: big(row.amount),
  }))
}

const big = (amount: string | null) => (amount === null ? null : new Big(amount))

/** A matter as somebody puts it forward. */
export interface NewMatter {
  kind: MatterKind
  uscc: string | null
  regionCode: string | null
  title: string
  detail: string
  evidence: string | null
  asked: Big | null
  /** The unit that prepares it. */
  unitId: string
}

/** What is done to a matter: by whom, when, and said what. */
export interface MatterAct {
  db: Db
  speaker: Person
  now: Date
}

/** Puts a matter forward; whoever does is its first handler. */
export async function proposeMatter({ db, speaker, now }: MatterAct, given: NewMatter): Promise<Matter> {
  if (!MATTER_KINDS.includes(given.kind)) throw new Refusal(`没有“${given.kind}”这类一事一议事项。`)
  if (!given.title.trim() || !given.detail.trim()) throw new Refusal('请写明事项名称和事由。')
  if (given.asked?.lt(0)) throw new Refusal('申请金额不能是负数，请核对。')
  const no = await nextNumber(db, dayOf(now))
  const [row] = await db
    .insert(matter)
    .values({
      ...given,
      title: given.title.trim(),
      detail: given.detail.trim(),
      asked: given.asked?.toFixed(4) ?? null,
      no,
      state: '提出',
      proposedBy: speaker.id,
      proposedAt: now,
      isDemo: speaker.isDemo,
    })
    .returning({ id: matter.id })
  const id = row?.id ?? 0
  await db
    .insert(matterHandler)
    .values({ matterId: id, personId: speaker.id, addedBy: speaker.id, addedAt: now })
  await db.insert(matterEvent).values({ matterId: id, state: '提出', note: null, by: speaker.id, at: now })
  return one(db, id)
}

async function nextNumber(db: Db, today: Day): Promise<string> {
  const year = today.slice(0, 4)
  const [row] = await db
    .insert(counter)
    .values({ name: `matter:${year}`, value: 1 })
    .onConflictDoUpdate({ target: counter.name, set: { value: sql`${counter.value} + 1` } })
    .returning({ value: counter.value })
  return `YS${year}-${String(row?.value ?? 1).padStart(3, '0')}`
}

async function one(db: Db, id: number): Promise<Matter> {
  const [found] = await matters(db, id)
  if (!found) throw new Refusal('没有找到这个事项，请重新查一次。')
  return found
}

/** The matter of a number if the speaker may take it further. */
async function handled({ db, speaker }: MatterAct, id: number): Promise<Matter> {
  await db.select({ id: matter.id }).from(matter).where(eq(matter.id, id)).for('update')
  const found = await one(db, id)
  if (!mayReadMatter(speaker, found)) throw new Refusal('没有找到这个事项，或者它不在您的职责范围内。')
  if (!mayHandleMatter(speaker, found)) throw new Refusal(`${found.no}由经办人办理，您只能查看。`)
  return found
}

/** What may follow what. */
const NEXT: Record<MatterState, readonly MatterState[]> = {
  提出: ['审核', '撤回'],
  审核: ['上会', '不同意', '撤回'],
  上会: ['同意', '不同意', '审核'],
  同意: [],
  不同意: [],
  撤回: [],
}
export const nextStates = ({ state }: Pick<Matter, 'state'>): readonly MatterState[] => NEXT[state]

/** Takes a matter to 审核, 上会 or back, or 撤回. Deciding is `decideMatter`. */
export async function moveMatter(
  act: MatterAct,
  id: number,
  to: MatterState,
  note: string | null,
): Promise<Matter> {
  const found = await handled(act, id)
  if (to === '同意' || to === '不同意') throw new Error('a decision is made by decideMatter')
  if (!NEXT[found.state].includes(to))
    throw new Refusal(`${found.no}现在是“${found.state}”，不能改为“${to}”。`)
  if ((to === '撤回' || found.state === '上会') && !note?.trim()) throw new Refusal('请写明原因。')
  return record(act, id, to, note, {})
}

/** The decision as the body that took it wrote it. */
export interface Decision {
  agreed: boolean
  /** 决定原文. */
  decision: string
  /** Only where something is granted. */
  amount: Big | null
  /** 市政府常务会议, 受益财政. */
  decidedIn: string
  decidedOn: Day
  /** 会议纪要号. */
  reference: string | null
  /** 公平竞争审查 and 法制审核 are through. */
  isReviewed: boolean
}

/**
 * 决定: what was decided is written down, never worked out.
 * @throws {Refusal} when a body, its day or its words are missing, or a matter that needs it was not reviewed
 */
export async function decideMatter(act: MatterAct, id: number, given: Decision): Promise<Matter> {
  const found = await handled(act, id)
  const to = given.agreed ? '同意' : '不同意'
  if (!NEXT[found.state].includes(to))
    throw new Refusal(
      `${found.no}现在是“${found.state}”，${given.agreed ? '上会以后才能决定' : `不能改为“${to}”`}。`,
    )
  if (!given.decision.trim() || !given.decidedIn.trim())
    throw new Refusal('请写明由哪个会议或部门决定、决定原文。')
  if (given.decidedOn > dayOf(act.now)) throw new Refusal(`决定时间${given.decidedOn}还没到，请核对。`)
  if (given.amount?.lt(0)) throw new Refusal('金额不能是负数，请核对。')
  if (!given.agreed && given.amount?.gt(0)) throw new Refusal('不同意的事项不填金额，请核对。')
  if (given.agreed && needsFairnessReview(found) && !given.isReviewed)
    throw new Refusal(
      '这类事项须先通过公平竞争审查（《公平竞争审查条例》）和财政法制审核，请勾选已通过后再登记同意。',
    )
  return record(act, id, to, given.decision.trim(), {
    decision: given.decision.trim(),
    amount: given.agreed ? (given.amount?.toFixed(4) ?? null) : null,
    decidedIn: given.decidedIn.trim(),
    decidedOn: given.decidedOn,
    reference: given.reference?.trim() || null,
  })
}

async function record(
  { db, speaker, now }: MatterAct,
  id: number,
  state: MatterState,
  note: string | null,
  more: Partial<typeof matter.$inferInsert>,
): Promise<Matter> {
  await db
    .update(matter)
    .set({ ...more, state })
    .where(eq(matter.id, id))
  await db
    .insert(matterEvent)
    .values({ matterId: id, state, note: note?.trim() || null, by: speaker.id, at: now })
  return one(db, id)
}

/** Lets another person read and handle a matter; a restricted one is opened by its handlers alone. */
export async function addHandler(act: MatterAct, id: number, personId: string): Promise<Matter> {
  await handled(act, id)
  await act.db
    .insert(matterHandler)
    .values({ matterId: id, personId, addedBy: act.speaker.id, addedAt: act.now })
    .onConflictDoNothing()
  return one(act.db, id)
}

/** 办理过程: every state with who took it there and when, oldest first. */
export const eventsOf = (
  db: Db,
  id: number,
): Promise<{ state: MatterState; note: string | null; by: string; name: string | null; day: Day }[]> =>
  rowsOf(
    db,
    sql`select v.state, v.note, v.by, p.name, to_char(v.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
      from ${matterEvent} v left join person p on p.id = v.by where v.matter_id = ${id} order by v.id`,
  )

/** Known people of a name, for adding a handler. */
export const peopleNamed = (db: Db, name: string): Promise<{ id: string; name: string }[]> =>
  rowsOf(db, sql`select id, name from person where name = ${name} order by id`)

/** A matter by its number or the tail of it, `YS2023-003` or `003`. */
export const matterCalled = (all: readonly Matter[], words: string): Matter | undefined => {
  const number = /YS(20\d\d)-?(\d{3})/i.exec(words)
  if (number) return all.find(({ no }) => no === `YS${number[1]}-${number[2]}`)
  const tail = /(?<!\d)(0\d{2})(?!\d)/.exec(words)?.[1]
  return tail ? all.filter(({ no }) => no.endsWith(`-${tail}`)).at(-1) : undefined
}
