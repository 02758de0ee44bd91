import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, sayDay, timeOf } from '../lib/time.ts'
import { hasRole } from '../people/may.ts'
import { type Actor, actorId } from '../people/roles.ts'
import { sayPeriod } from '../registry/period.ts'
import { type Bulletin, getBulletin, nameOf } from './find.ts'
import { publicationsFor, recipientsOf } from './recipients.ts'
import { requireDecider } from './rights.ts'
import { shownPublished } from './shown.ts'

export interface Decision {
  id: number
  actor: Actor
  now: Date
  /** The version that was seen; what is decided about is always the newest. Null where none was shown. */
  version?: number | null
  causeId?: number | null
}

/** A decision, and whether somebody had decided the same before (then nothing changed). */
export interface Decided {
  bulletin: Bulletin
  isRepeat: boolean
  /** Who decided and when: `市工信局 王主任 11月25日 09:12`. */
  by: string
}

type State = Bulletin['state']

/**
 * Publishes a draft (批准发布) and tells its recipients. Approving again changes nothing. Throws `Refusal` without the
 * right, for an older version than the newest, while it is held, and for one that was rejected or recalled.
 */
export async function approveBulletin(db: Db, decision: Decision): Promise<Decided> {
  const { id, now, causeId = null } = decision
  const decided = await decide(db, decision, { from: ['draft'], to: 'published', reason: null })
  if (decided.isRepeat) return decided
  const data = await shownPublished(db, decided.bulletin, now)
  await queueNotices(db, await publicationsFor(db, id, data), causeId)
  return decided
}

/** Sends a draft back (退回) with a reason; the month can then be drafted anew. Throws `Refusal` as approving does. */
export async function rejectBulletin(
  db: Db,
  { reason, ...decision }: Decision & { reason: string },
): Promise<Decided> {
  return decide(
    db,
    { ...decision, version: null },
    {
      from: ['draft', 'held'],
      to: 'rejected',
      reason: wordsOf(reason, '请写明退回原因，例如“退回通报 数据再核”。'),
    },
  )
}

/** 暂缓: nobody can publish it until it is released. The office hears of it where another said so. */
export async function holdBulletin(
  db: Db,
  { reason, ...decision }: Decision & { reason: string },
): Promise<Decided> {
  const words = wordsOf(reason, '请写明为什么先不发，例如“通报先别发 数据还没核”。')
  const decided = await decide(
    db,
    { ...decision, version: null },
    { from: ['draft'], to: 'held', reason: words },
  )
  const { id, period, version } = decided.bulletin
  if (!decided.isRepeat && !hasRole(decision.actor, 'office')) {
    const by = await nameOf(db, actorId(decision.actor))
    const key = `bulletin.held:${id}:${decision.now.toISOString()}`
    const data = { bulletinId: id, period, version, reason: words, by }
    await queueNotices(
      db,
      [{ kind: 'bulletin.held', to: 'unit:office', key, data }],
      decision.causeId ?? null,
    )
  }
  return decided
}

/** 解除暂缓: it is a draft again, to be approved. */
export const releaseBulletin = (db: Db, decision: Decision): Promise<Decided> =>
  decide(db, { ...decision, version: null }, { from: ['held'], to: 'draft', reason: null })

/**
 * Takes a published bulletin back (撤回): what was not sent yet is not sent, what was shown says so, its page is closed,
 * and its recipients hear why. The month can then be drafted anew.
 */
export async function recallBulletin(
  db: Db,
  { reason, ...decision }: Decision & { reason: string },
): Promise<Decided> {
  const words = wordsOf(reason, '请写明撤回原因，例如“撤回通报 产值有更正”。')
  const decided = await decide(
    db,
    { ...decision, version: null },
    { from: ['published'], to: 'recalled', reason: words },
  )
  if (decided.isRepeat) return decided
  const { id, period, content } = decided.bulletin
  const data = { bulletinId: id, period, reason: words, by: decided.by, isDemo: content.isDemo }
  await takeBack(db, id, data)
  const recipients = await recipientsOf(db, id)
  await queueNotices(
    db,
    recipients.map(to => ({
      kind: 'bulletin.recalled' as const,
      to,
      key: `bulletin.recalled:${id}:${to}`,
      data,
    })),
    decision.causeId ?? null,
  )
  return decided
}

/** Unsent messages of a bulletin are dropped; sent ones are replaced where the platform can. */
async function takeBack(db: Db, id: number, data: object): Promise<void> {
  const isIt = sql`kind = 'bulletin.published' and (payload->>'bulletinId')::int = ${id}`
  await db.execute(sql`update outbox set state = 'skipped', lease_until = null, last_error = '通报已撤回'
    where ${isIt} and state in ('pending', 'gathered')`)
  await db.execute(sql`insert into outbox (dedupe_key, platform, destination, kind, payload, state)
    select 'bulletin.recalled:card:' || id, platform, json_build_object('to', 'card', 'messageId', platform_message_id)::jsonb,
      'bulletin.recalled', ${JSON.stringify(data)}::jsonb, 'pending'
    from outbox where ${isIt} and state = 'sent' and platform_message_id is not null
    on conflict do nothing`)
}

function wordsOf(reason: string, missing: string): string {
  const words = reason.trim()
  if (words === '') throw new Refusal(missing)
  return words
}

async function decide(
  db: Db,
  { id, actor, now, version = null }: Decision,
  { from, to, reason }: { from: readonly State[]; to: State; reason: string | null },
): Promise<Decided> {
  requireDecider(actor)
  const [changed] = await db
    .update(bulletin)
    .set({
      state: to,
      reason,
      decidedBy: actorId(actor),
      decidedAt: now,
      ...(to === 'published' && { publishedAt: now }),
    })
    .where(
      and(
        eq(bulletin.id, id),
        inArray(bulletin.state, [...from]),
        version === null ? undefined : eq(bulletin.version, version),
      ),
    )
    .returning({ id: bulletin.id })
  const row = await getBulletin(db, id)
  const by = await sayDecider(db, row, now)
  if (changed || row.state === to) return { bulletin: row, isRepeat: !changed, by }
  throw new Refusal(whyNot(row, by, to, version))
}

/** Why a bulletin cannot be brought from where it stands to where somebody wants it. */
function whyNot(row: Bulletin, by: string, to: State, version: number | null): string {
  const title = `${sayPeriod(row.period)}通报`
  switch (row.state) {
    case 'published':
      return to === 'draft'
        ? `${title}已由${by}批准发布，没有暂缓。`
        : `${title}已由${by}批准发布，不能再${to === 'held' ? '暂缓' : '退回'}。需要收回请发“撤回通报 原因”。`
    case 'rejected':
      return `${title}的这份初稿已由${by}退回（${row.reason}），不能发布。请发“起草倍增通报”重新起草。`
    case 'recalled':
      return `${title}已由${by}撤回（${row.reason}）。请发“起草倍增通报”重新起草。`
    case 'held':
      return `${title}已由${by}暂缓（${row.reason}），暂时不能发布。核完请先发“通报可以继续 解除暂缓”，再批准。`
    case 'draft':
      if (version !== null && version !== row.version)
        return `您看到的是第${version}稿，现在已改到第${row.version}稿，没有发布。请看最新一稿后再批准。`
      return to === 'draft' ? `${title}没有暂缓。` : `${title}还没有发布，不用撤回。`
  }
}

/** Who decided a bulletin and when, as read at `now`. */
export async function sayDecider(db: Db, row: Bulletin, now: Date): Promise<string> {
  const name = await nameOf(db, row.decidedBy)
  const at = row.decidedAt
  return at ? `${name}于${sayDay(dayOf(at), dayOf(now))}${timeOf(at)}` : name
}
