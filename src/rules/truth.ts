import type { Leaf, Node } from './document.ts'
import type { Verdict } from './evaluation.ts'

/** The conditions of a tree in reading order. */
export function leavesOf(node: Node): Leaf[] {
  if (node.kind === 'test' || node.kind === 'manual') return [node]
  return (node.kind === 'not' ? [node.of] : node.of).flatMap(leavesOf)
}

export type Branch = Extract<Node, { of: Node[] }> & { id: string }

/** Branches of a tree that have a name. */
export function branchesOf(node: Node): Branch[] {
  if (node.kind === 'test' || node.kind === 'manual') return []
  if (node.kind === 'not') return branchesOf(node.of)
  const within = node.of.flatMap(branchesOf)
  return node.id === undefined ? within : [{ ...node, id: node.id }, ...within]
}

/**
 * The verdict of a tree from those of its conditions, by Kleene: what is decided whatever the undecided ones turn
 * out to be is decided. Where both a missing fact and a human judgement are open, the fact comes first: unknown.
 */
export function fold(node: Node, verdictOf: (leaf: Leaf) => Verdict): Verdict {
  if (node.kind === 'test' || node.kind === 'manual') return verdictOf(node)
  if (node.kind === 'not') {
    const inner = fold(node.of, verdictOf)
    return inner === 'pass' ? 'fail' : inner === 'fail' ? 'pass' : inner
  }
  const verdicts = node.of.map(child => fold(child, verdictOf))
  const count = (verdict: Verdict) => verdicts.filter(one => one === verdict).length
  const needed = node.kind === 'all' ? verdicts.length : node.kind === 'any' ? 1 : node.count
  if (count('pass') >= needed) return 'pass'
  if (verdicts.length - count('fail') < needed) return 'fail'
  return count('unknown') > 0 ? 'unknown' : 'manual'
}

/** Conditions that are undecided and whose outcome could still change the tree's verdict. */
export function openLeaves(node: Node, verdictOf: (leaf: Leaf) => Verdict): Leaf[] {
  const verdict = fold(node, verdictOf)
  if (verdict === 'pass' || verdict === 'fail') return []
  if (node.kind === 'test' || node.kind === 'manual') return [node]
  return (node.kind === 'not' ? [node.of] : node.of).flatMap(child => openLeaves(child, verdictOf))
}
