import { sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import {
  chain,
  chainName,
  chainVersion,
  checklistItem,
  qualificationKind,
  target,
  term,
} from '../schema/index.ts'
import { CHAIN_NAMES, CHAIN_VERSIONS, CHAINS, CHECKLISTS } from './chains.ts'
import { QUALIFICATION_KINDS } from './qualifications.ts'
import { TARGETS } from './targets.ts'
import { TERMS } from './terms.ts'

/** When the documents were read. */
const READ_AT = new Date('2023-01-01T00:00:00+08:00')

/**
 * Fills the lists of chains and the dictionary of qualifications, and, each where it is still empty, what chains keep, the targets and the terms of the
 * documents. What the office has edited stays; repeating it changes nothing.
 */
export async function loadRegistryBase(db: Db): Promise<void> {
  await db
    .insert(chain)
    .values([...CHAINS])
    .onConflictDoNothing()
  await db
    .insert(chainVersion)
    .values([...CHAIN_VERSIONS])
    .onConflictDoNothing()
  await db
    .insert(chainName)
    .values([...CHAIN_NAMES])
    .onConflictDoNothing()
  await db
    .insert(qualificationKind)
    .values([...QUALIFICATION_KINDS])
    .onConflictDoNothing()
  const isEmpty = async (table: typeof checklistItem | typeof target | typeof term) => {
    const rows = await db.select({ one: sql`1` }).from(table).limit(1)
    return rows.length === 0
  }
  const read = { setBy: 'base', setAt: READ_AT }
  if (await isEmpty(checklistItem))
    await db.insert(checklistItem).values(CHECKLISTS.map(row => ({ ...row, ...read })))
  if (await isEmpty(target)) await db.insert(target).values(TARGETS.map(row => ({ ...row, ...read })))
  if (await isEmpty(term)) await db.insert(term).values(TERMS.map(row => ({ ...row, ...read })))
}
