import { and, asc, eq, inArray, like, or } from 'drizzle-orm'
import type { Address, CaseFacts } from '../../db/notice.ts'
import { caseEvent, caseFile, outbox } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import type { LedgerEvent } from './event.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { nameOf } from './names.ts'
import { tellChange } from './notify.ts'
import { type CaseFold, project } from './project.ts'
import { record } from './record.ts'
import { VERBS } from './transitions.ts'

/**
 * 撤回上一步: an event that names the step it takes back; the case is again as it was before. Only whoever did it, and only
 * while nobody has gone on from it. Taking a filing back withdraws the case. Everybody who heard of the step hears of this.
 */
export async function undoStep(act: Act, no: string, seq: number): Promise<CaseFacts> {
  const before = await openCase(act, no, 'undo')
  const events = (await act.db
    .select()
    .from(caseEvent)
    .where(eq(caseEvent.caseNo, no))
    .orderBy(asc(caseEvent.seq))) as unknown as LedgerEvent[]
  const step = events.find(event => event.seq === seq)
  if (!step || step.actor !== actorId(act.actor)) throw new Refusal(`${no} 的这一步不是您办的，不能撤回。`)
  // A new case is handed on by the routes at once; that is no step of anybody.
  const later = events.filter(event => event.seq > seq && !(seq === 1 && event.actor.startsWith('job:')))
  const [next] = later
  if (next) {
    throw new Refusal(
      `${no} 在您${VERBS[step.type]}之后已有“${VERBS[next.type]}”，不能直接撤回。请写明情况，例如“${no.slice(-4)}更正 …”，或联系领导小组办公室。`,
    )
  }
  if (step.type === 'pass' && (await hasAnswered(act, no)))
    throw new Refusal(
      `${no} 审核通过时已同时答复了并入的诉求，不能撤回。请等企业评价，或由企业、办公室重开。`,
    )
  const after = await record(act, before, 'undo', {
    of: seq,
    verb: step.type,
    back: backTo(act, before, events, seq),
  })
  const heard = await takeBackNotices(act, no, { from: seq, to: before.row.version })
  await tellChange(act, after, heard, { kind: 'undone', what: VERBS[step.type], by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}

/** Notices of some steps: what has not gone out stays back; who has got the rest is to hear of the undoing. */
async function takeBackNotices(
  { db }: Act,
  no: string,
  { from, to }: { from: number; to: number },
): Promise<Address[]> {
  const steps = Array.from({ length: to - from + 1 }, (_, i) => `case.%:${no}:${from + i}:%`)
  const rows = await db
    .select({ id: outbox.id, state: outbox.state, address: outbox.address })
    .from(outbox)
    .where(or(...steps.map(pattern => like(outbox.dedupeKey, pattern))))
  const waiting = rows.flatMap(({ id, state }) => (state === 'pending' ? [id] : []))
  if (waiting.length > 0)
    await db
      .update(outbox)
      .set({ state: 'skipped' })
      .where(and(inArray(outbox.id, waiting), eq(outbox.state, 'pending')))
  return rows.flatMap(({ state, address }) => (state !== 'pending' && address ? [address as Address] : []))
}

/** Whether cases merged into this one have got its answer. */
async function hasAnswered({ db }: Act, masterNo: string): Promise<boolean> {
  const rows = await db
    .select({ state: caseFile.state })
    .from(caseFile)
    .where(eq(caseFile.masterNo, masterNo))
  return rows.some(({ state }) => state !== 'merged')
}

function backTo(
  { now }: Act,
  { row }: LoadedCase,
  events: readonly LedgerEvent[],
  seq: number,
): Record<string, unknown> {
  const earlier = events
    .filter(event => event.seq < seq)
    .reduce<CaseFold | null>((fold, event) => project(fold, event), null)
  if (!earlier) return { state: 'withdrawn', outcome: '企业撤回', request: null, closedAt: now.toISOString() }
  const { version: _, ...columns } = earlier
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const changed = Object.entries(columns).filter(
    ([name, value]) => !isSame(value, row[name as keyof typeof row]),
  )
  return JSON.parse(JSON.stringify(Object.fromEntries(changed))) as Record<string, unknown>
}
