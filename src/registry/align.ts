import type { NameIndex } from './name-index.ts'
import { FORM, OWN, PLACE } from './parts.ts'
import { looseSound, otherSound, usualSound } from './sounds.ts'
import { PLACE_TELLS, EXTRA as STRANGE, type Token } from './token.ts'

/**
 * How improbable it is that somebody who means a firm types a query, in nats (3 is one in twenty, 6 one in four
 * hundred): the cheapest way of laying the query on a name of the firm, where everything typed otherwise than
 * registered costs something. Slips of the hand and of the input method are rare; leaving out what goes without
 * saying is how everybody speaks.
 */
export interface Fit {
  cost: number
  /** How improbable it is that somebody who means another firm types what is found in this name, in nats. */
  told: number
  /** Something beside the name's own characters was typed: a homophone or pinyin. */
  isBySound: boolean
  /** What is the firm's own was said from its beginning. */
  isFromStart: boolean
  /** In the place of a character of its own stands one of another sound, or another trade was said: maybe another firm. */
  isOther: boolean
}

const SAME_SOUND = 3
const ALMOST_SAME_SOUND = 4
/** Two neighbours the wrong way round. */
const SWAPPED = 4
/** A character typed twice. */
const TWICE = 2.5
/** Left out, for each character. The form goes without saying. */
const UNSAID_PLACE = 0.05
const UNSAID_OWN = 1.2
const UNSAID_TRADE = 0.15
/** The end of a name is left out more easily than its beginning. */
const UNSAID_END = 0.15
/** Besides, where it is left out between two characters that were said. */
const GAP = 1
const NEVER = 1e6

const LONGEST = 64
const WIDTH = LONGEST + 1
const costs = new Float64Array(WIDTH * WIDTH)
const matches = new Float64Array(WIDTH * WIDTH)
const steps = new Uint8Array(WIDTH * WIDTH)
const [EXTRA, UNSAID, MATCHED, CROSSED] = [1, 2, 3, 4]
const unsaid = new Float64Array(WIDTH)
const isSaid = new Uint8Array(WIDTH)

/** Lays the tokens of a query on name `n` of the index. */
export function align(index: NameIndex, tokens: readonly Token[], n: number): Fit {
  const text = index.names[n] ?? ''
  const from = index.partsFrom[n] ?? 0
  const rows = Math.min(tokens.length, LONGEST)
  const columns = Math.min(text.length, LONGEST)
  costs[0] = 0
  for (let j = 1; j <= columns; j++) {
    unsaid[j] = unsaidCost(index.parts[from + j - 1] ?? OWN)
    costs[j] = (costs[j - 1] ?? 0) + (unsaid[j] ?? 0)
    steps[j] = UNSAID
  }
  for (let i = 1; i <= rows; i++) {
    const token = tokens[i - 1]
    const before = tokens[i - 2]
    if (!token) break
    const extra = before && before.code === token.code && token.code !== 0 ? TWICE : token.extra
    const row = i * WIDTH
    costs[row] = (costs[row - WIDTH] ?? 0) + extra
    steps[row] = EXTRA
    for (let j = 1; j <= columns; j++) {
      const at = row + j
      let best = (costs[at - WIDTH] ?? 0) + extra
      let step = EXTRA
      const left =
        (costs[at - 1] ?? 0) + (i === rows ? Math.min(UNSAID_END, unsaid[j] ?? 0) : (unsaid[j] ?? 0))
      if (left < best) {
        best = left
        step = UNSAID
      }
      const match = matchCost(token, text.charCodeAt(j - 1))
      matches[at] = match
      const matched = (costs[at - WIDTH - 1] ?? 0) + match
      // Of two ways that cost the same, the one with the longer match is told.
      if (match < NEVER && matched <= best) {
        best = matched
        step = MATCHED
      }
      if (i > 1 && j > 1 && matches[at - 1] === 0 && matches[at - WIDTH] === 0) {
        const crossed = (costs[at - 2 * WIDTH - 2] ?? 0) + SWAPPED
        if (crossed < best) {
          best = crossed
          step = CROSSED
        }
      }
      costs[at] = best
      steps[at] = step
    }
  }
  return readBack(index, tokens, from, rows, columns)
}

function unsaidCost(part: number): number {
  if (part === OWN) return UNSAID_OWN
  if (part === PLACE) return UNSAID_PLACE
  return part === FORM ? 0 : UNSAID_TRADE
}

function matchCost({ code, accepts }: Token, named: number): number {
  if (code === named) return 0
  const sound = usualSound(named)
  const second = otherSound(named)
  if (accepts) {
    const first = accepts[sound] ?? NEVER
    return second === sound ? first : Math.min(first, accepts[second] ?? NEVER)
  }
  if (code < 128) return NEVER
  const typed = usualSound(code)
  const typedSecond = otherSound(code)
  if (typed === sound || typed === second || typedSecond === sound || typedSecond === second)
    return SAME_SOUND
  return looseSound(typed) === looseSound(sound) ? ALMOST_SAME_SOUND : NEVER
}

/** Walks the cheapest way back from its end, to see where something was left out in the middle. */
function readBack(
  index: NameIndex,
  tokens: readonly Token[],
  from: number,
  rows: number,
  columns: number,
): Fit {
  isSaid.fill(0, 0, columns)
  let told = 0
  let isBySound = false
  let [i, j] = [rows, columns]
  let ownEnd = columns
  while (ownEnd > 0 && index.parts[from + ownEnd - 1] !== OWN) ownEnd--
  let [strange, saidTrade, hasTrade] = [0, false, false]
  while (i > 0 && j > 0) {
    const at = i * WIDTH + j
    const step = steps[at]
    const token = tokens[i - 1]
    if (step !== UNSAID && token?.isTrade) hasTrade = true
    if (step === UNSAID) j--
    else if (step === EXTRA) {
      if (j <= ownEnd && token?.extra === STRANGE && !token.isTrade) strange++
      i--
    } else {
      const isExact = step === CROSSED || (matches[at] ?? 0) === 0
      if (isExact && token?.isTrade) saidTrade = true
      told +=
        index.parts[from + j - 1] === PLACE
          ? PLACE_TELLS
          : ((isExact ? tokens[i - 1]?.told : tokens[i - 1]?.weight) ?? 0)
      if (step === CROSSED) {
        isSaid[j - 2] = 1
        told += tokens[i - 2]?.told ?? 0
      } else if (!isExact || tokens[i - 1]?.accepts) isBySound = true
      isSaid[j - 1] = 1
      i -= step === CROSSED ? 2 : 1
      j -= step === CROSSED ? 2 : 1
    }
  }
  // What is left of the query stands before the whole name.
  for (; i > 0; i--) if (tokens[i - 1]?.extra === STRANGE && !tokens[i - 1]?.isTrade) strange++
  let [gaps, hasBegun, isLeft, isFromStart] = [0, false, false, true]
  let [own, unsaidOwn] = [0, 0]
  let hasOwn = false
  for (let k = 0; k < columns; k++) {
    const part = index.parts[from + k]
    if (part === OWN) {
      own++
      if (isSaid[k] !== 1) unsaidOwn++
    }
    // A lone character of a place (the 宁 of 常宁) is met by chance.
    const isPlaceSaid = (at: number) => index.parts[from + at] === PLACE && isSaid[at] === 1
    if (isPlaceSaid(k) && !(k > 0 && isPlaceSaid(k - 1)) && !(k + 1 < columns && isPlaceSaid(k + 1)))
      strange++
    if (part === OWN && !hasOwn) {
      hasOwn = true
      isFromStart = isSaid[k] === 1
    }
    if (isSaid[k] === 1) {
      if (isLeft) gaps++
      hasBegun = true
      isLeft = false
    } else if (hasBegun && part !== PLACE && part !== FORM) isLeft = true
  }
  // Something of its own was said, and it was not this firm's: what else they share is shared with many.
  if (own > 1 && unsaidOwn === own && strange > 0)
    return { cost: NEVER, told, isBySound, isFromStart, isOther: true }
  const isOther = Math.min(strange, unsaidOwn) > 0 || (hasTrade && !saidTrade)
  return {
    cost: (costs[rows * WIDTH + columns] ?? NEVER) + GAP * gaps,
    told,
    isBySound,
    isFromStart,
    isOther,
  }
}
