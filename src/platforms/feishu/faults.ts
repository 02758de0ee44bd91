import { PlatformError, type PlatformFault } from '../../lib/errors.ts'

/** Too fast: wait as long as the platform says, or a moment. */
const BUSY = new Set([
  99991400, 230020, 11232, 11233, 90217, 1000004, 1000005, 2200, 5000, 55001, 230049, 234019,
])
/** The chat or the person can no longer be reached by us. */
const GONE = new Set([
  230002, 232009, 230013, 230029, 230053, 230038, 230018, 230035, 230011, 230110, 231003, 230031,
])
/** The access token has expired or was revoked. */
const STALE_TOKEN = new Set([99991661, 99991663, 99991664, 99991665, 99991671])

/** A message limit without a reset header clears within a second. */
const MOMENT_MS = 1000

/** What the platform answered a call with. */
export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

/** Why an answer is a failure, whatever its HTTP status; null when it is none. */
export function faultOf({ status, headers, body }: Answer): PlatformError | null {
  const { code, msg } = readBody(body)
  if (status < 400 && code === 0) return null
  const told = `${code ?? `HTTP ${status}`} ${msg}`.trim()
  const label = String(code ?? status)
  if (code !== null && BUSY.has(code)) return new PlatformError('busy', label, told, resetMs(headers))
  if (code !== null && STALE_TOKEN.has(code)) return new PlatformError('busy', label, told, MOMENT_MS)
  if (code !== null && GONE.has(code)) return new PlatformError('target-gone', label, told)
  const fault: PlatformFault = status === 429 ? 'busy' : status >= 500 ? 'unreachable' : 'rejected'
  return new PlatformError(fault, label, told, status === 429 ? resetMs(headers) : undefined)
}

/** Whether a failure is only that our token is no longer good: fetch another, once. */
export function isStaleToken(error: unknown): boolean {
  return error instanceof PlatformError && STALE_TOKEN.has(Number(error.code))
}

function resetMs(headers: Headers): number {
  const seconds = Number(headers.get('x-ogw-ratelimit-reset'))
  return seconds > 0 ? seconds * 1000 : MOMENT_MS
}

function readBody(body: unknown): { code: number | null; msg: string } {
  if (typeof body !== 'object' || body === null) return { code: null, msg: '' }
  const { code, msg } = body as { code?: unknown; msg?: unknown }
  return { code: typeof code === 'number' ? code : null, msg: typeof msg === 'string' ? msg : '' }
}
