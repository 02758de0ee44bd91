import { addDays, type Day } from '../lib/time.ts'
import { type Description, describe } from './describe.ts'
import type { PolicyDocument } from './document.ts'
import { isInForce, type RuleVersion, versionsOf } from './find-rule.ts'
import { parametersOf } from './what-if.ts'

/** The version of a rule that is law on a day; null where none is. Drafts are not law. */
const lawOn = (documents: readonly PolicyDocument[], ruleId: string, on: Day): RuleVersion | null =>
  versionsOf(documents, ruleId).findLast(({ document }) => isInForce(document, on)) ?? null

/** Days on which what a rule says began or changed, oldest first: new documents, and new values within one. */
export function turnsOf(documents: readonly PolicyDocument[], ruleId: string): Day[] {
  const turns = versionsOf(documents, ruleId).flatMap(version => {
    const { document } = version
    if (document.status === '草案') return []
    const within = parametersOf(version)
      .flatMap(({ values }) => values.map(({ from }) => from))
      .filter(from => isInForce(document, from))
    return [document.effectiveFrom, ...within]
  })
  return [...new Set(turns)].sort()
}

/** What a rule said before it last changed, seen from a day; null where nothing came before. */
export function wordingBefore(
  documents: readonly PolicyDocument[],
  ruleId: string,
  on: Day,
): Description | null {
  const turn = turnsOf(documents, ruleId).findLast(day => day <= on)
  if (turn === undefined) return null
  const dayBefore = addDays(turn, -1)
  const before = lawOn(documents, ruleId, dayBefore)
  return before && describe(before, dayBefore)
}
