import Big from 'big.js'
import { type Block, bad, bold, good, muted, type Span, text, warn } from '../../src/chat/card.ts'
import { exactWan, formatWan } from '../../src/lib/money.ts'
import { growthOfRatio, sayGrowth } from '../../src/lib/rates.ts'
import type { Day } from '../../src/lib/time.ts'
import type { FactSource } from '../../src/registry/facts.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { factsBehind } from '../../src/rules/derived.ts'
import { verdictsOf } from '../../src/rules/evaluate.ts'
import type { Condition, Evaluation, Operator, Verdict } from '../../src/rules/evaluation.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { branchesOf, leavesOf, leavesOfRule } from '../../src/rules/truth.ts'

/** Where facts come from, as the registry tells it. */
export type Sources = Partial<Record<FactName, FactSource>>

const VERDICT_WORDS: Record<Verdict, string> = {
  pass: '符合可量化条件',
  fail: '暂不符合',
  unknown: '资料不足',
  manual: '需人工核定',
}

export function verdictSpan(verdict: Verdict): Span {
  const words = VERDICT_WORDS[verdict]
  return verdict === 'pass' ? good(words) : verdict === 'fail' ? bad(words) : warn(words)
}

/** 上年度 said as the year it is on a day. */
export function sayFact(words: string, on: Day): string {
  const year = Number(on.slice(0, 4)) - 1
  return words.replaceAll('上上年度', `${year - 1}年`).replaceAll('上年度', `${year}年`)
}

/** One block a branch: its verdict, its conditions one a line, and the clause they come from. */
export function conditionBlocks(
  version: RuleVersion,
  evaluation: Evaluation,
  sources: Sources,
  on: Day,
): Block[] {
  const verdicts = verdictsOf(version.rule, evaluation.conditions)
  const branches = branchesOf(version.rule.when)
  const inBranch = new Map(branches.flatMap(branch => leavesOf(branch).map(leaf => [leaf.id, branch.id])))
  const block = (head: Span[], conditions: Condition[]): Block => {
    const clauses = [...new Set(conditions.map(condition => condition.clause))]
    const isClosed = conditions.some(({ unit, verdict }) => unit === '日期' && verdict === 'fail')
    return text(
      ...head,
      ...conditions.flatMap((condition, i) => [
        i === 0 && head.length === 0 ? '' : '\n',
        ...line(version, isClosed ? { ...condition, shortfall: null } : condition, sources, on),
      ]),
      ...(isClosed ? ['\n时间已定，无法再满足此条件。'] : []),
      muted(`\n依据：${clauses.join('；')}`),
    )
  }
  const gates = evaluation.conditions.filter(condition => !inBranch.has(condition.id))
  return [
    ...(gates.length > 0 ? [block([], gates)] : []),
    ...branches.map(branch =>
      block(
        [bold(branch.label ?? branch.id), '：', verdictSpan(verdicts.get(branch.id) ?? 'unknown')],
        evaluation.conditions.filter(condition => inBranch.get(condition.id) === branch.id),
      ),
    ),
  ]
}

const MARKS: Record<Verdict, Span> = {
  pass: good('✓'),
  fail: bad('✗'),
  unknown: warn('？'),
  manual: warn('…'),
}

function line(version: RuleVersion, condition: Condition, sources: Sources, on: Day): Span[] {
  const { label, verdict, shortfall } = condition
  const wanted = sayThreshold(condition)
  const from = sourceOf(version, condition, sources)
  return [
    MARKS[verdict],
    ` ${sayFact(label, on)}：${sayActual(condition)}`,
    ...(wanted ? [`，要求${wanted}`] : []),
    ...(shortfall ? ['，', bad(shortfall)] : []),
    ...(from ? [muted(`（${from}）`)] : []),
  ]
}

/** An actual value in words; growth by the rule that it never shows a threshold it does not reach. */
export function sayActual({ actual, unit, threshold, verdict }: Condition): string {
  if (verdict === 'unknown') return '没有数据'
  if (verdict === 'manual') return '由人工核定'
  if (actual === null) return '不可比'
  // A label says what has to be so (未入统), whichever way the fact is kept.
  if (typeof actual === 'boolean') return (threshold === null ? actual : actual === threshold) ? '是' : '否'
  if (typeof actual === 'string') return `${actual}${countUnit(unit)}`
  if (unit === '万元') return exactWan(new Big(actual))
  if (unit !== '%') return `${actual}${countUnit(unit)}`
  return sayGrowth(growthOfRatio(new Big(actual).div(100)), new Big(Number(threshold)))
}

/** Days, levels and words have no unit to be said. */
const countUnit = (unit: string | null): string =>
  unit === null || ['日期', '等级', '类别', '是否'].includes(unit) ? '' : unit

const BOUNDS: Record<Operator, string> = {
  '>=': '以上',
  '>': '以上（不含）',
  '<=': '以下',
  '<': '以下（不含）',
  '=': '',
  in: '之一',
  none: '',
}

const LATER: Partial<Record<Operator, string>> = { '>=': '及以后', '>': '之后', '<=': '及以前', '<': '之前' }
const LEVELS: Partial<Record<Operator, string>> = {
  '>=': '及以上',
  '>': '以上（不含）',
  '<=': '及以下',
  '<': '以下（不含）',
}

export function sayThreshold({ threshold, unit, operator }: Condition): string {
  if (operator === 'none') return '没有'
  if (threshold === null || typeof threshold === 'boolean' || operator === null) return ''
  if (unit === '万元') return `${formatWan(new Big(Number(threshold)))}${BOUNDS[operator]}`
  if (unit === '%') return sayPercent(Number(threshold), operator)
  if (unit === '日期') return `${threshold}${LATER[operator] ?? ''}`
  return `${threshold}${countUnit(unit)}${unit === '类别' ? BOUNDS[operator] : (LEVELS[operator] ?? '')}`
}

/** −20% 以下 is said as the fall it is: 下降20%以上. */
function sayPercent(threshold: number, operator: Operator): string {
  if (threshold >= 0) return `增长${threshold}%${BOUNDS[operator]}`
  const mirrored = { '<=': '>=', '<': '>', '>=': '<=', '>': '<', '=': '=', in: 'in', none: 'none' } as const
  return `下降${-threshold}%${BOUNDS[mirrored[operator]]}`
}

/** Which figures of which source and period a condition was read from. */
function sourceOf(version: RuleVersion, condition: Condition, sources: Sources): string {
  const leaf = leavesOfRule(version.rule).find(one => one.id === condition.id)
  if (!leaf || !('fact' in leaf)) return ''
  const known = factsBehind(leaf.fact).flatMap(name => sources[name] ?? [])
  return [
    ...new Set(known.map(({ source, period }) => (period ? `${sayPeriod(period)} ${source}` : source))),
  ].join('、')
}

/** Facts still wanted, by the year they are of. */
export function sayMissing(missing: readonly FactName[], on: Day): string {
  return missing.map(name => sayFact(FACTS[name].label, on)).join('、')
}
