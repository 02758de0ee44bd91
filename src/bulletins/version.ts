import { and, eq, inArray } from 'drizzle-orm'
import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin, bulletinVersion } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole } from '../people/may.ts'
import { type Actor, actorId } from '../people/roles.ts'
import { type Bulletin, getBulletin, OPEN } from './find.ts'
import { requireDecider } from './rights.ts'
import { shownDraft } from './shown.ts'

export interface Edit {
  id: number
  actor: Actor
  now: Date
  causeId?: number | null
}

/** What became of an edit. `refused`: it would have changed a fact, and why; nothing was changed. */
export type Edited = { kind: 'edited'; bulletin: Bulletin; why: string } | { kind: 'refused'; why: string }

/** @throws {Refusal} for whoever may not, and for a bulletin decided about */
export async function openBulletin(db: Db, { id, actor }: Edit): Promise<Bulletin> {
  requireDecider(actor)
  const row = await getBulletin(db, id)
  if (OPEN.includes(row.state)) return row
  throw new Refusal(
    row.state === 'published'
      ? '这期通报已经发布，不能再改。需要更正请先发“撤回通报 原因”，再重新起草。'
      : '这份初稿已经退回或撤回，不能再改。请发“起草倍增通报”重新起草。',
  )
}

/** Writes the next version; whoever was quicker wins, and the other is told to look again. */
export async function writeVersion(
  db: Db,
  { id, actor, now, causeId = null }: Edit,
  row: Bulletin,
  changed: { content?: BulletinContent; wording: Wording },
  why: string,
): Promise<Edited> {
  const next = { content: row.content, ...changed, version: row.version + 1 }
  const [written] = await db
    .update(bulletin)
    .set(next)
    .where(and(eq(bulletin.id, id), eq(bulletin.version, row.version), inArray(bulletin.state, [...OPEN])))
    .returning({ id: bulletin.id })
  if (!written) throw new Refusal('刚才有人改过这份初稿，您这处没有改上。请看最新一稿后再改一次。')
  const by = actorId(actor)
  await db.insert(bulletinVersion).values({ bulletinId: id, ...next, why, by, at: now })
  const fresh = await getBulletin(db, id)
  // The office's group has the older version on screen; its own people see the answer.
  if (!hasRole(actor, 'office')) {
    const key = `bulletin.draft:${id}:${next.version}`
    const data = await shownDraft(db, fresh, now, why)
    await queueNotices(db, [{ kind: 'bulletin.draft', to: 'unit:office', key, data }], causeId)
  }
  return { kind: 'edited', bulletin: fresh, why }
}
