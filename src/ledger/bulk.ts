import { getTableColumns, sql } from 'drizzle-orm'
import { insertMany } from '../../db/bulk.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { cardsFollow } from '../../db/notice.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { GENESIS, hashOf, type LedgerEvent } from './event.ts'
import type { CaseFold, CaseRow } from './project.ts'
import { projectBy } from './record.ts'
import { findTransition } from './transitions.ts'

/** Rows of one statement. */
const CHUNK = 500

/** A case after some more events, and those events as they are stored. */
export interface Chained {
  row: CaseRow
  events: (typeof caseEvent.$inferInsert)[]
}

/** Chains events to a case, or begins one: each is held against the transition table, as when it is done singly. */
export function chain(before: CaseRow | null, events: readonly LedgerEvent[]): Chained {
  let row = before
  const stored: Chained['events'] = []
  for (const event of events) {
    const move = findTransition(event.caseNo, row?.state ?? null, event.type)
    const prevHash: string = row?.headHash ?? GENESIS
    const hash = hashOf(prevHash, event)
    row = { ...projectBy(move, foldOf(row), event), headHash: hash }
    stored.push({ ...event, data: { ...event.data }, prevHash, hash })
  }
  if (!row) throw new Error('a case without events')
  return { row, events: stored }
}

function foldOf(row: CaseRow | null): CaseFold | null {
  if (!row) return null
  const { headHash: _, ...fold } = row
  return fold
}

/** Writes cases that were not there before. Who may is for the caller to have asked. */
export async function insertCases(db: Db, cases: readonly Chained[]): Promise<void> {
  await insertMany(
    db,
    caseFile,
    cases.map(({ row }) => inSnakeCase(row)),
  )
  await appendEvents(db, cases)
}

/**
 * Writes what happened to cases that are there. A case that somebody else has changed meanwhile is left as it is, and
 * its events are not written. Gives the numbers of those written.
 */
export async function updateCases(db: Db, cases: readonly Chained[]): Promise<string[]> {
  const written: string[] = []
  for (let from = 0; from < cases.length; from += CHUNK) {
    const chunk = cases.slice(from, from + CHUNK)
    const json = JSON.stringify(
      chunk.map(({ row, events }) => ({ ...inSnakeCase(row), before: row.version - events.length })),
    )
    const rows = await rowsOf<{ no: string }>(
      db,
      sql`update case_file set (${COLUMNS}) = (select ${COLUMNS} from json_populate_record(null::case_file, x.value))
        from json_array_elements(${json}::text::json) as x
        where case_file.no = x.value->>'no' and case_file.version = (x.value->>'before')::int
        returning case_file.no`,
    )
    const done = new Set(rows.map(({ no }) => no))
    await appendEvents(
      db,
      chunk.filter(({ row }) => done.has(row.no)),
    )
    await cardsFollow(db, [...done])
    written.push(...done)
  }
  return written
}

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
const COLUMNS = sql.join(
  Object.keys(getTableColumns(caseFile)).map(name => sql.identifier(snake(name))),
  sql`, `,
)

const inSnakeCase = (row: CaseRow | typeof caseEvent.$inferInsert) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))

async function appendEvents(db: Db, cases: readonly Chained[]): Promise<void> {
  const events = cases.flatMap(one => one.events)
  await insertMany(db, caseEvent, events.map(inSnakeCase))
}
