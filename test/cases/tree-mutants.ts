import type { Leaf, Node, Test } from '../../src/rules/document.ts'
import { isLeaf } from '../../src/rules/truth.ts'

/** Something that differs from the true thing in one place. */
export interface Variant<T> {
  name: string
  value: T
}

const OPERATORS = ['>=', '>', '<=', '<'] as const

/**
 * Every tree that differs from the given one in one place: another operator, a flag turned, a condition left out, all
 * for any, one more or fewer of at least so many, a `not` added or taken away.
 */
export function treeVariants(node: Node): Variant<Node>[] {
  if (isLeaf(node)) return leafVariants(node)
  if (node.kind === 'not')
    return [
      { name: `${nameOf(node.of)} without not`, value: node.of },
      ...treeVariants(node.of).map(({ name, value }) => ({ name, value: { ...node, of: value } })),
    ]
  const { of } = node
  const within = of.flatMap((child, i) =>
    treeVariants(child).map(({ name, value }) => ({ name, value: { ...node, of: of.with(i, value) } })),
  )
  // Of a single condition all, any and at least one are the same, and it cannot be left out.
  if (of.length < 2) return within
  const dropped = of.map((child, i) => ({
    name: `without ${nameOf(child)}`,
    value: { ...node, of: of.toSpliced(i, 1) },
  }))
  return [...within, ...dropped, ...regrouped(node)]
}

function regrouped(node: Exclude<Node, Leaf | { kind: 'not' }>): Variant<Node>[] {
  if (node.kind !== 'atLeast') {
    const kind = node.kind === 'all' ? 'any' : 'all'
    return [{ name: `${nameOf(node)} as ${kind}`, value: { ...node, kind } }]
  }
  return [node.count - 1, node.count + 1]
    .filter(count => count >= 1 && count <= node.of.length)
    .map(count => ({ name: `${nameOf(node)} at least ${count}`, value: { ...node, count } }))
}

function leafVariants(leaf: Leaf): Variant<Node>[] {
  // What is left to people stays so, turned or not.
  if (leaf.kind === 'manual') return []
  const turned: Variant<Node> = { name: `not ${leaf.id}`, value: { kind: 'not', of: leaf } }
  if (leaf.kind === 'known') return [turned]
  if (leaf.operator === '=')
    return [{ name: `${leaf.id} = ${!leaf.value}`, value: { ...leaf, value: !leaf.value } }]
  if (leaf.operator === 'in' || leaf.operator === 'none') return [turned]
  const operators = OPERATORS.filter(one => one !== leaf.operator).map(operator => ({
    name: `${leaf.id} ${operator}`,
    value: { ...leaf, operator } as Test,
  }))
  if (!('floor' in leaf) || leaf.floor === undefined) return operators
  const { floor, ...bare } = leaf
  return [...operators, { name: `${leaf.id} without the amount beside it, ${floor}`, value: bare }]
}

function nameOf(node: Node): string {
  if (node.kind === 'not') return `not ${nameOf(node.of)}`
  if (isLeaf(node)) return node.id
  return node.id ?? `${node.kind} of ${node.of.map(nameOf).join(', ')}`
}
