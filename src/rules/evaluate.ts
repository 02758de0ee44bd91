import type { Day } from '../lib/time.ts'
import type { Evaluation } from './evaluation.ts'
import type { Facts } from './facts.ts'
import type { RuleVersion } from './find-rule.ts'

/**
 * Judges facts by one version of a rule. `on` is the day asked about: 上年度 is the calendar year before it.
 * Complete, not lazy: every condition is answered, also those that no longer matter.
 */
export declare function evaluate(rule: RuleVersion, facts: Facts, at: { on: Day }): Evaluation
