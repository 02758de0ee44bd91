import type { Db } from '../../db/client.ts'
import { addDays, dayOf, instantOf } from '../lib/time.ts'
import { isCategory, wordsOf } from './categories.ts'
import { listCases, OPEN } from './find.ts'
import type { LoadedCase } from './load.ts'

/** Days within which a second report is held against the first. */
const NEAR_DAYS = 30
/** Share of character pairs two texts have in common from which they count as alike. Ours. */
const ALIKE = 0.25

/** The newest open case of the same enterprise and category that tells much the same; null when there is none. */
export async function findNear(
  db: Db,
  { uscc, category, detail }: { uscc: string; category: string; detail: string },
  now: Date,
): Promise<LoadedCase | null> {
  const since = instantOf(addDays(dayOf(now), -NEAR_DAYS))
  const cases = await listCases(db, { usccs: [uscc], category, states: OPEN, since }, 20)
  return cases.find(({ row }) => isAlike(category, row.detail, detail)) ?? null
}

/** By the words that make the category (停电 and 停电, not 停电 and 增容), or by the wording as a whole. */
function isAlike(category: string, a: string, b: string): boolean {
  const words = isCategory(category) ? wordsOf(category, a) : []
  return words.some(word => b.includes(word)) || overlap(pairsOf(a), pairsOf(b)) >= ALIKE
}

/** Dice coefficient: twice what is common over both sizes. */
function overlap(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0
  return (2 * [...a].filter(pair => b.has(pair)).length) / (a.size + b.size)
}

function pairsOf(text: string): Set<string> {
  const characters = [...text.replace(/[\s\p{P}]+/gu, '')]
  return new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`))
}
