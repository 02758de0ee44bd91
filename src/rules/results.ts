import { ratioOf } from '../lib/rates.ts'
import { addMonths, type Day } from '../lib/time.ts'
import type { Circumstances } from './condition.ts'
import type { DayName } from './derived.ts'
import type { Rule } from './document.ts'
import type { Evaluation, Verdict } from './evaluation.ts'
import { sayAmount } from './lines.ts'
import { parameterOn } from './parameters.ts'
import { boundsOf, isRange } from './range.ts'
import { isMissing, readGrowth } from './reading.ts'
import { leavesOf } from './truth.ts'

type Result = Rule['results'][string]
type Value = Evaluation['result'][string]

/**
 * What a rule computes, and in words what is known only up to a bound; that bound also stands in the result, as
 * `<name>_at_most`.
 */
export function resultsOf(
  rule: Rule,
  verdicts: ReadonlyMap<string, Verdict>,
  where: Circumstances,
): { result: Evaluation['result']; bounds: string[] } {
  const result: Evaluation['result'] = {}
  const bounds: string[] = []
  for (const [name, definition] of Object.entries(rule.results)) {
    result[name] = computed(definition, rule, verdicts, where)
    if (definition.kind !== 'line' || isBarred(definition, verdicts)) continue
    const worked = where.lines.get(definition.of)
    if (!worked?.line.bound || !isRange(worked.value)) continue
    const { max } = boundsOf(worked.value)
    if (!max) continue
    result[`${name}_at_most`] = Number(max.toFixed())
    bounds.push(`${worked.line.label}最高${sayAmount(max, worked.line.unit)}，${worked.line.bound}。`)
  }
  return { result, bounds }
}

/** Whether an amount is not to be told, because what it depends on has failed. */
export const isBarred = (definition: Result, verdicts: ReadonlyMap<string, Verdict>): boolean =>
  definition.kind === 'line' && definition.needs !== undefined && verdicts.get(definition.needs) === 'fail'

function computed(
  definition: Result,
  rule: Rule,
  verdicts: ReadonlyMap<string, Verdict>,
  where: Circumstances,
): Value {
  const of = (id: string) => verdicts.get(id) ?? 'unknown'
  switch (definition.kind) {
    case 'verdict':
      return asBoolean(of(definition.of))
    case 'growth': {
      const growth = readGrowth(definition.of, where.facts)
      if (growth === 'incomparable' || isMissing(growth) || 'low' in growth) return null
      return ratioOf(growth)
    }
    case 'line': {
      const value = where.lines.get(definition.of)?.value
      if (isBarred(definition, verdicts) || value === undefined || isRange(value)) return null
      return Number(value.toFixed())
    }
    case 'case':
      if (definition.only !== undefined && of(definition.only) !== 'pass') return null
      for (const one of definition.cases) {
        if (of(one.of) === 'pass') return one.value
        if (of(one.of) !== 'fail') return null
      }
      return null
    case 'list':
      return definition.cases.filter(one => of(one.of) === 'pass').map(one => one.value)
    case 'count': {
      const all = definition.of.map(of)
      return all.every(one => one === 'pass' || one === 'fail')
        ? all.filter(one => one === 'pass').length
        : null
    }
    case 'next':
      return leavesOf(rule.when).find(leaf => of(leaf.id) !== 'pass')?.label ?? null
    case 'parameter':
      return of(definition.of) === 'pass'
        ? parameterOn(where.document, definition.parameter, where.on).value
        : null
    case 'day':
      return monthsAfter(definition, where)
    case 'inTime': {
      const last = monthsAfter(definition, where)
      const day = where.facts[definition.day]
      if (last === null || (day === undefined && where.on <= last)) return null
      return day !== undefined && day <= last
    }
    case 'fact': {
      const value = where.facts[definition.of]
      if (value === undefined || isRange(value)) return null
      return typeof value === 'string' ? value : Number(value.toFixed())
    }
  }
}

function monthsAfter({ from, months }: { from: DayName; months: string }, where: Circumstances): Day | null {
  const day = where.facts[from]
  return day === undefined
    ? null
    : addMonths(day, Number(parameterOn(where.document, months, where.on).value))
}

const asBoolean = (verdict: Verdict) => (verdict === 'pass' ? true : verdict === 'fail' ? false : null)
