import { foldChar, numeralsAsDigits } from '../lib/names.ts'
import type { Candidate } from './tally.ts'

/** A place in a sentence where an enterprise is named. */
export interface Mention {
  /** Best first; two close scores mean that the speaker has to be asked. */
  candidates: Candidate[]
  matchedText: string
  /** In the sentence as given. */
  start: number
  end: number
  /** It is, letter by letter, a name of exactly one enterprise. */
  exact: boolean
  /** What was typed, when it is not quite a known name. */
  normalizedFrom?: string
}

/** One kept character of the sentence and where it stood. */
export interface Spot {
  /** As names are compared, numerals as digits; `|` for punctuation. */
  char: string
  /** It was typed as a letter or digit. */
  isLatin: boolean
  at: number
  end: number
}

/** Characters of a sentence as names are compared; blanks vanish (衡东 机油泵), punctuation stays as a wall. */
export function spotsOf(text: string): Spot[] {
  const spots: Spot[] = []
  let at = 0
  for (const original of text) {
    const end = at + original.length
    const folded = foldChar(original)
    const isLatin = /[a-z0-9]/.test(folded)
    if (folded) for (const char of numeralsAsDigits(folded)) spots.push({ char, isLatin, at, end })
    else if (!/[\s()（）·"'“”‘’《》「」-]/.test(original)) spots.push({ char: '|', isLatin: false, at, end })
    at = end
  }
  return spots
}

/** A mention from one spot to another. */
export function mentionOf(
  text: string,
  from: Pick<Spot, 'at'>,
  to: Pick<Spot, 'end'>,
  candidates: Candidate[],
  isExact: boolean,
): Mention {
  const [start, end] = [from.at, to.end]
  const matchedText = text.slice(start, end)
  return {
    candidates,
    matchedText,
    start,
    end,
    exact: isExact && candidates.length === 1,
    ...(!isExact && { normalizedFrom: matchedText }),
  }
}
