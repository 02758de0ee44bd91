import type { NameIndex } from './name-index.ts'

/** An enterprise that may be meant. `score` 1 is certain; two close scores mean that nobody can tell. */
export interface Candidate {
  uscc: string
  name: string
  shortName: string
  /** 0..1 */
  score: number
  matched: 'name' | 'alias' | 'pinyin' | 'initials' | 'code'
}

/** Best score so far of each firm (by its place in the index). */
export type Tally = Map<number, { score: number; matched: Candidate['matched'] }>

/** Notes that a firm was matched, keeping its best score. */
export function score(
  tally: Tally,
  owner: number | undefined,
  points: number,
  matched: Candidate['matched'],
): void {
  if (owner !== undefined && points > (tally.get(owner)?.score ?? 0))
    tally.set(owner, { score: points, matched })
}

/** The firms of a tally, best first. */
export function ranked(index: NameIndex, tally: Tally, limit: number): Candidate[] {
  return [...tally]
    .flatMap(([owner, { score: points, matched }]): Candidate[] => {
      const firm = index.firms[owner]
      if (!firm) return []
      const { uscc, name, shortName } = firm
      return [{ uscc, name, shortName, score: Math.round(points * 1000) / 1000, matched }]
    })
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.uscc < b.uscc ? -1 : 1))
    .slice(0, limit)
}
