/** 统一社会信用代码 (USCC) by GB 32100-2015. Some early real codes break the check digit: warn, never reject. */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Full-width letters, blanks, hyphens and the quote that makes a cell a text, as people paste them, made plain. */
export function cleanUscc(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-_'‘’`"]/g, '')
}

/** Whether a cleaned text has the shape of a USCC: 18 characters of its alphabet (no I, O, S, V, Z). */
export function isUsccShaped(code: string): boolean {
  return /^[0-9A-HJ-NP-RTUWXY]{18}$/.test(code)
}

/** The 18th character of the first seventeen. */
function usccCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(first17.charAt(i)), 0)
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** Whether a well-shaped code ends in the check character its first seventeen ask for. */
export function isUsccCheckRight(code: string): boolean {
  return usccCheck(code.slice(0, 17)) === code.charAt(17)
}

/** Check character of an eight-character 组织机构代码 body (GB 11714; letters count 10 to 35 without gaps). */
function bodyCheck(body: string): string {
  const value = (char: string) =>
    char >= 'A' ? char.charCodeAt(0) - 'A'.charCodeAt(0) + 10 : Number.parseInt(char, 10)
  const sum = BODY_WEIGHTS.reduce((total, weight, i) => total + weight * value(body.charAt(i)), 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/** A whole, valid code of an enterprise (登记 9, 机构 1) in a division with an eight-character body. */
export function makeUscc(regionCode: string, body: string): string {
  const first17 = `91${regionCode}${body}${bodyCheck(body)}`
  return first17 + usccCheck(first17)
}
