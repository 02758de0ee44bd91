import type { Node } from '../document.ts'
import { isLeaf } from '../truth.ts'

/** Alternatives of which known facts fall under exactly one. */
export interface Ladder {
  steps: Node[]
  /** What must hold before anything is on the ladder. */
  gates: Node[]
}

/** The `any` of a rule, by itself or within an `all`; null when it has none. */
export function ladderOf(when: Node): Ladder | null {
  if (isLeaf(when) || when.kind === 'not') return null
  if (when.kind === 'any') return { steps: when.of, gates: [] }
  const found = when.kind === 'all' ? when.of.find(child => child.kind === 'any') : undefined
  if (found?.kind !== 'any') return null
  return { steps: found.of, gates: when.of.filter(child => child !== found) }
}
