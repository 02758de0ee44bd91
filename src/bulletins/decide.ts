import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, sayDay, timeOf } from '../lib/time.ts'
import { hasRole, scopesOf } from '../people/may.ts'
import { type Actor, actorId } from '../people/roles.ts'
import { sayPeriod } from '../registry/period.ts'
import { type Bulletin, deciderName, getBulletin } from './find.ts'
import { pagePath } from './link.ts'

export interface Decision {
  id: number
  actor: Actor
  now: Date
  causeId?: number | null
}

/** A decision, and whether somebody had decided the same before (then nothing changed). */
export interface Decided {
  bulletin: Bulletin
  isRepeat: boolean
  /** Who decided and when: `市工信局 王主任 11月25日 09:12`. */
  by: string
}

/** Whether somebody may decide about the city's bulletin: the office, and leaders of the whole city. */
export function mayDecide(actor: Actor): boolean {
  return hasRole(actor, 'office') || scopesOf(actor, 'leader').includes('*')
}

/**
 * Publishes a draft (批准发布) and tells the leaders, with the path of its page. Approving again changes nothing.
 * Throws `Refusal` without the right, and for a bulletin that was rejected.
 */
export async function approveBulletin(
  db: Db,
  { id, actor, now, causeId = null }: Decision,
): Promise<Decided> {
  const decided = await decide(db, { id, actor, now }, 'published', null)
  if (decided.isRepeat) return decided
  const { content } = decided.bulletin
  const notice = {
    kind: 'bulletin.published',
    to: 'unit:leaders',
    key: `bulletin.published:${id}`,
    data: { bulletinId: id, content, path: await pagePath(db, id, now) },
  } as const
  await queueNotices(db, [notice], causeId)
  return decided
}

/**
 * Sends a draft back (退回) with a reason; the month can then be drafted anew. Rejecting again changes nothing.
 * Throws `Refusal` without the right or a reason, and for a bulletin that was published.
 */
export async function rejectBulletin(db: Db, { reason, ...decision }: Decision & { reason: string }) {
  const words = reason.trim()
  if (words === '') throw new Refusal('请写明退回原因，例如“退回通报 数据再核”。')
  return decide(db, decision, 'rejected', words)
}

async function decide(
  db: Db,
  { id, actor, now }: Decision,
  state: 'published' | 'rejected',
  reason: string | null,
): Promise<Decided> {
  if (!mayDecide(actor)) {
    throw new Refusal('倍增通报由领导小组办公室或市领导审批，您没有这项权限，没有办理。')
  }
  const [changed] = await db
    .update(bulletin)
    .set({ state, reason, decidedBy: actorId(actor), decidedAt: now })
    .where(and(eq(bulletin.id, id), eq(bulletin.state, 'draft')))
    .returning()
  const row = changed ?? (await getBulletin(db, id))
  const by = await sayDecider(db, row, now)
  if (row.state === state) return { bulletin: row, isRepeat: !changed, by }
  const title = `${sayPeriod(row.period)}通报`
  throw new Refusal(
    row.state === 'published'
      ? `${title}已由${by}批准发布，不能再退回。`
      : `${title}的这份初稿已由${by}退回（${row.reason}），不能发布。请发“起草倍增通报”重新起草。`,
  )
}

/** Who decided a bulletin and when, as read at `now`. */
export async function sayDecider(db: Db, row: Bulletin, now: Date): Promise<string> {
  const name = await deciderName(db, row)
  const at = row.decidedAt
  return at ? `${name}于${sayDay(dayOf(at), dayOf(now))}${timeOf(at)}` : name
}
