import { countiesIn, foldName, isGenericName, numeralsAsDigits, tradeAtStart } from '../lib/names.ts'
import { align } from './align.ts'
import type { NameIndex } from './name-index.ts'
import { readQuery } from './read-query.ts'
import { addCodes } from './search-codes.ts'
import { addInitials } from './search-initials.ts'
import { type Candidate, ceilingOf, FLOOR, NAT, ranked, score, type Tally } from './tally.ts'
import { EXTRA_PLACE, type Token } from './token.ts'

/** Longer queries are no names. */
const LONGEST_QUERY = 60
/** Firms whose names are laid beside the query character by character. */
const LOOKED_AT = 60
/**
 * Firms with less of the query in them than this are not looked at. Of several sounds the rarest may be the one that
 * was mistyped: it weighs most and is shared with the wrong firms or none, so half of it is left out of account.
 */
const LEAST_SHARED = 0.4

/** A trade or a place, or a brand or trade that is another's, names nobody for sure (衡阳变压器), though only one firm may fit. */
const GENERIC = FLOOR - 0.01

/** Saying another county than the firm's is more than saying one that nobody knows of. */
const OTHER_COUNTY = 2.5

/**
 * Firms a whole query may mean, best first. Names said letter by letter count by how plainly they name the firm; for
 * everything else the firms sharing most of the query's sounds are found, the rarer the sound the more it tells, and
 * the query is laid on their names.
 */
export function searchNames(index: NameIndex, query: string, limit: number): Candidate[] {
  const tally: Tally = new Map()
  const folded = withoutTail(foldName(query).slice(0, LONGEST_QUERY))
  if (folded === '') return []
  addCodes(index, tally, query)
  const text = numeralsAsDigits(folded)
  for (const { firm, kind, certainty } of index.exact.get(text) ?? []) score(tally, firm, certainty, kind)
  if (isSettled(tally)) return ranked(index, tally, limit)
  if (/^[a-z0-9]+$/.test(text)) addInitials(index, tally, text)
  const asked = { counties: countiesIn(folded), most: isGenericName(folded) ? GENERIC : 1 }
  for (const reading of readQuery(index, text)) addSimilar(index, tally, reading, asked)
  const turned = tradeLast(text)
  if (turned)
    for (const reading of readQuery(index, turned))
      addSimilar(index, tally, reading, { ...asked, most: GENERIC })
  return ranked(index, tally, limit)
}

/** What people say behind a name: 金杯电工那个厂, 金杯电工公司那边, 金杯电工老总. */
const TAIL =
  /(?:的?(?:(?:公司|厂)?[这那](?:[个家边]|一家)(?:企业|公司|工?厂|单位)?|企业|老总|老板)|的(?:公司|厂)?)+$/
const withoutTail = (folded: string): string => {
  const name = folded.replace(TAIL, '')
  return name.length >= 2 ? name : folded
}

/** 电工金杯 for 金杯电工: the trade said first goes behind; null where it is not said first. */
function tradeLast(text: string): string | null {
  const trade = tradeAtStart(text)
  return trade === '' || text.length - trade.length < 2 ? null : text.slice(trade.length) + trade
}

/** A whole name or code was said: nothing that is merely similar comes into question. */
function isSettled(tally: Tally): boolean {
  return [...tally.values()].some(({ score: points }) => points === 1)
}

function addSimilar(
  index: NameIndex,
  tally: Tally,
  tokens: readonly Token[],
  { counties, most }: { counties: readonly string[]; most: number },
): void {
  for (const firm of firmsSharing(index, tokens)) {
    const ofCounty = costOfCounty(index, firm, counties)
    for (let name = index.firstName[firm] ?? 0; name < (index.firstName[firm + 1] ?? 0); name++) {
      const { cost, told, isBySound, isOther } = align(index, tokens, name)
      const points = ceilingOf(told, index.firms.length) - (cost + ofCounty) * NAT
      score(
        tally,
        firm,
        Math.min(most, isOther ? GENERIC : 1, points),
        isBySound ? 'pinyin' : (index.kinds[name] ?? 'name'),
      )
    }
  }
}

/**
 * What the counties said make of the cost: nothing for a county in the name, less for the one a firm is in without
 * bearing its name, more for a firm known to be in another.
 */
function costOfCounty(index: NameIndex, firm: number, counties: readonly string[]): number {
  const { county, name = '' } = index.firms[firm] ?? {}
  const [said] = counties
  if (!said || name.includes(said)) return 0
  if (county?.startsWith(said)) return -said.length * EXTRA_PLACE
  return countiesIn(county ?? '').length > 0 || countiesIn(name).length > 0 ? OTHER_COUNTY : 0
}

/** The firms sharing most of what the query tells, the first `LOOKED_AT` of them. */
function firmsSharing(index: NameIndex, tokens: readonly Token[]): number[] {
  const told = new Map<number, number>()
  for (const { loose, weight } of tokens)
    for (const sound of loose) told.set(sound, Math.max(weight, told.get(sound) ?? 0))
  const sounds = [...told].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const total = sounds.reduce((sum, [, weight]) => sum + weight, 0)
  const enough = LEAST_SHARED * (sounds.length < 3 ? total : total - (sounds[0]?.[1] ?? 0) / 2) - 1e-9
  const shared = sharedBy(index)
  const met: number[] = []
  let left = total
  let isOpen = true
  for (const [i, [sound, weight]] of sounds.entries()) {
    // A firm with none of the telling sounds cannot come to enough any more; sounds that tell as much are alike in it.
    if (weight !== sounds[i - 1]?.[1]) isOpen = left >= enough
    left -= weight
    for (const firm of index.firmsOf(sound)) {
      const before = shared[firm] ?? 0
      if (before === 0) {
        if (!isOpen) continue
        met.push(firm)
      }
      shared[firm] = before + weight
    }
  }
  // Sounds next to each other as in the name count twice; the wrong way round, half as much.
  tokens.forEach(({ loose, weight }, i) => {
    const before = tokens[i - 1]
    const both = weight + (before?.weight ?? 0)
    for (const second of loose) {
      for (const first of before?.loose ?? []) {
        for (const firm of index.firmsOfPair(first, second)) if (shared[firm]) shared[firm] += both
        for (const firm of index.firmsOfPair(second, first)) if (shared[firm]) shared[firm] += both / 2
      }
    }
  })
  const near = met.filter(firm => (shared[firm] ?? 0) >= enough)
  const best = near.length <= LOOKED_AT ? near : mostShared(near, shared)
  for (const firm of met) shared[firm] = 0
  return best
}

/** The `LOOKED_AT` firms sharing most, in order; of equals, the first by code. */
function mostShared(firms: readonly number[], shared: Float64Array): number[] {
  const best: number[] = []
  const isBehind = (a: number, b: number) =>
    (shared[a] ?? 0) < (shared[b] ?? 0) || (shared[a] === shared[b] && a > b)
  for (const firm of firms) {
    const last = best.at(-1)
    if (best.length === LOOKED_AT && last !== undefined && isBehind(firm, last)) continue
    let place = best.length
    while (place > 0 && isBehind(best[place - 1] ?? 0, firm)) place--
    best.splice(place, 0, firm)
    if (best.length > LOOKED_AT) best.pop()
  }
  return best
}

const sums = new WeakMap<NameIndex, Float64Array>()
/** A sum for each firm, all zero between look-ups. */
function sharedBy(index: NameIndex): Float64Array {
  const known = sums.get(index)
  if (known) return known
  const made = new Float64Array(index.firms.length)
  sums.set(index, made)
  return made
}
