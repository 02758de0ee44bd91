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

/**
 * Scores stand for probabilities on a scale of logarithms, so that a difference says how many times likelier one is
 * than the other: `MARGIN` is 3 nats, twenty times.
 */
const MARGIN = 0.08
export const NAT = MARGIN / 3
/** Below this it is as likely that the firm meant is not in the registry at all. */
export const FLOOR = 0.6
/** Below this a firm is not worth being asked about. */
export const WORTH_ASKING = 0.4
/** How much likelier it is that somebody names a firm of the registry than one that is not in it, in nats. */
const KNOWN = 3

/**
 * What a query can score at most. One that any of so many firms might fit by chance says little, however well it fits.
 */
export function ceilingOf(weight: number, firms: number): number {
  return Math.min(1, FLOOR + NAT * (weight + KNOWN - Math.log(Math.max(1, firms))))
}

/**
 * Whether the first of several candidates is meant, so that nobody has to be asked: it is likelier in the registry than
 * not, and twenty times likelier than the next. Of what this lets pass, measured (`npm run eval:names`), 99.5% is right.
 */
export function isSure([first, second]: readonly Pick<Candidate, 'score'>[]): boolean {
  return first !== undefined && first.score >= FLOOR && first.score - (second?.score ?? 0) > MARGIN - 1e-9
}

/** Of firms scoring less than this one in a thousand was meant; they are not told. */
const LEAST = 0.3

/** Best score so far of each firm (by its place in the index). */
export type Tally = Map<number, { score: number; matched: Candidate['matched'] }>

/** Notes that a firm was matched, keeping its best score. */
export function score(
  tally: Tally,
  owner: number | undefined,
  points: number,
  matched: Candidate['matched'],
): void {
  if (owner !== undefined && points >= LEAST && points > (tally.get(owner)?.score ?? 0))
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
