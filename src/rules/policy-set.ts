import { hashOfData } from '../lib/canonical-json.ts'
import type { PolicyDocument } from './document.ts'

/** The policy documents judged by at one time. Never changes: what is published later is another set. */
export interface PolicySet {
  readonly documents: readonly PolicyDocument[]
  /** sha-256 over the documents; two sets of the same hash answer alike. */
  readonly hash: string
}

export function policySet(documents: readonly PolicyDocument[]): PolicySet {
  return Object.freeze({ documents: Object.freeze([...documents]), hash: hashOfData(documents) })
}
