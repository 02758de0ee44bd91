import { createHmac, timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { briefPage, person } from '../../db/schema/index.ts'
import { linkKey } from '../bulletins/link.ts'
import type { Served } from '../bulletins/serve.ts'
import type { Brief } from './brief.ts'
import { renderBrief } from './page.ts'

/** A briefing holds an enterprise's figures: its page is open for a few days only. */
const LINK_DAYS = 3
const DAY_MS = 86_400_000

/** Keeps a briefing as it is now, and gives the path of its page. */
export async function keepPage(db: Db, brief: Brief, personId: string, now: Date): Promise<string> {
  const [row] = await db
    .insert(briefPage)
    .values({ content: brief, madeFor: personId, madeAt: now })
    .returning({ id: briefPage.id })
  if (!row) throw new Error('the page was not stored')
  const body = `p${row.id}.${Math.floor(now.getTime() / 1000) + LINK_DAYS * (DAY_MS / 1000)}`
  return `/b/${body}.${signatureOf(await linkKey(db), body)}`
}

/** The page behind a link to a briefing; null when it is forged, malformed or expired, or nothing of the name hangs there. */
export async function serveBriefing(db: Db, token: string, part: string, now: Date): Promise<Served | null> {
  if (part !== '') return null
  const [, body = '', id, seconds, signature = ''] =
    /^(p([1-9]\d{0,9})\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? []
  if (!id) return null
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(await linkKey(db), body)))) return null
  if (Number(seconds) * 1000 <= now.getTime()) return null
  const [row] = await db
    .select({ content: briefPage.content, name: person.name })
    .from(briefPage)
    .innerJoin(person, eq(person.id, briefPage.madeFor))
    .where(eq(briefPage.id, Number(id)))
  return row ? { kind: 'page', html: await renderBrief(row.content as Brief, row.name) } : null
}

const signatureOf = (key: string, body: string): string =>
  createHmac('sha256', key).update(`briefing page ${body}`).digest('base64url')
