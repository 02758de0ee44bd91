import { and, eq } from 'drizzle-orm'
import { cardsFollow } from '../../db/notice.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import type { CaseScope } from '../people/may.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { GENESIS, hashOf, type LedgerEvent } from './event.ts'
import { assertMay } from './guard.ts'
import { type LoadedCase, scopeOf } from './load.ts'
import { NotNow } from './not-now.ts'
import { type CaseFold, type CaseRow, project } from './project.ts'
import { findTransition, type Transition, type Verb } from './transitions.ts'

/** Writes the first event of a case and its row. Throws `Refusal` when the actor may not report for the firm. */
export async function recordFiling(
  act: Act,
  no: string,
  enterprise: CaseScope['enterprise'],
  data: LedgerEvent<'file'>['data'],
): Promise<CaseRow> {
  const scope = {
    leadUnitId: null,
    coUnitIds: [],
    readerUnitIds: [],
    reportedBy: data.reportedBy,
    enterprise,
  }
  assertMay(act.actor, 'file', scope, null)
  const move = findTransition(no, null, 'file')
  const event: LedgerEvent<'file'> = { ...stamp(act, no, 1), type: 'file', data }
  const row = { ...projectBy(move, null, event), headHash: hashOf(GENESIS, event) }
  await act.db.insert(caseFile).values(row)
  await append(act, event, GENESIS)
  return row
}

/**
 * Does one verb to a case: may they, does the stage allow it, then row and event in the caller's transaction.
 * Throws `Refusal`, also when somebody else was quicker.
 */
export async function record<V extends Exclude<Verb, 'file'>>(
  act: Act,
  before: LoadedCase,
  type: V,
  data: LedgerEvent<V>['data'],
): Promise<LoadedCase> {
  const { row } = before
  assertMay(act.actor, type, scopeOf(before), row.handledBy)
  const move = findTransition(row.no, row.state, type)
  const event = { ...stamp(act, row.no, row.version + 1), type, data } as LedgerEvent
  const { headHash, ...folded } = row
  const after = { ...projectBy(move, folded, event), headHash: hashOf(headHash, event) }
  const updated = await act.db
    .update(caseFile)
    .set(changed(row, after))
    .where(and(eq(caseFile.no, row.no), eq(caseFile.version, row.version)))
    .returning({ no: caseFile.no })
  if (updated.length === 0) {
    throw new NotNow(`${row.no} 刚刚有人更新过，您这一步没有生效。请重新查看后再操作。`)
  }
  await append(act, event, headHash)
  await cardsFollow(act.db, [row.no])
  return { ...before, row: after }
}

/** The columns an event changed; writing those alone halves the time. */
function changed(before: CaseRow, after: CaseRow): Partial<CaseRow> {
  const entries = Object.entries(after).filter(([key, value]) => before[key as keyof CaseRow] !== value)
  return Object.fromEntries(entries) as Partial<CaseRow>
}

function stamp(act: Act, caseNo: string, seq: number) {
  return { caseNo, seq, actor: actorId(act.actor), at: act.now }
}

/** Projects, and holds the result against the table: the two must never drift apart. */
export function projectBy(move: Transition, before: CaseFold | null, event: LedgerEvent): CaseFold {
  const missing = move.carries.find(field => (event.data as Record<string, unknown>)[field] === undefined)
  if (missing) throw new Error(`${event.type} must carry ${missing}`)
  const after = project(before, event)
  const wanted = move.to === 'same' ? before?.state : move.to
  if (wanted !== 'back' && after.state !== wanted)
    throw new Error(`${event.type} led to ${after.state}, not ${wanted}`)
  return after
}

async function append(act: Act, event: LedgerEvent, prevHash: string): Promise<void> {
  const { data, ...rest } = event
  await act.db
    .insert(caseEvent)
    .values({ ...rest, data: { ...data }, prevHash, hash: hashOf(prevHash, event) })
}
