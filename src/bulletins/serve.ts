import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { unit } from '../../db/schema/index.ts'
import { sayPeriod } from '../registry/period.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { titleOf } from './document.ts'
import { type Bulletin, findBulletin, OPEN } from './find.ts'
import type { Shown } from './forms/frame.ts'
import { renderOneSheet } from './forms/one-sheet.ts'
import { renderPage } from './forms/page.ts'
import { chartPicture, posterSvg } from './forms/poster.ts'
import { renderProvenance, renderProvenances } from './forms/provenance-page.ts'
import { bulletinWord, oneSheetWord } from './forms/word.ts'
import { linkKey, verifyBulletinToken } from './link.ts'
import type { Painter } from './picture/paint.ts'
import { explainKey } from './provenance/explain.ts'
import { rowsBehind } from './provenance/rows.ts'

/** A form of a bulletin as it goes out. */
export type Served =
  | { kind: 'page'; html: string }
  | { kind: 'file'; name: string; mime: string; bytes: Uint8Array }
  | { kind: 'picture'; bytes: Uint8Array }
  /** It was taken back; what to say instead. */
  | { kind: 'gone'; words: string }

export const WORD_MIME = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What serving needs: the database, the rules, something that paints, and the moment. */
export interface ServeDeps {
  db: Db
  policies(db: Db): Promise<PolicySet>
  paint: Painter
  now: Date
}

/**
 * What hangs behind `/b/<token>/<part>`: the page, one sheet of it, both as Word files, a picture, and where each number
 * comes from. Null when the link is forged or expired, nothing of that name hangs there, or a link for readers names a
 * bulletin that is not published, or one for deciders a draft that has been decided about.
 */
export async function serveBulletin(deps: ServeDeps, token: string, part: string): Promise<Served | null> {
  const { db, now } = deps
  const link = verifyBulletinToken(await linkKey(db), token, now)
  const row = link ? await findBulletin(db, link.id) : null
  if (!link || !row) return null
  if (row.state === 'recalled' && link.kind === 'published')
    return {
      kind: 'gone',
      words: `${sayPeriod(row.period)}倍增通报已撤回，请勿引用。原因：${row.reason ?? ''}`,
    }
  const isOpen = link.kind === 'published' ? row.state === 'published' : OPEN.includes(row.state)
  return isOpen ? partOf(deps, row, `/b/${token}`, part) : null
}

/** A bulletin as its forms show it. */
const shownOf = (row: Bulletin, base: string): Shown => ({
  content: row.content,
  title: titleOf(row.content, row.wording),
  publishedAt: row.state === 'published' ? row.publishedAt : null,
  draftedAt: row.draftedAt,
  version: row.version,
  base,
})

async function partOf(deps: ServeDeps, row: Bulletin, base: string, part: string): Promise<Served | null> {
  const { content, wording } = row
  const shown = shownOf(row, base)
  const page = async (html: Promise<string>): Promise<Served> => ({ kind: 'page', html: await html })
  switch (part) {
    case '':
      return page(renderPage(shown, wording))
    case 'one':
      return page(renderOneSheet(shown, wording))
    case 'from':
      return page(renderProvenances(shown, wording))
    case 'bulletin.docx':
      return { kind: 'file', ...(await wordOf(deps.db, row)) }
    case 'one.docx':
      return { kind: 'file', ...(await oneSheetFile(deps.db, row)) }
    case 'bulletin.png':
      return { kind: 'picture', bytes: await deps.paint(posterSvg(shown, wording)) }
  }
  const chart = /^chart\/(\w+)\.png$/.exec(part)?.[1]
  if (chart !== undefined) {
    const svg = chartPicture(content, wording, chart)
    return svg === null ? null : { kind: 'picture', bytes: await deps.paint(svg) }
  }
  const key = part.startsWith('from/') ? part.slice('from/'.length) : null
  const explained = key === null ? null : explainKey(content, wording, key)
  if (!explained) return null
  const rows = await rowsBehind(deps.db, await deps.policies(deps.db), content, explained.key)
  return page(renderProvenance(shown, explained, rows))
}

/** The bulletin as an official document. */
export async function wordOf(
  db: Db,
  row: Bulletin,
): Promise<{ name: string; mime: string; bytes: Uint8Array }> {
  const bytes = await bulletinWord(shownOf(row, ''), row.wording, await officeName(db))
  return { name: `${fileTitle(row)}.docx`, mime: WORD_MIME, bytes }
}

/** One sheet of it as a Word file. */
export async function oneSheetFile(
  db: Db,
  row: Bulletin,
): Promise<{ name: string; mime: string; bytes: Uint8Array }> {
  const bytes = await oneSheetWord(shownOf(row, ''), row.wording, await officeName(db))
  return { name: `${fileTitle(row)}（一页纸）.docx`, mime: WORD_MIME, bytes }
}

const fileTitle = ({ period, state, version }: Bulletin): string =>
  `${sayPeriod(period)}倍增通报${state === 'published' ? '' : `（初稿第${version}稿）`}`

async function officeName(db: Db): Promise<string> {
  const [row] = await db.select({ name: unit.name }).from(unit).where(eq(unit.id, 'office'))
  return row?.name ?? '领导小组办公室'
}
