import type { Db } from '../../db/client.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { Refusal } from '../lib/errors.ts'
import { evaluate } from '../rules/evaluate.ts'
import type { Evaluation } from '../rules/evaluation.ts'
import { type Facts, parseFacts } from '../rules/facts.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import type { KnownFacts } from './facts.ts'
import type { Receipt } from './receipts.ts'
import { readText } from './rule-text.ts'

/** What came of judging again. */
export type Replay =
  | { isSame: true; version: RuleVersion; evaluation: Evaluation }
  /** `why`: one Chinese sentence. `evaluation` is what came out now, where anything did. */
  | { isSame: false; why: string; evaluation: Evaluation | null }

/** Judges the kept facts by the kept rule once more and compares what was decided, not the words it was told in. */
export async function replay(db: Db, receipt: Receipt): Promise<Replay> {
  const version = await readText(db, receipt.ruleHash)
  if (!version)
    return { isSame: false, why: '留存的规则找不到、被改动过或已无法读懂，不能重算。', evaluation: null }
  try {
    const evaluation = evaluate(version, factsIn(receipt).facts, { on: receipt.asOf })
    const differing = differences(answerIn(receipt), evaluation)
    if (differing.length === 0) return { isSame: true, version, evaluation }
    return { isSame: false, why: `重算结果与当时不同：${differing.join('、')}。`, evaluation }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { isSame: false, why: `留存的数据已无法读懂，不能重算：${error.message}`, evaluation: null }
  }
}

/** The answer as it was given; its shape is ours and only ever added to. */
export const answerIn = (receipt: Receipt): Evaluation => receipt.answer as Evaluation

/** Facts as they were known, and where they came from. */
export function factsIn(receipt: Receipt): KnownFacts {
  const values: Record<string, unknown> = {}
  const sources: Record<string, unknown> = {}
  for (const [name, { value, source, period, recordedAt }] of Object.entries(receipt.facts)) {
    values[name] = value
    if (source !== null)
      sources[name] = { source, period, recordedAt: recordedAt === null ? null : new Date(recordedAt) }
  }
  const facts: Facts = parseFacts(values)
  return { facts, sources: sources as KnownFacts['sources'] }
}

/** What was decided otherwise, by the names people know: 结论, conditions, results. */
function differences(was: Evaluation, is: Evaluation): string[] {
  const isOther = (a: unknown, b: unknown) => canonicalJson(a ?? null) !== canonicalJson(b ?? null)
  const conditions = [...new Set([...was.conditions, ...is.conditions].map(({ id }) => id))].filter(id => {
    const [before, now] = [was, is].map(({ conditions: all }) => {
      const { verdict, actual, operator, threshold, unit } = all.find(one => one.id === id) ?? {}
      return { verdict, actual, operator, threshold, unit }
    })
    return isOther(before, now)
  })
  return [
    ...(isOther([was.verdict, was.via], [is.verdict, is.via]) ? ['结论'] : []),
    ...(isOther(was.missing, is.missing) ? ['缺少的数据'] : []),
    ...conditions.map(id => `条件 ${id}`),
    ...(isOther(was.result, is.result) ? ['计算结果'] : []),
  ]
}
