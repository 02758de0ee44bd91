import { inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { ruleText } from '../../db/schema/index.ts'
import { hashOfData } from '../lib/canonical-json.ts'
import { usesOf } from '../rules/checks/uses.ts'
import { type PolicyDocument, policyDocument, type Rule } from '../rules/document.ts'
import type { RuleVersion } from '../rules/find-rule.ts'

/** One rule as it was judged by: its document with this rule alone and the parameters it uses. */
export interface RuleText {
  hash: string
  document: PolicyDocument
}

/** Rules never change, so the text of each is made once. */
const texts = new WeakMap<PolicyDocument, WeakMap<Rule, RuleText>>()

export function textOf({ rule, document }: RuleVersion): RuleText {
  const own = texts.get(document) ?? new WeakMap<Rule, RuleText>()
  texts.set(document, own)
  const known = own.get(rule)
  if (known) return known
  const used = new Set(usesOf(rule).map(({ parameter }) => parameter))
  // When the document will end says nothing about what it says.
  const whole: PolicyDocument = {
    ...document,
    effectiveTo: null,
    parameters: document.parameters.filter(({ id }) => used.has(id)),
    rules: [rule],
  }
  const made = { hash: hashOfData(whole), document: whole }
  own.set(rule, made)
  return made
}

/** Keeps rules under their hashes, each once. */
export async function keepTexts(db: Db, found: readonly RuleText[]): Promise<void> {
  const byHash = new Map(found.map(text => [text.hash, text]))
  if (byHash.size === 0) return
  const there = await db
    .select({ hash: ruleText.hash })
    .from(ruleText)
    .where(inArray(ruleText.hash, [...byHash.keys()]))
  for (const { hash } of there) byHash.delete(hash)
  if (byHash.size > 0)
    await db
      .insert(ruleText)
      .values([...byHash.values()])
      .onConflictDoNothing()
}

/** The rule kept under a hash; null where it is not there, or is no longer what it was or no longer understood. */
export async function readText(db: Db, hash: string): Promise<RuleVersion | null> {
  const [row] = await db
    .select()
    .from(ruleText)
    .where(inArray(ruleText.hash, [hash]))
  const parsed = policyDocument.safeParse(row?.document)
  const [rule] = parsed.data?.rules ?? []
  if (!row || !rule || !parsed.data || hashOfData(row.document) !== hash) return null
  return { rule, document: parsed.data }
}
