import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { setting } from '../../db/schema/index.ts'

/** What a link opens: a published bulletin, or a draft for those who decide about it. */
export type LinkKind = 'published' | 'draft'

/** How long a link can be opened. */
const LINK_DAYS = { published: 90, draft: 14 } as const
const KEY_NAME = 'bulletin-link-key'

/** This installation's key for links, made on first use. */
export async function linkKey(db: Db): Promise<string> {
  const known = await readKey(db)
  if (known) return known
  const fresh = randomBytes(32).toString('base64url')
  await db.insert(setting).values({ key: KEY_NAME, value: fresh }).onConflictDoNothing()
  // Another instance may have been first.
  return (await readKey(db)) ?? fresh
}

async function readKey(db: Db): Promise<string | null> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY_NAME))
  return typeof row?.value === 'string' ? row.value : null
}

/** The path of a published bulletin's page, open to whoever holds it for 90 days. */
export const pagePath = (db: Db, id: number, now: Date): Promise<string> => pathOf(db, 'published', id, now)

/** The path of a draft's page, open to whoever holds it for 14 days or until it is decided about. */
export const draftPath = (db: Db, id: number, now: Date): Promise<string> => pathOf(db, 'draft', id, now)

async function pathOf(db: Db, kind: LinkKind, id: number, now: Date): Promise<string> {
  const expires = new Date(now.getTime() + LINK_DAYS[kind] * 86_400_000)
  return `/b/${signBulletinToken(await linkKey(db), kind, id, expires)}`
}

/** A token that opens one bulletin until a moment (to the second): `<id>.<seconds>.<HMAC-SHA256>`, `d<id>…` of a draft. */
export function signBulletinToken(key: string, kind: LinkKind, id: number, expires: Date): string {
  const body = `${kind === 'draft' ? 'd' : ''}${id}.${Math.floor(expires.getTime() / 1000)}`
  return `${body}.${signatureOf(key, body)}`
}

/** The bulletin a token opens now; null when it is forged, malformed or expired. */
export function verifyBulletinToken(
  key: string,
  token: string,
  now: Date,
): { kind: LinkKind; id: number } | null {
  const [, body = '', draft, id, seconds, signature = ''] =
    /^((d?)([1-9]\d{0,9})\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? []
  if (!id) return null
  // Compared as text, because several base64 texts decode to the same bytes.
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, body)))) return null
  if (Number(seconds) * 1000 <= now.getTime()) return null
  return { kind: draft ? 'draft' : 'published', id: Number(id) }
}

function signatureOf(key: string, body: string): string {
  return createHmac('sha256', key).update(`bulletin page ${body}`).digest('base64url')
}
