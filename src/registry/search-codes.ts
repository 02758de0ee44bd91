import { cleanUscc, isUsccCheckRight, isUsccShaped } from '../lib/uscc.ts'
import type { NameIndex } from './name-index.ts'
import { FLOOR, score, type Tally } from './tally.ts'

const LONG_PIECE = 6
const CODE_LENGTH = 18
/** A code's body (组织机构代码) begins here; before it are the registrar and the county, which many firms share. */
const BODY_AT = 8

/** A piece of what all codes of a county begin with would find them all. */
const MOST_PIECES = 30

/** All codes one after the other, each with a blank behind it, as they are and with look-alikes made one. */
interface Codes {
  plain: string
  alike: string
}

/** Characters taken for each other in codes: O, Q, D and 0; I, L and 1; Z and 2; S and 5; B and 8. */
const alike = (code: string) =>
  code.replace(/[OQD]/g, '0').replace(/[IL]/g, '1').replace(/Z/g, '2').replace(/S/g, '5').replace(/B/g, '8')

const kept = new WeakMap<NameIndex, Codes>()
function codesOf(index: NameIndex): Codes {
  const known = kept.get(index)
  if (known) return known
  const plain = index.firms.map(({ uscc }) => `${uscc.padEnd(CODE_LENGTH).slice(0, CODE_LENGTH)} `).join('')
  const made = { plain, alike: alike(plain) }
  kept.set(index, made)
  return made
}

/** All digits may have been typed as letters (MAOIIYQX), in a piece long enough not to be met by chance. */
const isMistyped = (code: string) => code.length >= LONG_PIECE && /\d/.test(alike(code))

/** A whole USCC, one with a slip or two in it, or a piece of at least four characters holding a digit (shorter ones are numbers of something else). */
export function addCodes(index: NameIndex, tally: Tally, query: string): void {
  const code = cleanUscc(query)
  if (!/^[0-9A-Z]{4,20}$/.test(code) || !(/\d/.test(code) || isMistyped(code))) return
  const { plain, alike: blurred } = codesOf(index)
  if (code.length >= CODE_LENGTH - 1) addWhole(index, tally, code, plain, blurred)
  if (code.length < CODE_LENGTH) {
    // A piece that is there as it was typed was not mistyped.
    if (!addPieces(tally, code, plain, 0) && !addPieces(tally, alike(code), blurred, 0.1))
      addSlippedPieces(tally, code, plain)
  }
}

const stride = CODE_LENGTH + 1

function addPieces(tally: Tally, piece: string, codes: string, less: number): boolean {
  let found = 0
  for (
    let at = codes.indexOf(piece);
    at >= 0 && found < MOST_PIECES;
    at = codes.indexOf(piece, at + 1), found++
  ) {
    const within = at % stride
    const isEnd = within === 0 || within === BODY_AT || within + piece.length === CODE_LENGTH
    score(
      tally,
      Math.floor(at / stride),
      0.6 + (0.3 * piece.length) / CODE_LENGTH + (isEnd ? 0.09 : 0) - less,
      'code',
    )
  }
  return found > 0
}

/** Shorter pieces with a slip in them may be of anybody. */
const SLIPPED_PIECE = 8
/** Told to be asked about, never taken. */
const ASKED = FLOOR - 0.02

/** A piece with one character wrong, or two the wrong way round: one of its halves is whole, or all but where they meet. */
function addSlippedPieces(tally: Tally, piece: string, codes: string): void {
  if (piece.length < SLIPPED_PIECE) return
  const middle = piece.length >> 1
  let found = 0
  for (const from of [0, middle]) {
    const half = piece.slice(from, from === 0 ? middle : undefined)
    for (let at = codes.indexOf(half); at >= 0 && found < MOST_PIECES; at = codes.indexOf(half, at + 1)) {
      const start = at - from
      if (start < 0 || (start % stride) + piece.length > CODE_LENGTH) continue
      if (slipsIn(piece, codes.slice(start, start + piece.length)) !== 1) continue
      score(tally, Math.floor(start / stride), ASKED, 'code')
      found++
    }
  }
}

/** Of a code with at most two slips one of its three thirds is whole, so its thirds say where to look. */
function addWhole(index: NameIndex, tally: Tally, code: string, plain: string, blurred: string): void {
  const seen = new Set<number>()
  const look = (piece: string, codes: string) => {
    let found = 0
    for (let at = codes.indexOf(piece); at >= 0 && found < 400; at = codes.indexOf(piece, at + 1), found++)
      seen.add(Math.floor(at / stride))
  }
  if (code.length === CODE_LENGTH) look(code, plain)
  if (seen.size === 0) {
    for (const from of [6, 7, 11, 12]) look(code.slice(from, from + 6), plain)
    look(alike(code.slice(6, 12)), blurred)
  }
  // A code that is right in itself and nobody's here is somebody else's, however like one of ours.
  const most = code.length === CODE_LENGTH && isUsccShaped(code) && isUsccCheckRight(code) ? ASKED : 1
  for (const firm of seen) {
    const slips = slipsIn(code, index.firms[firm]?.uscc ?? '')
    if (slips === 0) score(tally, firm, 1, 'code')
    else if (slips <= 2) score(tally, firm, Math.min(most, 0.94 - 0.08 * slips), 'code')
    else if (alike(code) === alike(index.firms[firm]?.uscc ?? '')) score(tally, firm, 0.9, 'code')
  }
}

/** Wrong characters between two codes; anything over 2 is 3. One lost or doubled, or two exchanged, count one. */
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
  if (middle === 2 && code[from] === uscc[from + 1] && code[from + 1] === uscc[from]) return 1
  let wrong = 0
  for (let i = from; i < uscc.length - end; i++) wrong += code[i] === uscc[i] ? 0 : 1
  return Math.min(wrong, 3)
}
