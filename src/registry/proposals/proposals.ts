import { eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { proposal, unit } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf, daysBetween } from '../../lib/time.ts'
import { hasRole, ledBy, unitsOf } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { evaluate } from '../../rules/evaluate.ts'
import { parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { type Change, keepChanges } from '../projects/changes.ts'

type Row = typeof proposal.$inferSelect
export type Grade = NonNullable<Row['grade']>

/** 答复分类 in words. */
export const GRADES: Record<Grade, string> = {
  A: '已经解决或采纳',
  B: '正在解决或列入计划',
  C: '受条件限制以后解决',
  D: '留作参考',
}

/** A proposal with the day its answer is due. */
export interface Proposal extends Row {
  unit: string | null
  /** By R-PROP, or until when more time was granted. */
  dueOn: Day
  /** Days left on the day asked about, negative when overdue; null once it is answered or given back. */
  daysLeft: number | null
  /** Answered in time; null while that is open. */
  inTime: boolean | null
}

/** All proposals by what is due first; answered ones come last, the newest first. */
export async function proposals(db: Db, version: RuleVersion, on: Day): Promise<Proposal[]> {
  const rows = await db
    .select({ ...getTableColumns(proposal), unit: unit.name })
    .from(proposal)
    .leftJoin(unit, eq(unit.id, proposal.unitId))
  return rows
    .map(row => dated(version, row, on))
    .sort((a, b) =>
      a.daysLeft === null || b.daysLeft === null
        ? Number(a.daysLeft === null) - Number(b.daysLeft === null) ||
          b.assignedOn.localeCompare(a.assignedOn) ||
          b.id - a.id
        : a.dueOn.localeCompare(b.dueOn) || a.id - b.id,
    )
}

function dated(version: RuleVersion, row: Row & { unit: string | null }, on: Day): Proposal {
  const facts = parseFacts({
    proposal_assigned_on: row.assignedOn,
    ...(row.repliedOn && { proposal_replied_on: row.repliedOn }),
  })
  const { due_on: due } = evaluate(version, facts, { on }).result
  if (typeof due !== 'string') throw new Error(`proposal ${row.id} has no due day`)
  const dueOn = row.extendedTo !== null && row.extendedTo > due ? row.extendedTo : due
  const isOpen = row.state === '办理中'
  return {
    ...row,
    dueOn,
    daysLeft: isOpen ? daysBetween(on, dueOn) : null,
    inTime: row.repliedOn !== null ? row.repliedOn <= dueOn : isOpen && dueOn < on ? false : null,
  }
}

/** `市政协十二届五次会议第72号提案`. */
export const sayProposal = ({ session, number, kind }: Pick<Row, 'session' | 'number' | 'kind'>): string =>
  `${session}第${number}号${kind === '政协提案' ? '提案' : '建议'}`

type Handled = Pick<Row, 'unitId' | 'handlerId'>

const isHandler = (speaker: Speaker, { handlerId }: Handled) =>
  speaker.kind === 'person' && speaker.id === handlerId

/** Whether a speaker may read it: officials of the city, and the unit that answers with its leaders. */
export const maySeeProposal = (speaker: Speaker, one: Handled): boolean =>
  isHandler(speaker, one) ||
  [...unitsOf(speaker), ...ledBy(speaker)].includes(one.unitId) ||
  hasRole(speaker, 'office', 'admin', 'leader')

/** Whether a speaker may answer it: the office, the unit it was given to, and its handler. */
export const mayHandleProposal = (speaker: Speaker, one: Handled): boolean =>
  isHandler(speaker, one) || unitsOf(speaker).includes(one.unitId) || hasRole(speaker, 'office')

/** A proposal as it is handed over (交办). */
export type NewProposal = Pick<
  typeof proposal.$inferInsert,
  | 'kind'
  | 'session'
  | 'number'
  | 'topic'
  | 'proposer'
  | 'assignedOn'
  | 'unitId'
  | 'leader'
  | 'handler'
  | 'phone'
  | 'copies'
>

export async function addProposal(db: Db, given: NewProposal, { by, now }: Change): Promise<number> {
  if (given.assignedOn > dayOf(now)) throw new Refusal(`交办日期${given.assignedOn}还没到，请核对。`)
  const [row] = await db
    .insert(proposal)
    .values({ ...given, state: '办理中', createdBy: by, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: proposal.id })
  if (!row) throw new Refusal(`${sayProposal(given)}已经登记过了，请直接查询。`)
  return row.id
}

/** What comes of a proposal: an answer, its publication, more time, or giving it back. */
export type ProposalMove =
  | { to: 'replied'; grade: Grade; replyNo: string; repliedOn: Day }
  | { to: 'published'; publishedOn: Day }
  | { to: 'extended'; until: Day }
  | { to: 'returned' }

/** The latest by which a proposal may be put off: 个别复杂提案可延至六个月. */
const MOST_DAYS = 184

/**
 * @throws {Refusal} when it does not fit the state it is in, a day is impossible, or a reason is wanting
 */
export async function moveProposal(db: Db, id: number, move: ProposalMove, change: Change): Promise<Row> {
  const [old] = await db.select().from(proposal).where(eq(proposal.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这件提案，请重新查一次。')
  const { set, fields } = effectOf(old, move, change)
  await db.update(proposal).set(set).where(eq(proposal.id, id))
  await keepChanges(db, 'proposal', id, fields, change)
  return { ...old, ...set }
}

interface Effect {
  set: Partial<Row>
  fields: { field: string; before: string | null; after: string | null }[]
}

function effectOf(old: Row, move: ProposalMove, { now, reason }: Change): Effect {
  const name = sayProposal(old)
  const today = dayOf(now)
  switch (move.to) {
    case 'replied': {
      const { grade, repliedOn } = move
      const replyNo = move.replyNo.trim()
      if (old.state === '已退回') throw new Refusal(`${name}已退回，不能答复。`)
      if (old.state !== '办理中' && !reason?.trim()) throw new Refusal(`${name}已经答复过，更正请写明原因。`)
      if (!replyNo) throw new Refusal('请填答复文号，例如“衡工信提复〔2021〕1号”。')
      if (repliedOn > today || repliedOn < old.assignedOn)
        throw new Refusal(`答复日期${repliedOn}要在交办（${old.assignedOn}）之后、今天之前，请核对。`)
      return {
        set: { grade, replyNo, repliedOn, state: old.state === '已公开' ? '已公开' : '已答复' },
        fields: [
          { field: '答复分类', before: old.grade, after: grade },
          { field: '答复文号', before: old.replyNo, after: replyNo },
          { field: '答复日期', before: old.repliedOn, after: repliedOn },
        ],
      }
    }
    case 'published': {
      const { publishedOn } = move
      if (old.state !== '已答复' || old.repliedOn === null)
        throw new Refusal(`${name}现在是“${old.state}”，答复以后才能登记公开。`)
      if (publishedOn > today || publishedOn < old.repliedOn)
        throw new Refusal(`公开日期${publishedOn}要在答复（${old.repliedOn}）之后、今天之前，请核对。`)
      return {
        set: { publishedOn, state: '已公开' },
        fields: [{ field: '公开日期', before: old.publishedOn, after: publishedOn }],
      }
    }
    case 'extended': {
      if (old.state !== '办理中') throw new Refusal(`${name}现在是“${old.state}”，不用延期。`)
      if (!reason?.trim()) throw new Refusal('延期答复请写明原因。')
      if (move.until <= today) throw new Refusal(`延到${move.until}没有意义，请填今天以后的日期。`)
      if (daysBetween(old.assignedOn, move.until) > MOST_DAYS)
        throw new Refusal(`最长延至交办后六个月，${move.until}超过了，请核对。`)
      return {
        set: { extendedTo: move.until },
        fields: [{ field: '延期至', before: old.extendedTo, after: move.until }],
      }
    }
    case 'returned':
      if (old.state !== '办理中') throw new Refusal(`${name}现在是“${old.state}”，不能退回。`)
      if (!reason?.trim()) throw new Refusal('退回请写明原因，例如“不属本单位职责，建议由市交通运输局办理”。')
      return {
        set: { state: '已退回', note: reason.trim() },
        fields: [{ field: '状态', before: old.state, after: '已退回' }],
      }
  }
}

/** A proposal named by number, by session or by topic in a text. */
export function proposalsIn(all: readonly Proposal[], text: string): Proposal[] {
  const number = /第?\s*(\d{1,4})\s*号/.exec(text)?.[1]
  if (number) return all.filter(one => one.number === Number(number))
  return all.filter(
    ({ topic, proposer }) =>
      (topic.length >= 2 && text.includes(topic.slice(0, 6))) ||
      (proposer.length >= 2 && text.includes(proposer)),
  )
}
