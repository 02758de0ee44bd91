import type { Leaf, Node, Rule } from './document.ts'
import type { Verdict } from './evaluation.ts'

export const isLeaf = (node: Node): node is Leaf =>
  node.kind === 'test' || node.kind === 'manual' || node.kind === 'known'

const partsOf = (node: Exclude<Node, Leaf>): Node[] => (node.kind === 'not' ? [node.of] : node.of)

/** Trees never change, so what was found in one stays found. */
function remembered<V>(find: (node: Node) => V): (node: Node) => V {
  const found = new WeakMap<Node, V>()
  return node => {
    let value = found.get(node)
    if (value === undefined) {
      value = find(node)
      found.set(node, value)
    }
    return value
  }
}

/** The conditions of a tree in reading order. */
export const leavesOf: (node: Node) => readonly Leaf[] = remembered(node =>
  isLeaf(node) ? [node] : partsOf(node).flatMap(leavesOf),
)

/** The trees of a rule: what decides it, then what stands beside. */
export const treesOf = (rule: Rule): Node[] => [rule.when, ...(rule.beside ?? [])]

/** All conditions of a rule, those beside it too. */
export const leavesOfRule = (rule: Rule): Leaf[] => treesOf(rule).flatMap(leavesOf)

export type Branch = Extract<Node, { of: Node[] }> & { id: string }

/** Branches of a tree that have a name. */
export const branchesOf: (node: Node) => readonly Branch[] = remembered(node => {
  if (isLeaf(node)) return []
  if (node.kind === 'not') return branchesOf(node.of)
  const within = node.of.flatMap(branchesOf)
  return node.id === undefined ? within : [{ ...node, id: node.id }, ...within]
})

/**
 * The verdict of a tree from those of its conditions, by Kleene: what is decided whatever the undecided ones turn
 * out to be is decided. Where both a missing fact and a human judgement are open, the fact comes first: unknown.
 */
export function fold(node: Node, verdictOf: (leaf: Leaf) => Verdict): Verdict {
  if (isLeaf(node)) return verdictOf(node)
  if (node.kind === 'not') {
    const inner = fold(node.of, verdictOf)
    return inner === 'pass' ? 'fail' : inner === 'fail' ? 'pass' : inner
  }
  let [pass, fail, unknown] = [0, 0, 0]
  for (const child of node.of) {
    const verdict = fold(child, verdictOf)
    if (verdict === 'pass') pass++
    else if (verdict === 'fail') fail++
    else if (verdict === 'unknown') unknown++
  }
  const needed = node.kind === 'all' ? node.of.length : node.kind === 'any' ? 1 : node.count
  if (pass >= needed) return 'pass'
  if (node.of.length - fail < needed) return 'fail'
  return unknown > 0 ? 'unknown' : 'manual'
}

/** Conditions that are undecided and whose outcome could still change the tree's verdict. */
export function openLeaves(node: Node, verdictOf: (leaf: Leaf) => Verdict): Leaf[] {
  const verdict = fold(node, verdictOf)
  if (verdict === 'pass' || verdict === 'fail') return []
  return isLeaf(node) ? [node] : partsOf(node).flatMap(child => openLeaves(child, verdictOf))
}
