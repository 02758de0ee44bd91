import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import { dayOf } from '../lib/time.ts'
import type { CardReader, Desk } from './desk.ts'
import { msUntilOpen } from './hours.ts'
import { findLive, type Live, type LivePlace } from './live.ts'
import { isMuted } from './mute.ts'
import { topicOf } from './notices/topic.ts'
import { isAppointed, isUrgent, weightOf } from './notices/weight.ts'
import { countIn, type OutboxRow } from './outbox.ts'
import { msQuiet, wishesOf } from './push/wishes.ts'

/** What becomes of a message when its turn has come. */
export type Plan =
  /** As it is to be said now: with the case as it stands, where it has moved on since it was written. */
  | { do: 'send'; row: OutboxRow }
  /** Change the card the chat shows already. */
  | { do: 'edit' }
  /** Say nothing: why. */
  | { do: 'skip'; why: string }
  /** Nobody is to be disturbed now. */
  | { do: 'wait'; ms: number }
  /** Keep it, to be told together with others: why. */
  | { do: 'gather'; why: string }

/** Messages nobody asked for that one person, one group may get in a day; more are gathered. */
export const DAILY = { person: 8, group: 20 } as const

/** Why something is kept back, as the outbox notes it. */
export const WHY = { many: '超过当天条数', paused: '暂停推送期间', chosen: '按订阅的时间合并推送' } as const

/** Whether anybody asked for it: answers always go out, at once and in full. */
export const isAsked = ({ kind }: Pick<OutboxRow, 'kind'>) => kind === 'card' || kind === 'file'

interface Deps {
  db: Db
  desk: Desk
  now: Date
}

/** A case in the chat where a notice of it goes. */
export interface Where {
  live: LivePlace
  reader: CardReader
  /** As of which event the notice shows it. */
  version: number
}

/**
 * Decides about a notice at its turn: may one disturb at this hour, does its reader want it, does the chat show it
 * already, does it still hold, is it one too many for the day.
 */
export async function planNotice(deps: Deps, row: OutboxRow, where: Where | null): Promise<Plan> {
  const { db, desk, now } = deps
  const weight = weightOf(row.kind, row.payload)
  const isFree = isUrgent(row.kind, row.payload) || isAppointed(row.kind)
  const shown = where && (await findLive(db, where.live))
  if (where && shown && weight === 'edit') {
    if (shown.version > where.version) return { do: 'skip', why: '该群（人）已看到更新的状态' }
    return (await isOvertaken(db, row, true)) ? { do: 'skip', why: '后面还有更新的状态' } : { do: 'edit' }
  }
  const wishes = await wishesOf(db, row.address ?? '', topicOf(row.kind), dayOf(now))
  if (!isFree) {
    const ms = Math.max(msUntilOpen(await desk.calendar(db), now), msQuiet(wishes.quiet, now))
    if (ms > 0) return { do: 'wait', ms }
  }
  if (weight !== 'duty') {
    if (wishes.isOff) return { do: 'skip', why: '本人退订了此类消息' }
    if (where && (await isMuted(db, row.address ?? '', where.live.caseNo)))
      return { do: 'skip', why: '已设免打扰' }
  }
  const said: Said = where ? await recheck(deps, row, where, shown) : { do: 'send', row }
  if (said.do === 'skip' || isFree || row.kind === 'gathered') return said
  if (weight !== 'duty' && (wishes.isPaused || wishes.rhythm))
    return { do: 'gather', why: wishes.isPaused ? WHY.paused : WHY.chosen }
  const most =
    row.address?.startsWith('person:') || row.address?.startsWith('open:') ? DAILY.person : DAILY.group
  return (await countIn(db, row, dayOf(now), most)) ? said : { do: 'gather', why: WHY.many }
}

type Said = Extract<Plan, { do: 'send' | 'skip' }>

/** Holds what a notice says against the case as it stands: a duty that is over is not said any more. */
async function recheck(
  { db, desk, now }: Deps,
  row: OutboxRow,
  { live, reader, version }: Where,
  shown: Live | null,
): Promise<Said> {
  const weight = weightOf(row.kind, row.payload)
  if (await isOvertaken(db, row, weight === 'edit')) return { do: 'skip', why: '后面还有更新的状态' }
  const present = await desk.facts(db, live.caseNo, now)
  if (!present && shown && shown.version > version) return { do: 'skip', why: '该群（人）已看到更新的状态' }
  if (!present || present.version === version) return { do: 'send', row }
  const about = { caseNo: live.caseNo, version: present.version }
  const { case: facts, ...words } = row.payload as { case: CaseFacts }
  const isOver =
    present.state !== facts.state || present.round !== facts.round || present.unitId !== facts.unitId
  if (isOver && weight === 'duty') {
    const card = shown ? null : await desk.card(db, live.caseNo, reader, now)
    return card
      ? { do: 'send', row: { ...row, about, kind: 'card', payload: card } }
      : { do: 'skip', why: '情况已变，不用再办' }
  }
  return { do: 'send', row: { ...row, about, payload: { ...words, case: present } } }
}

/** Something newer about the same case is on its way to the same reader, and weighs as much. */
async function isOvertaken(db: Db, { id, address, about }: OutboxRow, byAnything: boolean): Promise<boolean> {
  if (!about) return false
  const later = await rowsOf<{ kind: string; payload: unknown }>(
    db,
    sql`select kind, payload from outbox where id > ${id} and address = ${address} and state in ('pending', 'sending')
      and about->>'caseNo' = ${about.caseNo} and (about->>'version')::int > ${about.version}`,
  )
  return later.some(({ kind, payload }) => byAnything || weightOf(kind, payload) !== 'edit')
}
