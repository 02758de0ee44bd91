import { createHash } from 'node:crypto'
import type { Rating, Urgency } from '../../db/schema/index.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Verb } from './transitions.ts'

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
  }
  assign: { unitId: string; dueOn: string; dueIsProvisional: boolean; dueDays: number; reason: string }
  sign: Record<never, never>
  /** `impliesSigning`: the unit had not signed; reporting on it did. */
  progress: { note: string; impliesSigning?: true }
  finish: { result: string }
  pass: Record<never, never>
  return: { reason: string }
  accept: { rating: Extract<Rating, '满意' | '基本满意'> }
  reject: { rating: Extract<Rating, '不满意'>; reason: string; dueOn: string; dueIsProvisional: boolean }
}

/** One line of the ledger before it is chained. */
export type LedgerEvent<V extends Verb = Verb> = {
  [K in V]: { caseNo: string; seq: number; type: K; actor: string; at: Date; data: EventData[K] }
}[V]

/** What the first event of a case is chained to. */
export const GENESIS = '0'.repeat(64)

/** sha-256 over the hash before and the event as canonical JSON. */
export function hashOf(prevHash: string, event: LedgerEvent): string {
  const { caseNo, seq, type, actor, at, data } = event
  const body = canonicalJson({ caseNo, seq, type, actor, at: at.toISOString(), data })
  return createHash('sha256').update(`${prevHash}\n${body}`).digest('hex')
}
