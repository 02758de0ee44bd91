import { Refusal } from '../lib/errors.ts'
import type { Day } from '../lib/time.ts'
import type { PolicyDocument, Rule } from './document.ts'

/** A rule there is, asked about on a day on which no version of it was in force (未施行). */
export class NotInForce extends Refusal {
  override name = 'NotInForce'
}

/** One rule in one document version: what an evaluation is done by. */
export interface RuleVersion {
  rule: Rule
  document: PolicyDocument
}

/** All versions of a rule, oldest first; drafts are not in force and come last. */
export function versionsOf(documents: readonly PolicyDocument[], ruleId: string): RuleVersion[] {
  const isDraft = ({ document }: RuleVersion) => Number(document.status === '草案')
  return documents
    .flatMap(document => document.rules.filter(rule => rule.id === ruleId).map(rule => ({ rule, document })))
    .sort((a, b) => isDraft(a) - isDraft(b) || (a.document.effectiveFrom < b.document.effectiveFrom ? -1 : 1))
}

/** Whether a document is law on a day. */
export const isInForce = ({ status, effectiveFrom, effectiveTo }: PolicyDocument, on: Day): boolean =>
  status !== '草案' && effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo)

/**
 * The version of a rule in force on a day. A rule that only a draft has is answered by the draft, whose status says so.
 * @throws {Refusal} when there is no such rule
 * @throws {NotInForce} when none of its versions was in force
 */
export function findRule(documents: readonly PolicyDocument[], ruleId: string, on: Day): RuleVersion {
  const versions = versionsOf(documents, ruleId)
  const [first] = versions
  if (!first) {
    const known = [...new Set(documents.flatMap(document => document.rules.map(rule => rule.id)))]
    throw new Refusal(`没有编号为“${ruleId}”的规则，现有：${known.join('、')}。`)
  }
  const found = versions.findLast(({ document }) => isInForce(document, on))
  if (found) return found
  if (first.document.status === '草案') return first
  const why =
    on < first.document.effectiveFrom
      ? `最早的版本自${first.document.effectiveFrom}起施行，${on}尚未施行`
      : `${on}没有施行中的版本`
  throw new NotInForce(`该日期没有现行政策：${first.rule.title}（${ruleId}）${why}，请换一个日期。`)
}
