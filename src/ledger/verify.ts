import { asc, gt, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { GENESIS, hashOf, type LedgerEvent } from './event.ts'
import { type CaseFold, type CaseRow, project } from './project.ts'

/** What `verifyLedger` found. `seq` is the event the break shows at. */
export interface LedgerCheck {
  cases: number
  events: number
  broken: { caseNo: string; seq: number; why: string } | null
}

const PAGE = 500

/**
 * Reads the whole ledger, page by page: every event chained to the one before, none missing, and every case's row
 * what its events make of it. Stops at the first break, in order of case number.
 */
export async function verifyLedger(db: Db): Promise<LedgerCheck> {
  const check: LedgerCheck = { cases: 0, events: 0, broken: null }
  for (let after = ''; ; ) {
    const rows = await db
      .select()
      .from(caseFile)
      .where(gt(caseFile.no, after))
      .orderBy(asc(caseFile.no))
      .limit(PAGE)
    const numbers = rows.map(row => row.no)
    const last = numbers.at(-1)
    if (last === undefined) return check
    const events = await db
      .select()
      .from(caseEvent)
      .where(inArray(caseEvent.caseNo, numbers))
      .orderBy(asc(caseEvent.caseNo), asc(caseEvent.seq))
    const byCase = new Map(numbers.map((no): [string, StoredEvent[]] => [no, []]))
    for (const event of events) byCase.get(event.caseNo)?.push(event)
    for (const row of rows) {
      const chain = byCase.get(row.no) ?? []
      check.cases += 1
      check.events += chain.length
      check.broken = firstBreak(row, chain)
      if (check.broken) return check
    }
    after = last
  }
}

type StoredEvent = typeof caseEvent.$inferSelect

function firstBreak(row: CaseRow, chain: StoredEvent[]): LedgerCheck['broken'] {
  let prevHash = GENESIS
  let folded: CaseFold | null = null
  for (const [index, stored] of chain.entries()) {
    const seq = index + 1
    const event = stored as unknown as LedgerEvent
    if (stored.seq !== seq) return { caseNo: row.no, seq, why: '这一条记录缺失' }
    if (stored.prevHash !== prevHash) return { caseNo: row.no, seq, why: '与上一条记录接不上' }
    if (stored.hash !== hashOf(prevHash, event)) return { caseNo: row.no, seq, why: '这一条记录被改动过' }
    prevHash = stored.hash
    folded = project(folded, event)
  }
  if (row.version !== chain.length) return { caseNo: row.no, seq: chain.length + 1, why: '这一条记录缺失' }
  return canonicalJson(plain({ ...folded, headHash: prevHash })) === canonicalJson(plain(row))
    ? null
    : { caseNo: row.no, seq: row.version, why: '台账当前状态与办理记录不一致' }
}

/** Dates as text, for comparing. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
