import { randomBytes } from 'node:crypto'

const LIFE_MS = 2 * 3_600_000
/** With less than this left a new token is given out, and both stay valid. */
const RENEW_MS = 30 * 60_000

/** The app's tenant access tokens. */
export function createTokens(realNow: () => number) {
  const expiry = new Map<string, number>()

  /** The present token, or a new one; `expire` is its remaining life in seconds. */
  function issue(): { token: string; expire: number } {
    const now = realNow()
    for (const [token, at] of expiry) if (at <= now) expiry.delete(token)
    for (const [token, at] of expiry)
      if (at - now >= RENEW_MS) return { token, expire: Math.floor((at - now) / 1000) }
    const token = `t-${randomBytes(16).toString('hex')}`
    expiry.set(token, now + LIFE_MS)
    return { token, expire: LIFE_MS / 1000 }
  }

  const isValid = (token: string) => (expiry.get(token) ?? 0) > realNow()
  const revoke = (token: string) => expiry.delete(token)
  return { issue, isValid, revoke }
}

export type Tokens = ReturnType<typeof createTokens>
