import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { bulletin, person } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'

/** 通报, from draft to publication. */
export type Bulletin = typeof bulletin.$inferSelect

/** A bulletin by its number; null when there is none. */
export async function findBulletin(db: Db, id: number): Promise<Bulletin | null> {
  const [row] = await db.select().from(bulletin).where(eq(bulletin.id, id))
  return row ?? null
}

/** A bulletin by its number. Throws `Refusal` when there is none. */
export async function getBulletin(db: Db, id: number): Promise<Bulletin> {
  const row = await findBulletin(db, id)
  if (!row) throw new Refusal(`没有编号为 ${id} 的通报，请发“起草倍增通报”看看最近一期。`)
  return row
}

/** The bulletin of a month that was not rejected; null when none was drafted. */
export async function currentBulletin(db: Db, period: string): Promise<Bulletin | null> {
  const [row] = await db
    .select()
    .from(bulletin)
    .where(and(eq(bulletin.period, period), ne(bulletin.state, 'rejected')))
  return row ?? null
}

/** Drafts waiting for a decision, oldest month first. */
export async function openDrafts(db: Db): Promise<Bulletin[]> {
  return db.select().from(bulletin).where(eq(bulletin.state, 'draft')).orderBy(asc(bulletin.period))
}

/** The bulletin decided last; null when none ever was. */
export async function lastDecided(db: Db): Promise<Bulletin | null> {
  const [row] = await db
    .select()
    .from(bulletin)
    .where(ne(bulletin.state, 'draft'))
    .orderBy(desc(bulletin.decidedAt))
    .limit(1)
  return row ?? null
}

/** The name of whoever decided a bulletin. */
export async function deciderName(db: Db, { decidedBy }: Bulletin): Promise<string> {
  const [row] = await db
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, (decidedBy ?? '').replace(/^person:/, '')))
  return row?.name ?? '领导小组办公室'
}
