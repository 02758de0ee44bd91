import type { Day } from '../lib/time.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { findRule, type RuleVersion } from '../rules/find-rule.ts'
import { capacity2023 } from './capacity-2023.ts'
import { doublingDefinition } from './doubling-definition.ts'
import { trial2021 } from './trial-2021.ts'

/** Every policy document version the bot judges by. */
export const policies: readonly PolicyDocument[] = [trial2021, capacity2023, doublingDefinition]

/**
 * The version of a rule in force on a day.
 * @throws {Refusal} when there is no such rule, or it was not in force (未施行)
 */
export const ruleInForce = (ruleId: string, on: Day): RuleVersion => findRule(policies, ruleId, on)
