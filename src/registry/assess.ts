import { asc } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { addDays, type Day, dayOf, instantOf } from '../lib/time.ts'
import { columnsOf } from '../rules/columns/columns.ts'
import { evaluate } from '../rules/evaluate.ts'
import type { Verdict } from '../rules/evaluation.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import { factsOfMany } from './facts.ts'
import { type Judgement, keepManyReceipts } from './receipts.ts'
import { isOneStep, isWithinTenth, screen } from './screening.ts'

/** What came of judging everybody. */
export interface Assessment {
  judged: number
  counts: Record<Verdict, number>
  /** Failed, with one step or a tenth wanting. */
  near: number
  /** Receipts kept: of those who pass, who wait for figures and who only just fail. */
  kept: number
}

/** Enterprises whose facts are read together. */
const CHUNK = 2000

/** The last moment of a day: what was on record by then counts for it. */
export const endOf = (day: Day): Date => new Date(instantOf(addDays(day, 1)).getTime() - 1)

/**
 * 评定: holds all enterprises of the registry against a rule on a day, by what was on record then, and keeps a receipt
 * for each of whom somebody may later ask why.
 * @throws {Refusal} for a rule that is not about enterprises, or a day still to come
 */
export async function assess(
  db: Db,
  version: RuleVersion,
  on: Day,
  { by, now }: { by: string; now: Date },
): Promise<Assessment> {
  const { rule } = version
  if (rule.subject !== '企业')
    throw new Refusal(`${rule.id} 评的是${rule.subject}，不是企业，不能对全部企业评定。`)
  if (on > dayOf(now)) throw new Refusal(`${on} 还没有到，不能评定。`)
  const firms = await db
    .select({
      uscc: enterprise.uscc,
      name: enterprise.name,
      shortName: enterprise.shortName,
      regionCode: enterprise.regionCode,
      assessUnitId: enterprise.assessUnitId,
      chain: enterprise.chain,
      isDemo: enterprise.isDemo,
    })
    .from(enterprise)
    .orderBy(asc(enterprise.uscc))
  const total: Assessment = {
    judged: 0,
    counts: { pass: 0, fail: 0, unknown: 0, manual: 0 },
    near: 0,
    kept: 0,
  }
  const knownBy = on < dayOf(now) ? endOf(on) : undefined
  for (let from = 0; from < firms.length; from += CHUNK) {
    const some = firms.slice(from, from + CHUNK)
    const known = await factsOfMany(
      db,
      some.map(({ uscc }) => uscc),
      on,
      knownBy,
    )
    const facts = some.map(({ uscc }) => known.get(uscc) ?? { facts: {}, sources: {} })
    const columns = columnsOf(facts.map(one => one.facts))
    const { counts, passing, waiting, near } = screen({ on, firms: some, columns }, version)
    const nearest = near.filter(one => isOneStep(one) || isWithinTenth(one))
    const judgements = [...passing, ...waiting, ...nearest].flatMap(({ row }): Judgement[] => {
      const [firm, found] = [some[row], facts[row]]
      if (!firm || !found) return []
      return [{ uscc: firm.uscc, version, on, ...found, evaluation: evaluate(version, found.facts, { on }) }]
    })
    await keepManyReceipts(db, judgements, { purpose: 'assessment', by, now })
    for (const verdict of ['pass', 'fail', 'unknown', 'manual'] as const)
      total.counts[verdict] += counts[verdict]
    total.judged += some.length
    total.near += nearest.length
    total.kept += judgements.length
  }
  return total
}
