import { isDeepStrictEqual } from 'node:util'
import { Refusal } from '../../src/lib/errors.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { Condition, Evaluation } from '../../src/rules/evaluation.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import type { Answered, RuleCase } from './rule-case.ts'

type Documents = readonly PolicyDocument[]

/** Evaluates a case by the given documents. */
export function runCase({ rule, on, input }: RuleCase, documents: Documents): Evaluation {
  return evaluate(findRule(documents, rule, on), parseFacts(input), { on })
}

/** In what a case does not come out as it says; empty when it does. */
export function faultsOf(one: RuleCase, documents: Documents): string[] {
  if ('refused' in one) return faultsOfRefusal(one, documents)
  const answer = runCase(one, documents)
  return [...faultsOfWhole(one, answer), ...faultsOfConditions(one, answer), ...faultsOfWords(one, answer)]
}

function faultsOfRefusal(one: RuleCase & { refused: string }, documents: Documents): string[] {
  try {
    return [`is not refused but ${runCase(one, documents).verdict}`]
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.message.includes(one.refused) ? [] : [`is refused with “${error.message}”`]
  }
}

const differs = (what: string, wanted: unknown, found: unknown): string[] =>
  wanted === undefined || isDeepStrictEqual(wanted, found)
    ? []
    : [`${what} should be ${JSON.stringify(wanted)}, is ${JSON.stringify(found)}`]

function faultsOfWhole(one: Answered, answer: Evaluation): string[] {
  return [
    ...differs('verdict', one.verdict, answer.verdict),
    ...differs('version', one.version, answer.version),
    ...differs('via', one.via, answer.via),
    ...differs('missing', one.missing, answer.missing),
    ...Object.entries(one.result ?? {}).flatMap(([name, value]) =>
      name in answer.result ? differs(name, value, answer.result[name]) : [`there is no result ${name}`],
    ),
  ]
}

function faultsOfConditions(
  { unmet, open, actual, shortfall }: Answered,
  { conditions }: Evaluation,
): string[] {
  const branchOf = (id: string) => id.split('.')[0]
  const branches = new Set(unmet?.map(branchOf))
  const withVerdict = (verdict: string) =>
    conditions.filter(one => one.verdict === verdict).map(one => one.id)
  const failed = withVerdict('fail').filter(id => branches.size === 0 || branches.has(branchOf(id)))
  const each = (key: 'actual' | 'shortfall', wanted: Record<string, unknown> = {}) =>
    Object.entries(wanted).flatMap(([id, value]) => {
      const found: Condition | undefined = conditions.find(one => one.id === id)
      return found ? differs(`${key} of ${id}`, value, found[key]) : [`there is no condition ${id}`]
    })
  return [
    ...differs('unmet', unmet, failed),
    ...differs('open', open, withVerdict('unknown')),
    ...each('actual', actual),
    ...each('shortfall', shortfall),
  ]
}

function faultsOfWords(one: Answered, { calculation, flags }: Evaluation): string[] {
  const lacks = (what: string, pieces: string[] = [], found: string[]) =>
    pieces
      .filter(piece => !found.some(line => line.includes(piece)))
      .map(piece => `${what} should say “${piece}”: ${JSON.stringify(found)}`)
  return [
    ...lacks('calculation', one.calculation, calculation),
    ...lacks('flags', one.flags, flags),
    ...(one.not_flags ?? [])
      .filter(piece => flags.some(flag => flag.includes(piece)))
      .map(piece => `flags should not say “${piece}”`),
  ]
}
