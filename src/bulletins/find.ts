import { and, asc, desc, eq, inArray, lt, notInArray } from 'drizzle-orm'
import type { BulletinContent } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { bulletin, bulletinVersion, person } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'

/** 通报, from draft to publication. */
export type Bulletin = typeof bulletin.$inferSelect

/** Not decided about yet. */
export const OPEN: readonly Bulletin['state'][] = ['draft', 'held']
/** Gone: the month may be drafted anew. */
const GONE: readonly Bulletin['state'][] = ['rejected', 'recalled']

/** Bulletins drafted before a section was known have none of it. */
const SECTIONS_SINCE = {
  doubledFirms: { output: [], tax: [] },
  ranking: null,
  progress: null,
  chains: [],
  origins: [],
  provisional: { unconfirmed: 0, doubted: 0, outputMissing: 0, taxMissing: 0 },
  scale: null,
  nurture: null,
  projects: null,
  contracts: null,
  macro: [],
  boards: { red: [], yellow: [] },
} satisfies Partial<BulletinContent>

function whole(row: Bulletin): Bulletin {
  if (row.content.composedAt) return row
  const { cases, units } = row.content
  const content: BulletinContent = {
    ...SECTIONS_SINCE,
    ...row.content,
    asOf: row.draftedAt.toISOString().slice(0, 10),
    composedAt: row.draftedAt.toISOString(),
    units: units.map(unit => ({ ...{ id: null, progress: null, rank: null, rankBefore: null }, ...unit })),
    cases: { ...cases, collected: 0, solved: 0, byCategory: [], byUnit: [] },
  }
  return { ...row, content }
}

/** A bulletin by its number; null when there is none. */
export async function findBulletin(db: Db, id: number): Promise<Bulletin | null> {
  const [row] = await db.select().from(bulletin).where(eq(bulletin.id, id))
  return row ? whole(row) : null
}

/** A bulletin by its number. Throws `Refusal` when there is none. */
export async function getBulletin(db: Db, id: number): Promise<Bulletin> {
  const row = await findBulletin(db, id)
  if (!row) throw new Refusal(`没有编号为 ${id} 的通报，请发“起草倍增通报”看看最近一期。`)
  return row
}

/** The bulletin of a month that was not rejected or recalled; null when none was drafted. */
export async function currentBulletin(db: Db, period: string): Promise<Bulletin | null> {
  const [row] = await db
    .select()
    .from(bulletin)
    .where(and(eq(bulletin.period, period), notInArray(bulletin.state, [...GONE])))
  return row ? whole(row) : null
}

/** Whether a month's bulletin was sent back or taken back: then people say when it is drafted anew. */
export async function wasSentBack(db: Db, period: string): Promise<boolean> {
  const rows = await db
    .select({ id: bulletin.id })
    .from(bulletin)
    .where(and(eq(bulletin.period, period), inArray(bulletin.state, [...GONE])))
    .limit(1)
  return rows.length > 0
}

/** Drafts waiting for a decision, oldest month first. */
export async function openDrafts(db: Db): Promise<Bulletin[]> {
  const rows = await db
    .select()
    .from(bulletin)
    .where(inArray(bulletin.state, [...OPEN]))
    .orderBy(asc(bulletin.period))
  return rows.map(whole)
}

/** The bulletin decided last; null when none ever was. */
export async function lastDecided(db: Db): Promise<Bulletin | null> {
  const [row] = await db
    .select()
    .from(bulletin)
    .where(notInArray(bulletin.state, [...OPEN]))
    .orderBy(desc(bulletin.decidedAt))
    .limit(1)
  return row ? whole(row) : null
}

/** The newest published bulletin of a month before another; null when there is none. */
export async function publishedBefore(db: Db, period: string): Promise<Bulletin | null> {
  const [row] = await db
    .select()
    .from(bulletin)
    .where(and(lt(bulletin.period, period), eq(bulletin.state, 'published')))
    .orderBy(desc(bulletin.period))
    .limit(1)
  return row ? whole(row) : null
}

/** 稿次 of a bulletin, the first first: who made them and why. */
export const versionsOf = (db: Db, id: number) =>
  db
    .select({
      version: bulletinVersion.version,
      why: bulletinVersion.why,
      by: bulletinVersion.by,
      at: bulletinVersion.at,
    })
    .from(bulletinVersion)
    .where(eq(bulletinVersion.bulletinId, id))
    .orderBy(asc(bulletinVersion.version))

/** The name of whoever did something to a bulletin, by how it was written down. */
export async function nameOf(db: Db, actor: string | null): Promise<string> {
  if (actor?.startsWith('job:')) return '系统'
  const [row] = await db
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, (actor ?? '').replace(/^person:/, '')))
  return row?.name ?? '领导小组办公室'
}
