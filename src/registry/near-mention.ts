import { isGenericName } from '../lib/names.ts'
import { align } from './align.ts'
import { type Mention, mentionOf, type Spot } from './mention.ts'
import type { NameIndex } from './name-index.ts'
import { FORM, OWN, PLACE } from './parts.ts'
import { charTokens } from './read-query.ts'
import { looseSound, usualSound } from './sounds.ts'
import { ceilingOf, NAT, ranked, score, type Tally } from './tally.ts'

/** Near misses are only looked for in the first part of a text: nobody names an enterprise later than that. */
const NEAR_WITHIN = 240
/** Firms whose names are laid on the sentence. */
const LOOKED_AT = 16
/** What a slip costs at most, and two of them (\`align\`). Five characters are still a name with one of them wrong. */
export const ONE_SLIP = 5
const TWO_SLIPS = 8
const LONG = 5
/** From here on a stretch of a sentence is taken for a name, to be asked about; less fits by chance. */
const NAMED = 0.5
/** A name of two characters looks like a word of everyday language; it must stand where a name stands. */
const SHORT = 2
const BEFORE_NAME = /^$|[|查看找问说去到在是和与跟叫下从把给让请对向帮]$/
const AFTER_NAME = /^$|^[|的在是有去今前本上这那报产税营收出够能还进要需反欠停\d]/

/** Everyday words that are somebody's name too. */
const EVERYDAY =
  /^(?:今天|明天|昨天|后天|大家|我们|你们|他们|可以|现在|已经|还有|没有|怎么|什么|这个|那个|同意|通过|希望|感谢|收到|第1)$/

/** A near miss in a sentence, and what it costs in nats (`align`). */
export interface Near {
  mention: Mention
  cost: number
}

interface Place {
  from: number
  to: number
  firm: number
  points: number
  cost: number
  isBySound: boolean
}

/** The one place that comes nearest to a known name without being it (建涛化工, 瑞达电原). */
export function nearMention(index: NameIndex, text: string, spots: readonly Spot[]): Near | null {
  const near = spots.filter(({ at }) => at < NEAR_WITHIN)
  const sounds = near.map(({ char }) => (char === '|' ? 0 : looseSound(usualSound(char.charCodeAt(0)))))
  const places = firmsWithPairs(index, sounds).flatMap(firm => placesOf(index, firm, near, sounds))
  const best = places.sort(
    (a, b) => b.points - a.points || b.to - b.from - (a.to - a.from) || a.firm - b.firm,
  )[0]
  if (!best || best.points < NAMED) return null
  const tally: Tally = new Map()
  for (const { from, to, firm, points, isBySound } of places) {
    if (from < best.to && to > best.from) score(tally, firm, points, isBySound ? 'pinyin' : 'name')
  }
  const [from, to] = [near[best.from], near[best.to - 1]]
  return from && to
    ? { mention: mentionOf(text, from, to, ranked(index, tally, 5), false), cost: best.cost }
    : null
}

/** The firms in whose names most of what follows each other in the sentence follows each other too. */
function firmsWithPairs(index: NameIndex, sounds: readonly number[]): number[] {
  const shared = new Map<number, number>()
  for (let i = 1; i < sounds.length; i++) {
    const [first = 0, second = 0] = [sounds[i - 1], sounds[i]]
    if (first === 0 || second === 0) continue
    const firms = index.firmsOfPair(first, second)
    const told = Math.log((index.firms.length + 1) / (firms.length + 1))
    for (const firm of firms) shared.set(firm, (shared.get(firm) ?? 0) + told)
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, LOOKED_AT)
    .map(([firm]) => firm)
}

/** Where the names of a firm lie best on the sentence. */
function placesOf(
  index: NameIndex,
  firm: number,
  spots: readonly Spot[],
  sounds: readonly number[],
): Place[] {
  const places: Place[] = []
  for (let name = index.firstName[firm] ?? 0; name < (index.firstName[firm + 1] ?? 0); name++) {
    const window = windowOf(index, name, sounds)
    if (!window) continue
    const { from, to } = window
    const typed = spots.slice(from, to).map(({ char }) => char)
    if (typed.includes('|') || (to - from <= SHORT && !standsAsName(spots, from, to))) continue
    if (isGenericName(typed.join(''))) continue
    const { cost, told, isBySound, isFromStart } = align(index, charTokens(index, typed.join('')), name)
    if (!isFromStart || cost >= (to - from < LONG ? ONE_SLIP : TWO_SLIPS)) continue
    // The more places a sentence has, the likelier one of them looks like a name by chance.
    const points = ceilingOf(told - Math.log(spots.length), index.firms.length) - NAT * cost
    places.push({ from, to, firm, points, cost, isBySound })
  }
  return places
}

/** The stretch of a sentence in which most sounds of a name stand as far apart as in the name, give or take one. */
function windowOf(
  index: NameIndex,
  n: number,
  sounds: readonly number[],
): { from: number; to: number } | null {
  const name = index.names[n] ?? ''
  const parts = index.partsFrom[n] ?? 0
  const lined = new Map<number, number[]>()
  let [hasOwn, skipped] = [false, 0]
  for (let j = 0; j < name.length; j++) {
    const part = index.parts[parts + j]
    if (part === OWN) hasOwn = true
    // A place in the middle, 金龙（衡阳）铜业, goes unsaid.
    if (part === PLACE && hasOwn) skipped++
    if (part === FORM || (part === PLACE && hasOwn)) continue
    const sound = looseSound(usualSound(name.charCodeAt(j)))
    for (let i = 0; i < sounds.length; i++) {
      if (sounds[i] !== sound) continue
      const offset = i - j + skipped
      const known = lined.get(offset)
      if (known) known.push(i)
      else lined.set(offset, [i])
    }
  }
  let best: number[] = []
  for (const [offset, places] of lined) {
    const around = [...places, ...(lined.get(offset + 1) ?? [])]
    if (around.length > best.length) best = around
  }
  return best.length < 2 ? null : { from: Math.min(...best), to: Math.max(...best) + 1 }
}

function standsAsName(spots: readonly Spot[], from: number, to: number): boolean {
  const word = spots
    .slice(from, to)
    .map(({ char }) => char)
    .join('')
  if (EVERYDAY.test(word)) return false
  return BEFORE_NAME.test(spots[from - 1]?.char ?? '') && AFTER_NAME.test(spots[to]?.char ?? '')
}
