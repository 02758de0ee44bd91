import type { Day } from '../../lib/time.ts'
import type { Leaf, Node, PolicyDocument, Rule } from '../document.ts'
import { branchesOf, isLeaf, leavesOf, treesOf } from '../truth.ts'
import { claimOf } from './claim.ts'
import { type Fault, faultAt, nameOfDocument } from './fault.ts'
import { ladderOf } from './ladder-steps.ts'
import { namedBy } from './references.ts'
import { differsBy, type Goal, goalOf, neededOf, satisfy } from './satisfy.ts'

/** Days on which a document's parameters become what they are: it is checked on each of them. */
export function turningDays({ parameters, effectiveFrom, effectiveTo }: PolicyDocument): Day[] {
  const later = parameters
    .flatMap(({ values }) => values.map(({ from }) => from))
    .filter(from => from > effectiveFrom && (effectiveTo === null || from <= effectiveTo))
  return [effectiveFrom, ...[...new Set(later)].sort()]
}

/** Branches that can never pass and conditions that never matter, on the first day on which it is so. */
export function checkReach(document: PolicyDocument): Fault[] {
  const days = turningDays(document)
  return document.rules.flatMap(rule => {
    const told = new Set<string>()
    return days.flatMap(on =>
      deadParts(rule, document, on).flatMap(({ atom, zh, en }) => {
        if (told.has(atom)) return []
        told.add(atom)
        const place = { document: nameOfDocument(document), rule: rule.id, atom }
        return [faultAt(place, `${zh}（按${on}的参数）`, `${en} (by the parameters of ${on})`)]
      }),
    )
  })
}

interface Dead {
  atom: string
  zh: string
  en: string
}

function deadParts(rule: Rule, document: PolicyDocument, on: Day): Dead[] {
  const can = (...goals: Goal[]) =>
    satisfy(goals, (leaf, holds) => claimOf(leaf, holds, { document, rule, on })) !== null
  const unreachable = treesOf(rule).flatMap(tree => unreachableIn(tree, true, [], can))
  const dead = new Set(unreachable.flatMap(leavesOf))
  return [
    ...unreachable.map(node => ({
      atom: nameOfNode(node),
      zh: '互相矛盾，永远不会成立',
      en: 'contradicts itself or what must hold with it: can never pass',
    })),
    ...rootsOf(rule).flatMap(({ leaf, trees }) =>
      dead.has(leaf) || trees.some(tree => matters(tree, leaf, can))
        ? []
        : [
            {
              atom: leaf.id,
              zh: '不论是否满足都不影响结论，可以去掉',
              en: 'can never change the outcome',
            },
          ],
    ),
  ]
}

type Can = (...goals: Goal[]) => boolean

/** The outermost parts of a tree which can never be what they are wanted to be, given what must hold beside them. */
function unreachableIn(node: Node, holds: boolean, beside: Goal[], can: Can): Node[] {
  if (!can(...beside, goalOf(node, holds))) return [node]
  if (isLeaf(node)) return []
  if (node.kind === 'not') return unreachableIn(node.of, !holds, beside, can)
  const isAll = neededOf(node, holds) === node.of.length
  return node.of.flatMap(child => {
    const others = isAll ? node.of.filter(one => one !== child).map(one => goalOf(one, holds)) : []
    return unreachableIn(child, holds, [...beside, ...others], can)
  })
}

const nameOfNode = (node: Node): string =>
  'id' in node && node.id !== undefined
    ? node.id
    : leavesOf(node)
        .map(({ id }) => id)
        .join('+')

/** Somewhere it makes the difference, and there it may both hold and not. */
function matters(tree: Node, leaf: Leaf, can: Can): boolean {
  const differs = differsBy(tree, leaf)
  return can(differs, { leaf, holds: true }) && can(differs, { leaf, holds: false })
}

/**
 * The conditions of a rule, each with the trees whose outcome anybody sees: the rule itself, what stands beside it,
 * branches that results are worked out from, the steps of a ladder. A condition that is named by a result or is a step
 * is seen by itself.
 */
function rootsOf(rule: Rule): { leaf: Leaf; trees: Node[] }[] {
  const named = new Set(Object.values(rule.results).flatMap(namedBy))
  const steps = rule.isLadder ? (ladderOf(rule.when)?.steps ?? []) : []
  const branches = treesOf(rule)
    .flatMap(branchesOf)
    .filter(({ id }) => named.has(id))
  const trees: Node[] = [...treesOf(rule), ...branches, ...steps]
  return treesOf(rule)
    .flatMap(leavesOf)
    .filter(leaf => !named.has(leaf.id) && !steps.includes(leaf))
    .map(leaf => ({ leaf, trees: trees.filter(tree => leavesOf(tree).includes(leaf)) }))
}
