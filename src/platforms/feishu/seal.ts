import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { BadRequest } from '../../lib/errors.ts'

const sha256 = (text: string) => createHash('sha256').update(text)

/** Compares two texts in a time that tells nothing of where they differ. */
export function isSameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(sha256(given).digest(), sha256(wanted).digest())
}

/**
 * Whether a request was signed with our Encrypt Key: hex SHA-256 over timestamp, nonce, key and the body as it came.
 * There is no freshness window: a delivery is repeated up to seven hours later, and the inbox knows it again.
 */
export function isSigned(raw: string, headers: Headers, encryptKey: string): boolean {
  const signature = Buffer.from(headers.get('x-lark-signature') ?? '', 'hex')
  const wanted = sha256(
    (headers.get('x-lark-request-timestamp') ?? '') +
      (headers.get('x-lark-request-nonce') ?? '') +
      encryptKey +
      raw,
  ).digest()
  return signature.length === wanted.length && timingSafeEqual(signature, wanted)
}

/** Opens the `encrypt` field: AES-256-CBC under SHA-256 of the key, IV in front. Throws `BadRequest`. */
export function decrypt(sealed: string, encryptKey: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < 32 || bytes.length % 16 !== 0) throw new BadRequest(400, 'malformed encrypt')
  try {
    const decipher = createDecipheriv('aes-256-cbc', sha256(encryptKey).digest(), bytes.subarray(0, 16))
    const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()])
    return JSON.parse(plain.toString('utf8'))
  } catch {
    throw new BadRequest(400, 'encrypt cannot be opened with this key')
  }
}
