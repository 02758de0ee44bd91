import { createCipheriv, createHash, randomBytes } from 'node:crypto'

const sha256 = (text: string) => createHash('sha256').update(text)

/** AES-256-CBC under SHA-256 of the key, IV in front, base64: the platform's `encrypt` field. */
export function encrypt(plain: string, encryptKey: string): string {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', sha256(encryptKey).digest(), iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/** The request a bot receives: a body, and headers signed over exactly that body. */
export function seal(
  event: unknown,
  encryptKey: string,
  realNow: number,
): { body: string; headers: Record<string, string> } {
  const plain = JSON.stringify(event)
  const body = encryptKey ? JSON.stringify({ encrypt: encrypt(plain, encryptKey) }) : plain
  const timestamp = String(Math.floor(realNow / 1000))
  const nonce = randomBytes(8).toString('hex')
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': sha256(timestamp + nonce + encryptKey + body).digest('hex'),
    },
  }
}
