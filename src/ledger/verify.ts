import { asc, gt, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { type AnchorBreak, verifyAnchors } from './anchor.ts'
import { GENESIS, hashOf, type LedgerEvent } from './event.ts'
import { type CaseFold, type CaseRow, project } from './project.ts'

/** What `verifyLedger` found. `seq` is the event the break shows at, `day` the anchor. */
export interface LedgerCheck {
  cases: number
  events: number
  anchors: number
  broken: AnchorBreak | null
}

const PAGE = 500

/**
 * Reads the whole ledger: every event chained to the one before, none missing, every case's row what its events make of
 * it, and all of it what the anchors say was there. Names the first break: of the cases in order of number, then of the
 * anchors in order of day.
 */
export async function verifyLedger(db: Db): Promise<LedgerCheck> {
  const chains = await verifyChains(db)
  if (chains.broken) return { ...chains, anchors: 0 }
  const { anchors, broken } = await verifyAnchors(db)
  return { ...chains, anchors, broken: broken ?? (await strayEvents(db)) }
}

async function verifyChains(db: Db): Promise<Omit<LedgerCheck, 'anchors'>> {
  const check: Omit<LedgerCheck, 'anchors'> = { cases: 0, events: 0, broken: null }
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

/** Events of a case that is not in the ledger. */
async function strayEvents(db: Db): Promise<AnchorBreak | null> {
  const [stray] = await rowsOf<{ case_no: string; seq: number }>(
    db,
    sql`select case_no, seq from case_event
      where not exists (select 1 from case_file where no = case_no) order by case_no, seq limit 1`,
  )
  return stray ? { caseNo: stray.case_no, seq: stray.seq, why: '这件诉求不在台账里' } : null
}

type StoredEvent = typeof caseEvent.$inferSelect

function firstBreak(row: CaseRow, chain: StoredEvent[]): AnchorBreak | null {
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
