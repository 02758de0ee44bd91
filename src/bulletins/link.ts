import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { setting } from '../../db/schema/index.ts'

/** How long a link to a bulletin's page can be opened. */
const LINK_DAYS = 90
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

/** The path of a bulletin's page, open to whoever holds it for 90 days. */
export async function pagePath(db: Db, id: number, now: Date): Promise<string> {
  const expires = new Date(now.getTime() + LINK_DAYS * 86_400_000)
  return `/b/${signBulletinToken(await linkKey(db), id, expires)}`
}

/** A token that opens one bulletin until a moment (to the second): `<id>.<seconds>.<HMAC-SHA256>`. */
export function signBulletinToken(key: string, id: number, expires: Date): string {
  const body = `${id}.${Math.floor(expires.getTime() / 1000)}`
  return `${body}.${signatureOf(key, body)}`
}

/** The bulletin a token opens now; null when it is forged, malformed or expired. */
export function verifyBulletinToken(key: string, token: string, now: Date): number | null {
  const [, body = '', id, seconds, signature = ''] =
    /^(([1-9]\d{0,9})\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? []
  if (!id) return null
  // Compared as text, because several base64 texts decode to the same bytes.
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, body)))) return null
  return Number(seconds) * 1000 > now.getTime() ? Number(id) : null
}

function signatureOf(key: string, body: string): string {
  return createHmac('sha256', key).update(`bulletin page ${body}`).digest('base64url')
}
