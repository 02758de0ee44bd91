import { z } from 'zod'
import type { Block } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { type FactRows, factRows } from '../../src/registry/fact-rows.ts'
import { type Screening, screen } from '../../src/registry/screening.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import { screeningCard } from './cards.ts'
import { type Scope, scopeOf } from './scope.ts'

/** Either opens the roster. */
type Door = 'R-LIST-IND' | 'R-LIST-DIG'

export const slots = z.object({
  rule: z.string().max(40).optional(),
  /** A year named in the text: 比去年 is `2022`. */
  period: z.string().max(20).optional(),
  /** Which near misses, which change: a click says what a text says in words. */
  kind: z.enum(['step', 'tenth', 'roster', 'year']).optional(),
})
export type Asked = z.infer<typeof slots>

/** The door that was named: 名录 alone means none in particular, and the industrial one stands first. */
export const doorOf = ({ rule }: Pick<Asked, 'rule'>): Door =>
  rule === 'R-LIST-DIG' ? 'R-LIST-DIG' : 'R-LIST-IND'

export const versionOf = ({ policies, now }: Context, door: Door): RuleVersion =>
  findRule(policies.documents, door, dayOf(now))

/** What every question here begins with: the enterprises of the speaker and a rule of the day. */
export interface Asking {
  context: Context
  door: Door
  version: RuleVersion
  facts: FactRows
  scope: Scope
}

/** @throws {Refusal} when there is no enterprise the speaker could be told of */
export async function begin(context: Context, door: Door): Promise<Asking> {
  const version = versionOf(context, door)
  const [facts, scope] = await Promise.all([
    factRows(context.db, dayOf(context.now), [
      versionOf(context, 'R-LIST-IND'),
      versionOf(context, 'R-LIST-DIG'),
    ]),
    scopeOf(context.db, context.speaker),
  ])
  if (facts.firms.some(scope.among)) return { context, door, version, facts, scope }
  throw new Refusal(
    `库里还没有${scope.words}的企业，无法测算。请先导入企业，或请领导小组办公室核对您的职责范围。`,
  )
}

export const screened = ({ facts, version, scope }: Asking): Screening => screen(facts, version, scope)

/** The digital door beside the industrial one; none where only one was asked for. */
export function otherDoors({ context, door, facts, scope }: Asking): Screening[] {
  return door === 'R-LIST-DIG' ? [] : [screen(facts, versionOf(context, 'R-LIST-DIG'), scope)]
}

/** Who passes and who nearly does tells of single firms' figures: never into a group. */
export function tell(title: string, { scope }: Asking, found: Screening, blocks: Block[]): Reply {
  const card = screeningCard(title, found, { scope: scope.words, blocks })
  return { card, isPrivate: true }
}
