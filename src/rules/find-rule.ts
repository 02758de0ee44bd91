import { Refusal } from '../lib/errors.ts'
import type { Day } from '../lib/time.ts'
import type { PolicyDocument, Rule } from './document.ts'

/** One rule in one document version: what an evaluation is done by. */
export interface RuleVersion {
  rule: Rule
  document: PolicyDocument
}

/** All versions of a rule, oldest first; drafts are not in force and not among them. */
export function versionsOf(documents: readonly PolicyDocument[], ruleId: string): RuleVersion[] {
  return documents
    .filter(document => document.status !== '草案')
    .flatMap(document => document.rules.filter(rule => rule.id === ruleId).map(rule => ({ rule, document })))
    .sort((a, b) => (a.document.effectiveFrom < b.document.effectiveFrom ? -1 : 1))
}

/**
 * The version of a rule in force on a day.
 * @throws {Refusal} when there is no such rule, or none of its versions was in force (未施行)
 */
export function findRule(documents: readonly PolicyDocument[], ruleId: string, on: Day): RuleVersion {
  const versions = versionsOf(documents, ruleId)
  const [first] = versions
  if (!first) {
    const known = [...new Set(documents.flatMap(document => document.rules.map(rule => rule.id)))]
    throw new Refusal(`没有编号为“${ruleId}”的规则，现有：${known.join('、')}。`)
  }
  const found = versions.findLast(
    ({ document: { effectiveFrom, effectiveTo } }) =>
      effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo),
  )
  if (found) return found
  if (on < first.document.effectiveFrom)
    throw new Refusal(
      `${first.rule.title}（${ruleId}）在${on}未施行：最早的版本自${first.document.effectiveFrom}起施行，请换一个日期。`,
    )
  throw new Refusal(`${first.rule.title}（${ruleId}）在${on}没有现行政策，请换一个日期。`)
}
