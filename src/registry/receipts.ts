import { and, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import { insertMany } from '../../db/bulk.ts'
import type { Db } from '../../db/client.ts'
import { type ReceiptFact, receipt } from '../../db/schema/index.ts'
import type { Day } from '../lib/time.ts'
import type { Evaluation } from '../rules/evaluation.ts'
import { type Facts, factsToJson, isFactName } from '../rules/facts.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import type { FactSource, KnownFacts } from './facts.ts'
import { keepTexts, textOf } from './rule-text.ts'

/** 留痕: what was judged, by what, on which facts from where, and what came out. */
export type Receipt = typeof receipt.$inferSelect

/** A judgement to be kept. */
export interface Judgement {
  /** Null where no enterprise was judged. */
  uscc: string | null
  version: RuleVersion
  on: Day
  facts: Facts
  sources: KnownFacts['sources']
  evaluation: Evaluation
}

/** Why, by whom and when it was judged. */
export interface Occasion {
  purpose: Receipt['purpose']
  by: string
  now: Date
}

/** Keeps judgements for good; numbers in the same order. */
export async function keepReceipts(
  db: Db,
  judgements: readonly Judgement[],
  occasion: Occasion,
): Promise<number[]> {
  if (judgements.length === 0) return []
  await keepTexts(
    db,
    judgements.map(({ version }) => textOf(version)),
  )
  const ids: number[] = []
  for (let from = 0; from < judgements.length; from += CHUNK) {
    const rows = await db
      .insert(receipt)
      .values(judgements.slice(from, from + CHUNK).map(judgement => rowOf(judgement, occasion)))
      .returning({ id: receipt.id })
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}

/** Rows of one statement: a server takes 65,535 parameters. */
const CHUNK = 1000

/** As `keepReceipts`, quicker for very many, without their numbers. */
export async function keepManyReceipts(
  db: Db,
  judgements: readonly Judgement[],
  occasion: Occasion,
): Promise<void> {
  await keepTexts(
    db,
    judgements.map(({ version }) => textOf(version)),
  )
  const rows = judgements.map(judgement => {
    const { asOf, ruleHash, askedBy, at, ...row } = rowOf(judgement, occasion)
    return { ...row, as_of: asOf, rule_hash: ruleHash, asked_by: askedBy, at: at.toISOString() }
  })
  await insertMany(db, receipt, rows)
}

function rowOf({ uscc, version, on, facts, sources, evaluation }: Judgement, { purpose, by, now }: Occasion) {
  return {
    uscc,
    rule: version.rule.id,
    version: version.document.version,
    document: version.document.title,
    asOf: on,
    ruleHash: textOf(version).hash,
    facts: factsOf(facts, sources),
    answer: evaluation,
    purpose,
    askedBy: by,
    at: now,
  }
}

function factsOf(facts: Facts, sources: KnownFacts['sources']): Record<string, ReceiptFact> {
  return Object.fromEntries(
    Object.entries(factsToJson(facts)).map(([name, value]) => {
      const from: FactSource | undefined = isFactName(name) ? sources[name] : undefined
      return [
        name,
        {
          value,
          source: from?.source ?? null,
          period: from?.period ?? null,
          recordedAt: from?.recordedAt?.toISOString() ?? null,
        },
      ]
    }),
  )
}

/** How people quote a receipt: eight digits. */
export const receiptNumber = (id: number): string => String(id).padStart(8, '0')

export async function findReceipt(db: Db, id: number): Promise<Receipt | null> {
  const [row] = await db.select().from(receipt).where(eq(receipt.id, id))
  return row ?? null
}

/**
 * Receipts of an enterprise about some rules as of some days: of assessments first, then the newest first. What was
 * only supposed is left out.
 */
export async function findReceipts(
  db: Db,
  uscc: string,
  rules: readonly string[],
  { from, to }: { from: Day; to: Day },
): Promise<Receipt[]> {
  return db
    .select()
    .from(receipt)
    .where(
      and(
        eq(receipt.uscc, uscc),
        inArray(receipt.rule, [...rules]),
        gte(receipt.asOf, from),
        lte(receipt.asOf, to),
        inArray(receipt.purpose, ['assessment', 'asked']),
      ),
    )
    .orderBy(desc(sql`${receipt.purpose} = 'assessment'`), desc(receipt.at), desc(receipt.id))
}
