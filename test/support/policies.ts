import type { Day } from '../../src/lib/time.ts'
import { policies } from '../../src/policies/index.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import { policySet } from '../../src/rules/policy-set.ts'

/** What comes with the bot, as commands and jobs are given it. */
export const builtIn = policySet(policies)

/** The version of a built-in rule in force on a day. */
export const ruleInForce = (ruleId: string, on: Day): RuleVersion => findRule(policies, ruleId, on)
