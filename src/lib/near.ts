import { looseSyllable, syllableOf } from './pinyin.ts'

/** What a wrong character costs: nothing shared 1, sounds alike to many 0.3, same sound 0.1. */
function swapCost(a: string, b: string): number {
  if (a === b) return 0
  const first = syllableOf(a)
  const second = syllableOf(b)
  if (first === second) return 0.1
  return looseSyllable(first) === looseSyllable(second) ? 0.3 : 1
}

/**
 * How far two short names are from each other, in characters: edit distance in which characters of the same sound
 * (建涛, 建滔) cost little and two neighbours in the wrong order cost half.
 */
export function nameDistance(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  let older: number[] = []
  let before = right.map((_, j) => j).concat(right.length)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const [x = '', y = ''] = [left[i - 1], right[j - 1]]
      let best = Math.min((before[j - 1] ?? 0) + swapCost(x, y), (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && x === right[j - 2] && left[i - 2] === y && x !== y)
        best = Math.min(best, (older[j - 2] ?? 0) + 0.5)
      row.push(best)
    }
    older = before
    before = row
  }
  return before[right.length] ?? 0
}
