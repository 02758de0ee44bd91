import { createHash } from 'node:crypto'
import type { FileRef, Outcome, Rating, Urgency } from '../../db/schema/index.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Verb } from './transitions.ts'

/** A due day as it was worked out; see `deadline.ts`. */
interface Due {
  dueOn: string
  /** It crosses a year whose holiday notice is not out. */
  dueIsProvisional: boolean
}
/** A due day and the working days it was given. */
interface Term extends Due {
  dueDays: number
}

/** What each event carries; everything the projection needs is in here. Days are Shanghai days. */
interface EventData extends Record<Verb, object> {
  file: {
    uscc: string
    category: string
    detail: string
    urgency: Urgency
    contact: string | null
    reportedBy: string
    formKey: string | null
    isDemo: boolean
    files?: FileRef[]
  }
  /** `guidance`: where to go instead. */
  decline: { reason: string; guidance: string }
  /** `isFinal`: the office's word, no more to be disputed. */
  assign: Term & { unitId: string; reason: string; isFinal?: true }
  sign: Record<never, never>
  dispute: { reason: string; unitId: string; proposedUnitId: string }
  /** The clock goes on; only where it stood does the due day move. */
  transfer: Due & { unitId: string; formerUnitId: string; reason: string }
  coassign: { unitId: string; task: string; dueOn: string }
  coreport: { unitId: string; answer: string }
  /** `impliesSigning`: the unit had not signed; reporting on it did. */
  progress: { note: string; impliesSigning?: true; files?: FileRef[] }
  askExtension: { until: string; reason: string }
  extend: Due
  refuseExtension: { reason: string }
  askHold: { until: string; reason: string }
  hold: { until: string; reason: string }
  refuseHold: { reason: string }
  shelve: { until: string; reason: string }
  /** `pausedDays`: working days the clock stood. */
  resume: Due & { pausedDays: number }
  finish: { result: string; outcome: Outcome; files?: FileRef[] }
  pass: Record<never, never>
  return: { reason: string }
  accept: { rating: Extract<Rating, '满意' | '基本满意'> }
  reject: Term & { rating: Extract<Rating, '不满意'>; reason: string }
  lapse: Record<never, never>
  reopen: Term & { reason: string }
  withdraw: { reason: string }
  merge: { masterNo: string; reason: string }
  answer: { result: string; outcome: Outcome }
  supplement: { note: string; files: FileRef[] }
  correct: { changes: Correction; reason: string }
  urge: { note: string | null }
  escalate: { reason: string }
  /** `dueOn`: by when the leader wants to hear. */
  instruct: { text: string; dueOn?: string }
  reply: { instruction: number; answer: string }
  /** `unitId`: who leads the task force, and reads its cases from now on. */
  join: { taskforce: number; unitId: string }
  supervise: { level: number }
  /** `countedOn`: the day the new calendar gives; an earlier one than stood is not taken over. */
  redate: Due & { reason: string; countedOn: string }
  /** The step taken back, by its number, and the columns as they were before it; moments as ISO instants. */
  undo: { of: number; verb: Verb; back: Record<string, unknown> }
}

/** What 更正 may change; the words before stay in the earlier events. */
export interface Correction {
  category?: string
  detail?: string
  contact?: string
  urgency?: Urgency
}

/** One line of the ledger before it is chained. */
export type LedgerEvent<V extends Verb = Verb> = {
  [K in V]: { caseNo: string; seq: number; type: K; actor: string; at: Date; data: EventData[K] }
}[V]

/** Who reported a case that came in with somebody's old ledger: nobody who can be told. */
export const IMPORTED = 'import'

/** What the first event of a case is chained to. */
export const GENESIS = '0'.repeat(64)

/** sha-256 over the hash before and the event as canonical JSON. */
export function hashOf(prevHash: string, event: LedgerEvent): string {
  const { caseNo, seq, type, actor, at, data } = event
  const body = canonicalJson({ caseNo, seq, type, actor, at: at.toISOString(), data })
  return createHash('sha256').update(`${prevHash}\n${body}`).digest('hex')
}
