import type { Day } from '../../lib/time.ts'
import type { Leaf, Node, PolicyDocument, Rule } from '../document.ts'
import { claimOf } from './claim.ts'
import { type Fault, faultAt, nameOfDocument } from './fault.ts'
import { type Ladder, ladderOf } from './ladder-steps.ts'
import { turningDays } from './reach.ts'
import { goalOf, type Point, satisfy, sayPoint } from './satisfy.ts'

/** Of a rule that is a ladder: known facts fall on exactly one of its steps, with no gap and no overlap. */
export function checkLadders(document: PolicyDocument): Fault[] {
  return document.rules
    .filter(({ isLadder }) => isLadder)
    .flatMap(rule => {
      const place = { document: nameOfDocument(document), rule: rule.id }
      const ladder = ladderOf(rule.when)
      if (!ladder)
        return [faultAt(place, '不是由“任一”分支组成的分档', 'is no ladder: it has no `any` of steps')]
      for (const on of turningDays(document)) {
        const fault = badPoint(ladder, rule, document, on)
        if (!fault) continue
        const { at, zh, en, atom } = fault
        const words = at === 'unclear' ? '条件过于复杂，无法核对' : sayPoint(at)
        return [
          faultAt(
            { ...place, ...(atom && { atom }) },
            `${zh}：${words}（按${on}的参数）`,
            `${en}: ${words} (by the parameters of ${on})`,
          ),
        ]
      }
      return []
    })
}

interface Bad {
  at: Point | 'unclear'
  zh: string
  en: string
  atom?: string
}

function badPoint({ steps, ...ladder }: Ladder, rule: Rule, document: PolicyDocument, on: Day): Bad | null {
  const claim = (leaf: Leaf, holds: boolean) => claimOf(leaf, holds, { document, rule, on })
  const gates = ladder.gates.map(gate => goalOf(gate, true))
  const none = satisfy([...gates, ...steps.map(step => goalOf(step, false))], claim)
  if (none) return { at: none, zh: '有一种情形不在任何一档', en: 'this point is on no step' }
  for (const [i, step] of steps.entries()) {
    for (const other of steps.slice(i + 1)) {
      const two = satisfy([...gates, goalOf(step, true), goalOf(other, true)], claim)
      if (!two) continue
      const atom = `${idOf(step)}+${idOf(other)}`
      return { at: two, atom, zh: '有一种情形同时在两档', en: 'this point is on two steps at once' }
    }
  }
  return null
}

const idOf = (node: Node) => ('id' in node ? node.id : undefined) ?? '?'
