import { coreName, foldName } from '../lib/names.ts'
import { syllablesOf } from '../lib/pinyin.ts'
import { cleanUscc } from '../lib/uscc.ts'
import type { NameIndex } from './name-index.ts'
import { keysSharing, nearKeys, nearScore } from './near-keys.ts'
import { type Candidate, ranked, score, type Tally } from './tally.ts'

/** Firms a whole query may mean, best first: exact names, near misses, parts of names, pinyin, initials, codes. */
export function searchNames(index: NameIndex, query: string, limit: number): Candidate[] {
  const tally: Tally = new Map()
  const folded = foldName(query).slice(0, 60)
  if (folded === '') return []
  addCodes(index, tally, query)
  addExact(index, tally, folded)
  if (/[a-z]/.test(folded)) addLatin(index, tally, folded)
  if (/\p{Script=Han}/u.test(folded) && isOpen(tally)) {
    const core = coreName(folded)
    addNear(index, tally, core)
    if (core !== folded) addNear(index, tally, folded)
    addParts(index, tally, core)
  }
  return ranked(index, tally, limit)
}

/** Whether nothing but an exact name would settle it already. */
function isOpen(tally: Tally): boolean {
  return ![...tally.values()].some(({ score: points }) => points >= 0.96)
}

function addExact(index: NameIndex, tally: Tally, folded: string): void {
  const core = coreName(folded)
  for (const [key, top] of [
    [folded, 1],
    [core, 0.98],
  ] as const) {
    for (const number of index.exact.get(key) ?? []) {
      const kind = index.kinds[number] ?? 'name'
      score(tally, index.owners[number], kind === 'alias' ? top - 0.02 : top, kind)
    }
  }
}

function addNear(index: NameIndex, tally: Tally, query: string): void {
  for (const { core, key, distance } of nearKeys(index, query)) {
    const number = index.cores[core] ?? 0
    const isSound = distance > 0 && distance < 0.5
    const points = nearScore(distance, Math.max(key.length, query.length))
    score(tally, index.owners[number], points, isSound ? 'pinyin' : (index.kinds[number] ?? 'name'))
  }
}

/** The query is a piece of a name: its beginning, its middle, or characters of it in order (衡变). */
function addParts(index: NameIndex, tally: Tally, query: string): void {
  const chars = [...query]
  if (chars.length < 2) return
  const distinct = new Set(chars.map(index.soundOf)).size
  for (const core of keysSharing(index, chars, length => (length <= chars.length ? 256 : distinct))) {
    const number = index.cores[core] ?? 0
    const key = index.keys[number] ?? ''
    const share = query.length / key.length
    const points = key.startsWith(query)
      ? 0.68 + 0.25 * share
      : key.includes(query)
        ? 0.6 + 0.25 * share
        : isSpread(chars, key)
          ? 0.45 + 0.25 * share + (key.startsWith(chars[0] ?? '') ? 0.05 : 0)
          : 0
    if (points > 0) score(tally, index.owners[number], points, index.kinds[number] ?? 'name')
  }
}

function isSpread(chars: readonly string[], key: string): boolean {
  let at = -1
  for (const char of chars) {
    at = key.indexOf(char, at + 1)
    if (at < 0) return false
  }
  return true
}

/** Pinyin in full (`hengbian`), its beginning, pinyin mixed with characters, initials (`hb`). */
function addLatin(index: NameIndex, tally: Tally, folded: string): void {
  const { spelled, initials } = index.latin()
  const typed = syllablesOf(folded).join('')
  const add = (core: number, points: number, matched: Candidate['matched']) =>
    score(tally, index.owners[index.cores[core] ?? 0], points, matched)
  for (const core of initials.get(folded) ?? []) add(core, folded.length === 2 ? 0.72 : 0.8, 'initials')
  if (folded.length >= 3) {
    for (const [letters, cores] of initials)
      if (letters.length > folded.length && letters.startsWith(folded))
        for (const core of cores) add(core, 0.45 + (0.25 * folded.length) / letters.length, 'initials')
  }
  if (typed.length < 4) return
  const head = typed.slice(0, 3)
  const tail = typed.slice(-4)
  spelled.forEach((spelling, core) => {
    if (spelling === typed) add(core, 0.95, 'pinyin')
    else if (spelling.startsWith(typed)) add(core, 0.66 + (0.25 * typed.length) / spelling.length, 'pinyin')
    else if (spelling.includes(typed)) add(core, 0.55 + (0.25 * typed.length) / spelling.length, 'pinyin')
    else if (
      typed.length >= 6 &&
      Math.abs(spelling.length - typed.length) <= 2 &&
      (spelling.startsWith(head) || spelling.endsWith(tail))
    ) {
      const slips = lettersApart(typed, spelling)
      if (slips <= (typed.length >= 10 ? 2 : 1)) add(core, 0.9 - (1.5 * slips) / typed.length, 'pinyin')
    }
  })
}

/** Edit distance of two latin texts, a swap of neighbours counting one. */
function lettersApart(a: string, b: string): number {
  let older: number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let best = Math.min(
        (before[j - 1] ?? 0) + (isSame ? 0 : 1),
        (before[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1)
      row.push(best)
    }
    older = before
    before = row
  }
  return before[b.length] ?? 0
}

/** A whole USCC, one with a slip in it, or a piece of at least four characters holding a digit. */
export function addCodes(index: NameIndex, tally: Tally, query: string): void {
  const code = cleanUscc(query)
  if (!/^[0-9A-Z]{4,20}$/.test(code) || !/\d/.test(code)) return
  const exact = index.firms.findIndex(({ uscc }) => uscc === code)
  if (exact >= 0) {
    score(tally, exact, 1, 'code')
    return
  }
  index.firms.forEach(({ uscc }, owner) => {
    if (code.length < 18 && uscc.includes(code)) {
      const isEnd = uscc.endsWith(code) || uscc.startsWith(code)
      score(tally, owner, 0.6 + (0.35 * code.length) / 18 + (isEnd ? 0.04 : 0), 'code')
    } else if (code.length >= 17 && code.length <= 19 && slipsIn(code, uscc) <= 2) {
      score(tally, owner, 0.94 - 0.08 * slipsIn(code, uscc), 'code')
    }
  })
}

/** Wrong characters between two codes; anything over 2 is 3. One lost or doubled character counts one. */
function slipsIn(code: string, uscc: string): number {
  let from = 0
  while (from < uscc.length && code[from] === uscc[from]) from++
  let end = 0
  while (
    end < Math.min(uscc.length, code.length) - from &&
    code[code.length - 1 - end] === uscc[uscc.length - 1 - end]
  )
    end++
  const middle = Math.max(code.length, uscc.length) - from - end
  if (code.length !== uscc.length) return middle <= 1 ? 1 : 3
  if (middle > 4) {
    let wrong = 0
    for (let i = from; i < uscc.length - end; i++) wrong += code[i] === uscc[i] ? 0 : 1
    return Math.min(wrong, 3)
  }
  return Math.min(middle, 2)
}
