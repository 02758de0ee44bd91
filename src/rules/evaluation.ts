import type { Day } from '../lib/time.ts'
import type { FactName } from './fact-table.ts'

/**
 * 符合, 不符合, 资料不足, 人工核定. Unknown: a missing fact could still change the answer. Manual: the text leaves it to
 * people.
 */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'manual'

export type Operator = '>=' | '>' | '<=' | '<' | '=' | 'in' | 'none'

/** One condition of a rule, as it came out. */
export interface Condition {
  /** Its branch and name: `C1.output`. */
  id: string
  label: string
  clause: string
  /** In `unit`; growth in percent; a range in words. Null when unknown or not comparable. */
  actual: boolean | number | string | null
  operator: Operator | null
  threshold: boolean | number | string | null
  unit: string | null
  verdict: Verdict
  /** What is missing to pass, in what the firm can act on: `产值还差1200万元`. Null when it passed or nothing can be said. */
  shortfall: string | null
  /** Since when the threshold has been what it is; null where there is none. */
  since: Day | null
}

/** The answer of one rule about one set of facts; its JSON is what `evaluate --json` prints. */
export interface Evaluation {
  rule: string
  version: string
  verdict: Verdict
  /** Branches by which the rule passed; empty unless it did. */
  via: string[]
  conditions: Condition[]
  /** Facts whose absence could still change the verdict. */
  missing: FactName[]
  /** What a reader must know besides: readings of ours, doubts, figures to check. Chinese sentences. */
  flags: string[]
  /** How each amount was worked out, line by line. Chinese. */
  calculation: string[]
  /** What the rule computes: booleans, 万元, ratios; null when not known. */
  result: Record<string, boolean | number | string | string[] | null>
  source: { document: string; clause: string; effectiveFrom: string; status: string }
}
