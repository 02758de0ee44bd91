import type { Db } from '../../db/client.ts'
import { findBulletin } from './find.ts'
import { linkKey, verifyBulletinToken } from './link.ts'
import { renderBulletin } from './page.ts'

/** The page behind `/b/<token>`; null when the link is forged or expired, or the bulletin was never published. */
export async function bulletinPage(db: Db, token: string, now: Date): Promise<string | null> {
  const id = verifyBulletinToken(await linkKey(db), token, now)
  const row = id === null ? null : await findBulletin(db, id)
  return row?.state === 'published' ? renderBulletin(row) : null
}
