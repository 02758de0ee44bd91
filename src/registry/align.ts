import { FORM, type NameIndex, OWN, PLACE } from './name-index.ts'
import type { Query } from './read-query.ts'
import { tells } from './read-query.ts'
import { looseSound, otherSound, usualSound } from './sounds.ts'

/** How a query lies on a name, each as a share of 0..1. */
export interface Fit {
  /** How much of what the query tells is found in the name, in order. */
  found: number
  /** How much of what is the firm's own and its trade's was said. */
  covered: number
  /** How much of what is its own. */
  ownCovered: number
  /** Times something of the name was left out between two characters said. */
  gaps: number
  /** Something beside the name's own characters was typed: a homophone or pinyin. */
  isBySound: boolean
  /** It begins where the firm's own name begins. */
  isFromStart: boolean
}

/** What is left of a match by a character of the same sound, and by one of nearly the same. */
const SAME_SOUND = 0.82
const LOOSE_SOUND = 0.7
/** What is left of two neighbours typed the wrong way round. */
const SWAPPED = 0.8
/** Leaving something of a name out between two characters costs this, in nats, so that one piece is preferred to two. */
const GAP = 0.3

const LONGEST_QUERY = 64
const LONGEST_NAME = 64
const WIDTH = LONGEST_NAME + 1
const sums = new Float64Array((LONGEST_QUERY + 1) * WIDTH)
/** Where a sum came from: 1 the token was skipped, 2 the name's character was, 3 both matched, 4 a swapped pair. */
const steps = new Uint8Array((LONGEST_QUERY + 1) * WIDTH)
const worths = new Float64Array((LONGEST_QUERY + 1) * WIDTH)
const isSaid = new Uint8Array(WIDTH)

/** Lays a query on name `n` of the index so that most of it is found in order. */
export function align(index: NameIndex, { tokens, weight }: Query, n: number): Fit {
  const text = index.names[n] ?? ''
  const from = index.partsFrom[n] ?? 0
  const rows = Math.min(tokens.length, LONGEST_QUERY)
  const columns = Math.min(text.length, LONGEST_NAME)
  for (let j = 0; j <= columns; j++) sums[j] = 0
  for (let i = 1; i <= rows; i++) {
    const token = tokens[i - 1]
    if (!token) continue
    const row = i * WIDTH
    sums[row] = 0
    steps[row] = 1
    for (let j = 1; j <= columns; j++) {
      const at = row + j
      const worth = worthOf(token.code, token.accepts, text.charCodeAt(j - 1))
      worths[at] = worth
      const part = index.parts[from + j - 1] ?? OWN
      const gap = part === PLACE || part === FORM ? GAP / 6 : GAP
      let best = sums[at - WIDTH] ?? 0
      let step = 1
      const over = (sums[at - 1] ?? 0) - (i === rows ? 0 : gap)
      if (over > best) {
        best = over
        step = 2
      }
      if (worth > 0) {
        const both = (sums[at - WIDTH - 1] ?? 0) + token.weight * worth
        if (both > best) {
          best = both
          step = 3
        }
      }
      if (i > 1 && j > 1) {
        const crossed = Math.min(worths[at - 1] ?? 0, worths[at - WIDTH] ?? 0)
        if (crossed > 0.9) {
          const pair = (sums[at - 2 * WIDTH - 2] ?? 0) + (token.weight + (tokens[i - 2]?.weight ?? 0)) * SWAPPED
          if (pair > best) {
            best = pair
            step = 4
          }
        }
      }
      sums[at] = best
      steps[at] = step
    }
  }
  return readBack(index, tokens, weight, text, from, rows, columns)
}

function worthOf(code: number, accepts: Float32Array | null, named: number): number {
  if (code === named) return 1
  const sound = usualSound(named)
  const second = otherSound(named)
  if (accepts) {
    const first = accepts[sound] ?? 0
    return second === sound ? first : Math.max(first, accepts[second] ?? 0)
  }
  if (code < 128) return 0
  const [typed, typedSecond] = [usualSound(code), otherSound(code)]
  if (typed === sound || typed === second || typedSecond === sound || typedSecond === second) return SAME_SOUND
  return looseSound(typed) === looseSound(sound) ? LOOSE_SOUND : 0
}

function readBack(
  index: NameIndex,
  tokens: Query['tokens'],
  weight: number,
  text: string,
  from: number,
  rows: number,
  columns: number,
): Fit {
  isSaid.fill(0, 0, columns)
  let found = 0
  let isBySound = false
  let [i, j] = [rows, columns]
  while (i > 0 && j > 0) {
    const at = i * WIDTH + j
    const step = steps[at]
    if (step === 3 || step === 4) {
      const worth = step === 3 ? (worths[at] ?? 0) : SWAPPED
      found += (tokens[i - 1]?.weight ?? 0) * worth
      if (step === 3 && tokens[i - 1]?.code !== text.charCodeAt(j - 1)) isBySound = true
      isSaid[j - 1] = 1
      if (step === 4) {
        found += (tokens[i - 2]?.weight ?? 0) * worth
        isSaid[j - 2] = 1
        i--
        j--
      }
      i--
      j--
    } else if (step === 2) j--
    else i--
  }
  let [own, ownSaid, all, said, gaps] = [0, 0, 0, 0, 0]
  let [first, firstOwn, isOpen] = [-1, -1, false]
  for (let k = 0; k < columns; k++) {
    const part = index.parts[from + k] ?? OWN
    if (part === PLACE || part === FORM) continue
    const told = tells(index, looseSound(usualSound(text.charCodeAt(k))), part)
    all += told
    if (part === OWN) {
      own += told
      if (firstOwn < 0) firstOwn = k
    }
    if (isSaid[k] === 1) {
      said += told
      if (part === OWN) ownSaid += told
      if (first < 0) first = k
      if (isOpen) gaps++
      isOpen = false
    } else if (first >= 0) isOpen = true
  }
  return {
    found: weight > 0 ? found / weight : 0,
    covered: all > 0 ? said / all : 0,
    ownCovered: own > 0 ? ownSaid / own : all > 0 ? said / all : 0,
    gaps,
    isBySound,
    isFromStart: first >= 0 && (first === firstOwn || firstOwn < 0),
  }
}
