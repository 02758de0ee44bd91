import { DERIVED, factsBehind, isDerived } from '../derived.ts'
import type { Leaf } from '../document.ts'
import { FACTS, type FactName, FIXED_FACTS } from '../fact-table.ts'
import type { RuleVersion } from '../find-rule.ts'
import { type Path, pathsOf } from '../routes.ts'
import { leavesOf } from '../truth.ts'
import { AMOUNT_SCALE, type Columns } from './columns.ts'
import type { Explained, ExplainedCondition } from './explain.ts'

/** The easiest way by which a row that failed could still pass: the first of `routesOf`, in numbers. */
export interface Nearest {
  /** Conditions wanting. */
  conditions: string[]
  /** What is to be done: several conditions on one amount are one step. */
  steps: number
  /** 万元, of all amounts of money together. */
  cost: number
  /** The largest part of its target that any amount lacks (0.1 is a tenth); null where not only amounts are wanting. */
  share: number | null
}

/** What one failed row is short of. */
export interface Shortage {
  /** Null where no way is open, or the easiest one waits for a figure or for people. */
  nearest: Nearest | null
  /** Conditions each of which, had it alone come out well, would have let the row pass. */
  alone: string[]
}

/** Tells, for one failed row after another, what it is short of. The ways through the rule are found once. */
export function shortagesOf(
  { rule }: RuleVersion,
  columns: Columns,
): (row: number, explained: Explained) => Shortage {
  const places = new Map(leavesOf(rule.when).map((leaf, place) => [leaf.id, place]))
  const paths = pathsOf(rule.when, () => 'unknown').map(({ aims }) =>
    aims.map(({ leaf, holds }) => ({ leaf, holds, place: places.get(leaf.id) ?? 0 })),
  )
  return (row, { conditions }) => {
    const ways = paths.map(path => wayOf(path, conditions, columns, row))
    const best = ways.reduce<Way | null>((one, way) => (one && !isEasier(way, one) ? one : way), null)
    const alone = ways.flatMap(({ wanting: [only, ...others] }) =>
      only?.verdict === 'fail' && others.length === 0 ? [only.id] : [],
    )
    return {
      nearest: best?.isOpen && best.waits === 0 && !best.isManual ? nearestBy(best) : null,
      alone: [...new Set(alone)],
    }
  }
}

type Aim = Path['aims'][number] & { place: number }

/** One way through the rule for one row. */
interface Way {
  wanting: ExplainedCondition[]
  isOpen: boolean
  isManual: boolean
  /** Figures it waits for. */
  waits: number
  /** By fact, the amount wanting and its part of the target. */
  amounts: Map<FactName, { gap: number; share: number; isMoney: boolean }>
  /** By what is to be done. */
  acts: Set<string>
  cost: number
}

function wayOf(
  path: readonly Aim[],
  conditions: Explained['conditions'],
  columns: Columns,
  row: number,
): Way {
  const way: Way = {
    wanting: [],
    isOpen: true,
    isManual: false,
    waits: 0,
    amounts: new Map(),
    acts: new Set(),
    cost: 0,
  }
  for (const { leaf, holds, place } of path) {
    const condition = conditions[place]
    if (!condition || condition.verdict === (holds ? 'pass' : 'fail')) continue
    way.wanting.push(condition)
    if (condition.verdict === 'unknown') way.waits++
    else if (condition.verdict === 'manual') way.isManual = true
    else if (!holds) way.acts.add(leaf.label)
    else addNeed(way, leaf, condition, columns, row)
  }
  for (const { gap, isMoney } of way.amounts.values()) if (isMoney) way.cost += gap
  return way
}

function addNeed(way: Way, leaf: Leaf, { gap }: ExplainedCondition, columns: Columns, row: number): void {
  const [fact = null] = leaf.kind === 'test' && 'fact' in leaf ? factsBehind(leaf.fact) : []
  const isPast = fact !== null && FIXED_FACTS.includes(fact)
  if (gap !== null && fact !== null && leaf.kind === 'test') {
    if (isPast) way.isOpen = false
    const share = gap / targetOf(leaf, fact, gap, columns, row)
    const known = way.amounts.get(fact)
    if (!known || known.gap < gap) way.amounts.set(fact, { gap, share, isMoney: isMoney(leaf) })
    return
  }
  const remedy = leaf.kind === 'test' ? leaf.remedy : undefined
  const isFixed = isPast || (leaf.kind === 'test' && leaf.unit === '%')
  if (isFixed && remedy === undefined) way.isOpen = false
  else way.acts.add(remedy ?? leaf.label)
}

/** The amount that would do; zero where a part of it says nothing. */
function targetOf(leaf: Leaf, fact: FactName, gap: number, { columns }: Columns, row: number): number {
  const now = (columns.get(fact)?.low[row] ?? Number.NaN) / AMOUNT_SCALE
  const isUpper = leaf.kind === 'test' && leaf.operator.startsWith('<')
  return Math.max(0, isUpper ? now - gap : now + gap)
}

/** Growth is made up in what grows. */
function isMoney(leaf: Leaf): boolean {
  if (leaf.kind !== 'test' || leaf.unit !== '%') return leaf.kind === 'test' && leaf.unit === '万元'
  return 'fact' in leaf && isDerived(leaf.fact) && FACTS[DERIVED[leaf.fact].current].unit === '万元'
}

const stepsOf = ({ waits, isManual, amounts, acts }: Way) =>
  waits + Number(isManual) + amounts.size + acts.size

/** As routes are ordered: open ones, then those waiting for the fewest figures, then the cheapest, then the shortest. */
function isEasier(a: Way, b: Way): boolean {
  if (a.isOpen !== b.isOpen) return a.isOpen
  if (a.waits !== b.waits) return a.waits < b.waits
  return a.cost === b.cost ? stepsOf(a) < stepsOf(b) : a.cost < b.cost
}

function nearestBy(way: Way): Nearest {
  const shares = [...way.amounts.values()].map(({ share }) => share)
  return {
    conditions: way.wanting.map(({ id }) => id),
    steps: stepsOf(way),
    cost: way.cost,
    share: way.acts.size > 0 || shares.length === 0 ? null : Math.max(...shares),
  }
}
