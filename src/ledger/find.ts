import { and, desc, eq, gte, inArray, isNull, like, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { type CaseState, caseFile, enterprise } from '../../db/schema/index.ts'
import { maySeeCase } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import { type LoadedCase, scopeOf, selectCases } from './load.ts'
import { readableBy } from './scope.ts'

/** States in which something is still to be done. */
export const OPEN: readonly CaseState[] = [
  'filed',
  'assigned',
  'handling',
  'held',
  'shelved',
  'reviewing',
  'rating',
  'merged',
]

/**
 * Cases a spoken number means, newest first: the full number is one, a tail (0032) may be one of each year. Only
 * those the speaker may see.
 */
export async function findCases(db: Db, spoken: string, speaker: Speaker): Promise<LoadedCase[]> {
  const condition = numberCondition(spoken)
  if (!condition) return []
  const found = await selectCases(db).where(condition).orderBy(desc(caseFile.filedAt)).limit(20)
  return found.filter(target => maySeeCase(speaker, scopeOf(target)))
}

/** `HY20231108-0032`, `20231108-0032`, `0032`, `32`; undefined for what is no number of a case. */
function numberCondition(spoken: string): SQL | undefined {
  const match = /^(?:HY)?(?:(\d{8})[-—–]?)?(\d{1,6})(?:号)?$/i.exec(spoken.trim())
  if (!match) return undefined
  const [, day, number = ''] = match
  const tail = number.padStart(4, '0')
  return day ? eq(caseFile.no, `HY${day}-${tail}`) : like(caseFile.no, `%-${tail}`)
}

/** What to list. Absent conditions do not narrow. */
export interface CaseFilter {
  /** Only what this person may read. */
  reader?: Speaker
  usccs?: readonly string[]
  regionCode?: string | undefined
  states?: readonly CaseState[]
  category?: string | undefined
  /** Filed at this moment or later. */
  since?: Date
  /** Not in a task force yet. */
  isLoose?: boolean
}

/** Cases newest first, at most `limit`. Without a reader it says nothing about who may see them. */
export async function listCases(db: Db, filter: CaseFilter, limit: number): Promise<LoadedCase[]> {
  const conditions = [
    filter.reader && readableBy(filter.reader),
    filter.usccs && inArray(caseFile.uscc, [...filter.usccs]),
    filter.regionCode ? eq(enterprise.regionCode, filter.regionCode) : undefined,
    filter.since && gte(caseFile.filedAt, filter.since),
    filter.isLoose ? isNull(caseFile.taskforceId) : undefined,
    filter.states && inArray(caseFile.state, [...filter.states]),
    filter.category ? eq(caseFile.category, filter.category) : undefined,
  ]
  return selectCases(db)
    .where(and(...conditions))
    .orderBy(desc(caseFile.filedAt), desc(caseFile.no))
    .limit(limit)
}
