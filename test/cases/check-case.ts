import { expect } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { Evaluation } from '../../src/rules/evaluation.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import type { RuleCase } from './rule-case.ts'

/** Evaluates a case by the given documents. */
export function runCase(
  { rule = 'R-LIST-IND', on = '2023-11-15', facts }: RuleCase,
  documents: readonly PolicyDocument[],
): Evaluation {
  return evaluate(findRule(documents, rule, on), parseFacts(facts), { on })
}

/** Fails when a case does not come out as it says. */
export function checkCase(one: RuleCase, documents: readonly PolicyDocument[]): void {
  if (one.refused) {
    expect(() => runCase(one, documents)).toThrow(Refusal)
    expect(() => runCase(one, documents)).toThrow(one.refused)
    return
  }
  const answer = runCase(one, documents)
  const byId = (id: string) => {
    const condition = answer.conditions.find(condition => condition.id === id)
    if (!condition) throw new Error(`no condition ${id}`)
    return condition
  }
  const withVerdict = (verdict: string) =>
    answer.conditions.filter(condition => condition.verdict === verdict).map(condition => condition.id)
  if (one.verdict) expect(answer.verdict).toBe(one.verdict)
  if (one.version) expect(answer.version).toBe(one.version)
  if (one.via) expect(answer.via).toEqual(one.via)
  if (one.fails) {
    const branches = new Set(one.fails.map(id => id.split('.')[0]))
    expect(withVerdict('fail').filter(id => branches.has(id.split('.')[0]))).toEqual(one.fails)
  }
  if (one.open) expect(withVerdict('unknown')).toEqual(one.open)
  if (one.missing) expect(answer.missing).toEqual(one.missing)
  for (const [id, actual] of Object.entries(one.actual ?? {})) expect(byId(id).actual).toBe(actual)
  for (const [id, words] of Object.entries(one.shortfall ?? {})) expect(byId(id).shortfall).toBe(words)
  if (one.result) expect(answer.result).toMatchObject(one.result)
  const flags = answer.flags.join('\n')
  for (const words of one.flags ?? []) expect(flags).toContain(words)
  for (const words of one.notFlags ?? []) expect(flags).not.toContain(words)
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
}
