import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { findLive, type LivePlace } from './live.ts'
import { isUrgent, weightOf } from './notices/weight.ts'
import type { OutboxRow } from './outbox.ts'

/** What becomes of a message when its turn has come. */
export type Plan =
  | { do: 'send' }
  /** Change the card the chat shows already. */
  | { do: 'edit' }
  /** Say nothing: why. */
  | { do: 'skip'; why: string }
  /** Keep it for the next morning's card. */
  | { do: 'gather' }

/** Messages nobody asked for that one person, one group may get in a day; more are gathered. */
export const DAILY = { person: 8, group: 20 } as const

/** Whether anybody asked for it: answers always go out, at once and in full. */
export const isAsked = ({ kind }: Pick<OutboxRow, 'kind'>) => kind === 'card' || kind === 'file'

/** Decides about a notice by what the chat shows of its case, what else is on its way, and what the day has brought. */
export async function planNotice(db: Db, row: OutboxRow, live: LivePlace | null): Promise<Plan> {
  if (isAsked(row)) return { do: 'send' }
  const weight = weightOf(row.kind, row.payload)
  if (row.about && live) {
    const shown = await findLive(db, live)
    if (
      shown &&
      (shown.version > row.about.version || (weight === 'edit' && shown.version === row.about.version))
    )
      return { do: 'skip', why: '该群（人）已看到更新的状态' }
    if (await isOvertaken(db, row, weight === 'edit')) return { do: 'skip', why: '后面还有更新的状态' }
    if (weight === 'edit' && shown) return { do: 'edit' }
    if (weight !== 'duty' && (await isMuted(db, row))) return { do: 'skip', why: '本人设置了免打扰' }
  }
  if (isUrgent(row.kind, row.payload) || row.kind === 'gathered') return { do: 'send' }
  return (await sentToday(db, row.address ?? '')) >= dailyOf(row.address ?? '')
    ? { do: 'gather' }
    : { do: 'send' }
}

const dailyOf = (address: string) => (address.startsWith('unit:') ? DAILY.group : DAILY.person)

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

async function isMuted(db: Db, { address, about }: OutboxRow): Promise<boolean> {
  if (!address?.startsWith('person:') || !about) return false
  const rows = await rowsOf(
    db,
    sql`select 1 from case_mute where person_id = ${address.slice('person:'.length)} and case_no = ${about.caseNo}`,
  )
  return rows.length > 0
}

async function sentToday(db: Db, address: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from outbox where address = ${address} and state = 'sent' and kind not in ('card', 'file')
      and destination->>'to' <> 'card'
      and sent_at >= date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'`,
  )
  return row?.n ?? 0
}
