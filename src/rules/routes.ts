import Big from 'big.js'
import { exactWan } from '../lib/money.ts'
import type { Judged } from './condition.ts'
import { factsBehind } from './derived.ts'
import type { Leaf, Node } from './document.ts'
import type { Verdict } from './evaluation.ts'
import { FACTS, type FactName, FIXED_FACTS } from './fact-table.ts'
import { isLeaf } from './truth.ts'

/** One thing still wanting on a route. */
interface Need {
  /** The conditions it settles. */
  conditions: string[]
  /** What it is a matter of; null where no fact can be named. */
  fact: FactName | null
  /** 万元 or another unit still missing; null where it is not a matter of amounts. */
  amount: number | null
  unit: string | null
  /** Chinese: `产值还差1200万元`, `须先申报入规`. */
  words: string
  /**
   * `amount` can be made up, `act` can be done, `unknown` waits for a figure, `manual` for people, `fixed` nobody can
   * change any more.
   */
  kind: 'amount' | 'act' | 'unknown' | 'manual' | 'fixed'
}

/** A way to qualify: everything it still needs, and what that is in money. */
export interface Route {
  /** Named branches it goes by: `C1`. */
  via: string[]
  needs: Need[]
  /** 万元, of all amounts of money together; an amount needed twice counts once. */
  cost: number
  /** False where something nobody can change stands in the way. */
  isOpen: boolean
}

/** Ways beyond which nobody reads on. */
const MOST_ROUTES = 12
/** Combinations beyond which a rule is too wide to enumerate. */
const MOST_COMBINATIONS = 200

/** A condition that must hold, or on the other side of a `not` must not. */
interface Aim {
  leaf: Leaf
  holds: boolean
}
export interface Path {
  via: string[]
  aims: Aim[]
}

/**
 * Every way in which a rule could still come out as passed: cheapest first, ways nobody can go any more last. A rule
 * that passes has one way that needs nothing.
 */
export function routesOf(node: Node, judged: ReadonlyMap<string, Judged>): Route[] {
  const verdictOf = (id: string) => judged.get(id)?.condition.verdict ?? 'unknown'
  const routes = pathsOf(node, verdictOf).map(({ via, aims }) => {
    const needs = merge(aims.map(aim => needOf(aim, judged.get(aim.leaf.id))))
    // In whole yuan, which numbers add up exactly.
    const yuan = needs.reduce(
      (sum, { unit, amount }) => (unit === '万元' ? sum + Math.round((amount ?? 0) * 10_000) : sum),
      0,
    )
    const isOpen = needs.every(need => need.kind !== 'fixed')
    return { via, needs, cost: yuan / 10_000, isOpen }
  })
  return routes.sort(byEase).slice(0, MOST_ROUTES)
}

function byEase(a: Route, b: Route): number {
  const count = ({ needs }: Route, kind: Need['kind']) => needs.filter(need => need.kind === kind).length
  return (
    Number(b.isOpen) - Number(a.isOpen) ||
    count(a, 'unknown') - count(b, 'unknown') ||
    a.cost - b.cost ||
    a.needs.length - b.needs.length
  )
}

/** The sets of conditions, each of which would make the tree pass; what is so already is left out. */
export function pathsOf(node: Node, verdictOf: (id: string) => Verdict, holds = true): Path[] {
  if (isLeaf(node)) {
    const isSo = verdictOf(node.id) === (holds ? 'pass' : 'fail')
    return [{ via: [], aims: isSo ? [] : [{ leaf: node, holds }] }]
  }
  if (node.kind === 'not') return pathsOf(node.of, verdictOf, !holds)
  const children = node.of.map(child => pathsOf(child, verdictOf, holds))
  const count = node.kind === 'all' ? children.length : node.kind === 'any' ? 1 : node.count
  const needed = holds ? count : children.length - count + 1
  const paths = needed === 1 ? children.flat() : choose(children, needed).flatMap(combine)
  const { id } = node
  return id === undefined ? paths : paths.map(({ via, aims }) => ({ via: [id, ...via], aims }))
}

/** Every choice of `count` among the given. */
function choose<T>(from: readonly T[], count: number): T[][] {
  if (count === 0) return [[]]
  if (from.length < count) return []
  const [first, ...rest] = from as [T, ...T[]]
  if (from.length === count) return [[...from]]
  return [...choose(rest, count - 1).map(chosen => [first, ...chosen]), ...choose(rest, count)].slice(
    0,
    MOST_COMBINATIONS,
  )
}

/** One path of each, together. */
function combine(parts: readonly Path[][]): Path[] {
  let paths: Path[] = [{ via: [], aims: [] }]
  for (const part of parts) {
    const [only] = part
    if (only && part.length === 1) {
      for (const path of paths) {
        path.via.push(...only.via)
        path.aims.push(...only.aims)
      }
      continue
    }
    paths = paths
      .flatMap(path =>
        part.map(other => ({ via: [...path.via, ...other.via], aims: [...path.aims, ...other.aims] })),
      )
      .slice(0, MOST_COMBINATIONS)
  }
  return paths
}

function needOf({ leaf, holds }: Aim, judged: Judged | undefined): Need {
  const nothing = { conditions: [leaf.id], fact: null, amount: null, unit: null }
  const verdict = judged?.condition.verdict ?? 'unknown'
  if (verdict === 'manual') return { ...nothing, words: `${leaf.label}须人工核定`, kind: 'manual' }
  if (verdict === 'unknown') {
    const [fact = null] = judged?.missing ?? []
    const labels = judged?.missing.map(name => FACTS[name].label).join('、')
    return { ...nothing, fact, words: `须先补齐${labels || leaf.label}`, kind: 'unknown' }
  }
  if (!holds) return { ...nothing, words: `须不属于“${leaf.label}”的情形`, kind: 'act' }
  if (leaf.kind !== 'test' || !('fact' in leaf))
    return { ...nothing, words: `${leaf.label}未达到`, kind: 'act' }
  if (judged?.gap) {
    const { fact, unit, amount } = judged.gap
    return {
      conditions: [leaf.id],
      fact,
      amount: Number(amount.round(4, 3).toFixed()),
      unit,
      words: judged.condition.shortfall ?? leaf.label,
      kind: FIXED_FACTS.includes(fact) ? 'fixed' : 'amount',
    }
  }
  const [fact = null] = factsBehind(leaf.fact)
  // A growth that has failed without a gap has no base to grow from.
  const isFixed = leaf.unit === '%' || (fact !== null && FIXED_FACTS.includes(fact))
  const words = leaf.remedy ?? (isFixed ? `${leaf.label}不符合且无法改变` : `${leaf.label}不符合`)
  return { ...nothing, fact, words, kind: isFixed && !leaf.remedy ? 'fixed' : 'act' }
}

/** Several conditions on one amount are settled by the largest of what they need; the same words are said once. */
function merge(needs: Need[]): Need[] {
  const merged: Need[] = []
  for (const need of needs) {
    const i = merged.findIndex(other =>
      need.amount !== null && other.amount !== null
        ? other.fact === need.fact && other.kind === need.kind
        : other.words === need.words,
    )
    const other = merged[i]
    if (!other) merged.push(need)
    else {
      const larger = (need.amount ?? 0) > (other.amount ?? 0) ? need : other
      merged[i] = { ...larger, conditions: [...other.conditions, ...need.conditions] }
    }
  }
  return merged
}

/** A route in words: `产值还差1200万元、实缴税金还差30万元，共1230万元`. */
export function sayRoute({ needs, cost, isOpen }: Route): string {
  if (needs.length === 0) return '已符合'
  const sums = needs.filter(need => need.unit === '万元').length
  const words = needs.map(need => need.words).join('，')
  return `${words}${sums > 1 ? `，合计${exactWan(new Big(cost))}` : ''}${isOpen ? '' : '（此路不通：有不可改变的条件）'}`
}

/**
 * The fewest facts that could decide an open question for the better: those of the route that fails nothing and waits
 * for the least. Empty when no route is open that way.
 */
export function askOf(routes: readonly Route[], judged: ReadonlyMap<string, Judged>): FactName[] {
  const sets = routes
    .filter(({ needs }) => needs.every(need => need.kind === 'unknown' || need.kind === 'manual'))
    .map(({ needs }) => [
      ...new Set(needs.flatMap(need => need.conditions).flatMap(id => judged.get(id)?.missing ?? [])),
    ])
    .filter(set => set.length > 0)
  return sets.reduce<FactName[]>(
    (least, set) => (least.length === 0 || set.length < least.length ? set : least),
    [],
  )
}
