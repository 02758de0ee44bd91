import { type Block, bad, bold, good, muted, type Span, text, warn } from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import type { Sources } from '../../src/registry/facts.ts'
import { sayActual, sayLabel, saySources, sayThreshold } from '../../src/registry/say-condition.ts'
import { verdictsOf } from '../../src/rules/evaluate.ts'
import type { Condition, Evaluation, Verdict } from '../../src/rules/evaluation.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { branchesOf, leavesOf } from '../../src/rules/truth.ts'

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
  const from = saySources(version, condition, sources)
  return [
    MARKS[verdict],
    ` ${sayLabel(label, on)}：${sayActual(condition)}`,
    ...(wanted ? [`，要求${wanted}`] : []),
    ...(shortfall ? ['，', bad(shortfall)] : []),
    ...(from ? [muted(`（${from}）`)] : []),
  ]
}

/** Facts still wanted, by the year they are of. */
export function sayMissing(missing: readonly FactName[], on: Day): string {
  return missing.map(name => sayLabel(FACTS[name].label, on)).join('、')
}
