import type { Leaf, Node } from '../document.ts'
import { isLeaf } from '../truth.ts'
import type { Claim } from './claim.ts'
import { both, type Domain } from './span.ts'

/** Something wanted of facts: a condition to hold or not, or so many of several such. */
export type Goal = { leaf: Leaf; holds: boolean } | { count: number; of: Goal[] }

const ALWAYS: Goal = { count: 0, of: [] }
const NEVER: Goal = { count: 1, of: [] }
const allOf = (of: Goal[]): Goal => ({ count: of.length, of })
const oneOf = (of: Goal[]): Goal => ({ count: 1, of })

/** A tree to hold or not; one condition of it may be taken as settled. */
export function goalOf(node: Node, holds: boolean, settled?: { leaf: Leaf; as: boolean }): Goal {
  if (isLeaf(node)) {
    if (node === settled?.leaf) return settled.as === holds ? ALWAYS : NEVER
    return { leaf: node, holds }
  }
  if (node.kind === 'not') return goalOf(node.of, !holds, settled)
  const of = node.of.map(child => goalOf(child, holds, settled))
  return { count: neededOf(node, holds), of }
}

/** How many parts of a group settle that it holds, or that it does not. */
export function neededOf(node: Exclude<Node, Leaf | { kind: 'not' }>, holds: boolean): number {
  const count = node.kind === 'all' ? node.of.length : node.kind === 'any' ? 1 : node.count
  return holds ? count : node.of.length - count + 1
}

/** Wants that the tree comes out differently by whether one of its conditions holds. */
export function differsBy(tree: Node, leaf: Leaf): Goal {
  const goal = (holds: boolean, as: boolean) => goalOf(tree, holds, { leaf, as })
  return oneOf([allOf([goal(true, true), goal(false, false)]), allOf([goal(false, true), goal(true, false)])])
}

/** What facts must be to reach goals: by what they are about. */
export type Point = ReadonlyMap<string, { claim: Claim; domain: Domain }>

/** Steps beyond which a tree is too tangled to tell. */
const MOST_STEPS = 20_000

/** A point at which all goals are reached; null when there is none, `unclear` when that would take too long to tell. */
export function satisfy(
  goals: readonly Goal[],
  claimOf: (leaf: Leaf, holds: boolean) => Claim,
): Point | null | 'unclear' {
  let steps = 0
  /** Goals with one way to reach them come before those with several. */
  const search = (
    sure: Goal[],
    open: { count: number; of: Goal[] }[],
    point: Point,
  ): Point | null | 'unclear' => {
    if (++steps > MOST_STEPS) return 'unclear'
    const [goal, ...others] = sure
    if (goal) {
      if ('leaf' in goal) {
        const narrowed = narrow(point, claimOf(goal.leaf, goal.holds))
        return narrowed && search(others, open, narrowed)
      }
      if (goal.of.length < goal.count) return null
      if (goal.count <= 0) return search(others, open, point)
      if (goal.count === goal.of.length) return search([...goal.of, ...others], open, point)
      return search(others, [...open, goal], point)
    }
    const [choice, ...rest] = open
    if (!choice) return point
    const [first = ALWAYS, ...of] = choice.of
    const taken = search([first, { count: choice.count - 1, of }], rest, point)
    return taken === null ? search([{ count: choice.count, of }], rest, point) : taken
  }
  return search([...goals], [], new Map())
}

function narrow(point: Point, claim: Claim): Point | null {
  const domain = both(point.get(claim.about)?.domain ?? claim.from, claim.allows)
  return domain && new Map(point).set(claim.about, { claim, domain })
}

/** A point in words: `规模以上为否、上年度营收为2000万元`. */
export const sayPoint = (point: Point): string =>
  [...point.values()].map(({ claim, domain }) => `${claim.label}为${claim.say(domain)}`).join('、') ||
  '任何情形'
