import type { Day } from '../lib/time.ts'
import type { PolicyDocument, Rule } from './document.ts'
import type { Facts } from './facts.ts'
import { parameterOn } from './parameters.ts'
import { boundsOf } from './range.ts'

/**
 * Facts with what the given ones say about unknown ones, and the sentences that say so. What was implied implies nothing
 * further.
 */
export function withImplied(
  { implied = [] }: Rule,
  document: PolicyDocument,
  facts: Facts,
  on: Day,
): { facts: Facts; because: string[] } {
  let all = facts
  const because: string[] = []
  for (const implication of implied) {
    const { given, means } = implication
    if (facts[given.fact] !== given.is) continue
    if ('is' in means) {
      if (all[means.fact] !== undefined) continue
      all = { ...all, [means.fact]: means.is }
    } else if ('none' in means) {
      if (all[means.fact] !== undefined) continue
      all = { ...all, [means.fact]: [] }
    } else {
      const least = parameterOn(document, means.atLeast, on).number
      const { min, max } = boundsOf(all[means.fact])
      if (min !== null || max?.lt(least)) continue
      all = { ...all, [means.fact]: { min: least, max } }
    }
    because.push(implication.because)
  }
  return { facts: all, because }
}
