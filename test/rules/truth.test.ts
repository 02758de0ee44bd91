import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Leaf, Node } from '../../src/rules/document.ts'
import type { Verdict } from '../../src/rules/evaluation.ts'
import { branchesOf, fold, leavesOf, openLeaves } from '../../src/rules/truth.ts'

const leaf = (id: string): Leaf => ({ kind: 'manual', id, label: id, clause: id })
const [a, b, c] = ['a', 'b', 'c'].map(leaf) as [Leaf, Leaf, Leaf]
const given = (verdicts: Record<string, Verdict>) => (one: Leaf) => verdicts[one.id] ?? 'unknown'

test.each<[Verdict, Verdict, Verdict, Verdict]>([
  ['pass', 'pass', 'pass', 'pass'],
  ['pass', 'unknown', 'unknown', 'pass'],
  ['pass', 'manual', 'manual', 'pass'],
  ['pass', 'fail', 'fail', 'pass'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
  ['unknown', 'manual', 'unknown', 'unknown'],
  ['unknown', 'fail', 'fail', 'unknown'],
  ['manual', 'manual', 'manual', 'manual'],
  ['manual', 'fail', 'fail', 'manual'],
  ['fail', 'fail', 'fail', 'fail'],
])('%s with %s: all gives %s, any gives %s', (first, second, all, any) => {
  for (const verdicts of [
    { a: first, b: second },
    { a: second, b: first },
  ]) {
    expect(fold({ kind: 'all', of: [a, b] }, given(verdicts))).toBe(all)
    expect(fold({ kind: 'any', of: [a, b] }, given(verdicts))).toBe(any)
  }
})

test('at least two of three is decided as soon as the third cannot matter', () => {
  const two: Node = { kind: 'atLeast', count: 2, of: [a, b, c] }
  expect(fold(two, given({ a: 'pass', b: 'pass' }))).toBe('pass')
  expect(fold(two, given({ a: 'fail', b: 'fail' }))).toBe('fail')
  expect(fold(two, given({ a: 'pass', b: 'fail' }))).toBe('unknown')
})

test('not turns what is decided and leaves what is open', () => {
  for (const [inner, outer] of [
    ['pass', 'fail'],
    ['fail', 'pass'],
    ['unknown', 'unknown'],
    ['manual', 'manual'],
  ] as const)
    expect(fold({ kind: 'not', of: a }, given({ a: inner }))).toBe(outer)
})

/** Trees in which each leaf stands once, as in a rule. */
const tree = fc.nat().chain(seed => fc.constant(grow(seed)))
function grow(seed: number): Node {
  let next = 0
  let state = seed + 1
  const random = (n: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % n
  }
  const make = (depth: number): Node => {
    if (depth === 0 || random(4) === 0) return leaf(`l${next++}`)
    const of = Array.from({ length: 1 + random(3) }, () => make(depth - 1))
    const kinds: Node[] = [
      { kind: 'all', of },
      { kind: 'any', of },
      { kind: 'atLeast', count: 1 + random(of.length), of },
      { kind: 'not', of: of[0] ?? leaf('none') },
    ]
    return kinds[random(4)] ?? leaf('none')
  }
  return make(3)
}

test('a verdict is decided exactly when every completion agrees, and open leaves are those that matter', () => {
  const verdict = fc.constantFrom<Verdict>('pass', 'fail', 'unknown')
  fc.assert(
    fc.property(tree, fc.array(verdict, { minLength: 40, maxLength: 40 }), (node, verdicts) => {
      const leaves = leavesOf(node)
      const known = Object.fromEntries(leaves.map(({ id }, i) => [id, verdicts[i] ?? 'fail']))
      const open = leaves.filter(({ id }) => known[id] === 'unknown')
      fc.pre(open.length <= 8)
      const outcomes = new Set<Verdict>()
      for (let bits = 0; bits < 1 << open.length; bits++) {
        const filled = { ...known }
        open.forEach(({ id }, i) => {
          filled[id] = bits & (1 << i) ? 'pass' : 'fail'
        })
        outcomes.add(fold(node, given(filled)))
      }
      const [only] = outcomes
      expect(fold(node, given(known))).toBe(outcomes.size === 1 ? only : 'unknown')
      expect(openLeaves(node, given(known)).length > 0).toBe(outcomes.size > 1)
    }),
  )
})

test('branches are the groups with a name', () => {
  const node: Node = { kind: 'all', of: [a, { kind: 'any', id: 'C1', label: '条件一', of: [b, c] }] }
  expect(branchesOf(node).map(({ id }) => id)).toEqual(['C1'])
  expect(leavesOf(node)).toEqual([a, b, c])
})
