import type { Db } from '../../db/client.ts'
import type { BulletinShown, NoticeData } from '../../db/notice.ts'
import { changesBetween } from './changes.ts'
import { type Bulletin, publishedBefore } from './find.ts'
import { draftPath, pagePath } from './link.ts'

/** Lines of a comparison that a card shows; the rest are counted there. */
const MOST_CHANGES = 20

/** A published bulletin as a card shows it. */
export const shownPublished = async (
  db: Db,
  { id, content, wording }: Bulletin,
  now: Date,
): Promise<BulletinShown> => ({ bulletinId: id, content, wording, path: await pagePath(db, id, now) })

/** A draft as a card shows it, beside the last bulletin published before it. */
export async function shownDraft(
  db: Db,
  { id, period, content, wording, version }: Bulletin,
  now: Date,
  why: string,
): Promise<NoticeData['bulletin.draft']> {
  const before = await publishedBefore(db, period)
  const changes = before
    ? changesBetween({ content: before.content, wording: before.wording }, { content, wording }).slice(
        0,
        MOST_CHANGES,
      )
    : []
  return { bulletinId: id, content, wording, version, why, changes, path: await draftPath(db, id, now) }
}
