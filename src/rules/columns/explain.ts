import type { Day } from '../../lib/time.ts'
import type { Leaf } from '../document.ts'
import type { Operator, Verdict } from '../evaluation.ts'
import type { RuleVersion } from '../find-rule.ts'
import { parameterOn } from '../parameters.ts'
import { leavesOf } from '../truth.ts'
import { AMOUNT_SCALE, RATIO_SCALE } from './columns.ts'
import { type ColumnTest, FAIL, STATUSES } from './tests.ts'

/** One condition of one row. Amounts in their unit, growth in percent; days and words are not repeated here. */
export interface ExplainedCondition {
  id: string
  label: string
  clause: string
  operator: Operator | null
  threshold: string | null
  unit: string | null
  verdict: Verdict
  actual: number | null
  /** What is missing to pass, in the unit of the amount (of a growth: its current amount); null where none can be told. */
  gap: number | null
}

/** A row in full: the same verdicts as `evaluate` gives, with numbers in place of sentences. */
export interface Explained {
  verdict: Verdict
  conditions: ExplainedCondition[]
}

type Fixed = Pick<ExplainedCondition, 'id' | 'label' | 'clause' | 'operator' | 'threshold' | 'unit'>

interface Prepared {
  fixed: Fixed
  test: ColumnTest
  status: Uint8Array
  /** What a column's whole numbers are divided by; 0 where they are no amounts. */
  scale: number
  /** What the amount of a growth must reach by itself; 0 without. */
  floor: number
}

export function explainerOf(
  version: RuleVersion,
  on: Day,
  tests: ReadonlyMap<string, ColumnTest>,
  verdicts: Uint8Array,
  statuses: ReadonlyMap<string, Uint8Array>,
): (row: number) => Explained {
  const conditions: Prepared[] = leavesOf(version.rule.when).flatMap(leaf => {
    const [test, status] = [tests.get(leaf.id), statuses.get(leaf.id)]
    return test && status ? [prepare(leaf, test, status, version, on)] : []
  })
  return row => ({
    verdict: STATUSES[verdicts[row] as number] as Verdict,
    conditions: conditions.map(condition => explainCondition(condition, row)),
  })
}

function prepare(
  leaf: Leaf,
  test: ColumnTest,
  status: Uint8Array,
  { document }: RuleVersion,
  on: Day,
): Prepared {
  const { id, label, clause } = leaf
  const isTest = leaf.kind === 'test'
  const parameter = isTest && 'parameter' in leaf ? parameterOn(document, leaf.parameter, on) : null
  const floor = isTest && 'floor' in leaf && leaf.floor ? parameterOn(document, leaf.floor, on).number : null
  return {
    fixed: {
      id,
      label,
      clause,
      operator: isTest ? leaf.operator : null,
      threshold: parameter?.value ?? null,
      unit: isTest ? leaf.unit : null,
    },
    test,
    status,
    scale: scaleOf(leaf),
    floor: floor ? Number(floor.times(AMOUNT_SCALE).toFixed()) : 0,
  }
}

function scaleOf(leaf: Leaf): number {
  if (leaf.kind !== 'test') return 0
  if (leaf.unit === '%') return RATIO_SCALE / 100
  return ['日期', '等级', '类别', '是否'].includes(leaf.unit) ? 0 : AMOUNT_SCALE
}

function explainCondition({ fixed, test, status, scale, floor }: Prepared, row: number): ExplainedCondition {
  const { id, label, clause, operator, threshold, unit } = fixed
  const code = status[row] as number
  let actual: number | null = null
  let gap: number | null = null
  if (test.kind === 'growth') {
    const { amounts, current, base, per, factor } = test
    const [now, before, amount] = [current[row] as number, base[row] as number, amounts[row] as number]
    if (before > 0 && !Number.isNaN(now)) {
      actual = ((now - before) / before) * 100
      if (code === FAIL && !Number.isNaN(amount)) {
        const wanted = (now === amount ? before : (amount * before) / now) * (factor / per)
        gap = Math.abs((floor > wanted && per > 0 ? floor : wanted) - amount) / AMOUNT_SCALE
      }
    }
  } else if (test.kind === 'amount') {
    const value = test.sign * (test.low[row] as number)
    if (test.low[row] === test.high[row]) {
      actual = scale === 0 ? value : value / scale
      if (code === FAIL && scale !== 0) gap = Math.abs(test.limit - test.sign * value) / scale
    }
  }
  return { id, label, clause, operator, threshold, unit, verdict: STATUSES[code] as Verdict, actual, gap }
}
