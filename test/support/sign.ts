import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * What the platforms do to a request before sending it, written from their documentation and not from our receivers.
 */

/** Feishu 加密策略: key = SHA256(Encrypt Key); base64(iv + AES-256-CBC(PKCS7(plain))). */
export function feishuEncrypt(plain: string, encryptKey: string): string {
  const key = createHash('sha256').update(encryptKey, 'utf8').digest()
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([iv, cipher.update(Buffer.from(plain, 'utf8')), cipher.final()]).toString('base64')
}

/** Feishu 签名校验: hex(SHA256(timestamp + nonce + Encrypt Key + raw body)). */
export function feishuHeaders(body: string, encryptKey: string): Headers {
  const timestamp = '1700013600'
  const nonce = randomBytes(8).toString('hex')
  const content = Buffer.concat([Buffer.from(timestamp + nonce + encryptKey), Buffer.from(body)])
  return new Headers({
    'X-Lark-Request-Timestamp': timestamp,
    'X-Lark-Request-Nonce': nonce,
    'X-Lark-Signature': createHash('sha256').update(content).digest('hex'),
  })
}

/** DingTalk 机器人: base64(HMAC-SHA256(appSecret, timestamp + "\n" + appSecret)). */
export function dingtalkHeaders(secret: string, at: Date): Headers {
  const timestamp = String(at.getTime())
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  return new Headers({ timestamp, sign })
}
