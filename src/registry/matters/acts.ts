import type Big from 'big.js'
import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type Address, queueNotices } from '../../../db/notice.ts'
import { MATTER_KINDS, matter, matterEvent, matterHandler } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { groupBy } from '../../lib/group.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { Person } from '../../people/roles.ts'
import {
  isOpen,
  isRestricted,
  type Matter,
  type MatterKind,
  type MatterState,
  matters,
  mayHandleMatter,
  mayReadMatter,
  needsFairnessReview,
  nextStates,
} from './matters.ts'
import { nextNumber } from './running-number.ts'

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
  const no = await nextNumber(db, { table: 'matter', prefix: `YS${dayOf(now).slice(0, 4)}-`, digits: 3 })
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

/** Takes a matter to 审核, 上会 or back, or 撤回. Deciding is `decideMatter`. */
export async function moveMatter(
  act: MatterAct,
  id: number,
  to: MatterState,
  note: string | null,
): Promise<Matter> {
  const found = await handled(act, id)
  if (to === '同意' || to === '不同意') throw new Error('a decision is made by decideMatter')
  if (!nextStates(found).includes(to))
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
  if (!nextStates(found).includes(to))
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

/**
 * 领导批示 on matters under way: told to everybody who handles them. What is only for handlers stays among them.
 * @throws {Refusal} when there is none the speaker may read
 */
export async function instructMatters(
  { db, speaker, now }: MatterAct,
  words: string,
  causeId: number | null,
): Promise<Matter[]> {
  const open = (await matters(db)).filter(one => isOpen(one) && mayReadMatter(speaker, one))
  if (open.length === 0) throw new Refusal('现在没有您能查看的在办一事一议事项，批示没有转出。')
  await db
    .insert(matterEvent)
    .values(
      open.map(({ id, state }) => ({ matterId: id, state, note: `批示：${words}`, by: speaker.id, at: now })),
    )
  const told = open.flatMap((one): { to: Address; one: Matter }[] =>
    isRestricted(one)
      ? one.handlerIds.filter(id => id !== speaker.id).map(id => ({ to: `person:${id}`, one }))
      : [
          { to: 'unit:office', one },
          { to: `unit:${one.unitId}`, one },
        ],
  )
  await queueNotices(
    db,
    [...groupBy(told, ({ to }) => to)].map(([to, some]) => ({
      kind: 'matter.instructed' as const,
      to,
      key: `matter.instructed:${speaker.id}:${now.toISOString()}:${to}`,
      data: {
        by: speaker.name,
        words,
        about: null,
        matters: some.map(({ one: { id, no, title, state } }) => ({ id, no, title, state })),
        isDemo: some.some(({ one }) => one.isDemo),
      },
    })),
    causeId,
  )
  return open
}
