import type { Verdict } from '../../src/rules/evaluation.ts'
import type { FactName, FactsInput } from '../../src/rules/facts.ts'

/** One case an official can read and check against the text. What is left out is not looked at. */
export interface RuleCase {
  /** What the case is about, in a sentence. */
  says: string
  rule?: string
  on?: string
  facts: FactsInput
  verdict?: Verdict
  version?: string
  via?: string[]
  /** Conditions that fail, of the branch the case is about; others may fail besides. */
  fails?: string[]
  /** Conditions that stay open; no others do. */
  open?: string[]
  missing?: FactName[]
  actual?: Record<string, unknown>
  shortfall?: Record<string, string | null>
  result?: Record<string, unknown>
  /** Pieces of sentences that must be among the flags. */
  flags?: string[]
  notFlags?: string[]
  /** The question itself is refused, with these words. */
  refused?: string
}
