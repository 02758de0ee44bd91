/**
 * The person asked for something that cannot be done; `message` is the Chinese sentence they will read, and it
 * says what to do next. Thrown anywhere, answered by dispatch, exit 0 in the CLI.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** One thing was left out that the next words can tell; `message` asks for it. */
export class Missing extends Refusal {
  override name = 'Missing'
  readonly what: 'enterprise'

  constructor(what: 'enterprise', message: string) {
    super(message)
    this.what = what
  }
}

/** Why a platform did not take a call, sorted by who must act. */
export type PlatformFault =
  /** Try again later, after `retryAfterMs`. */
  | 'busy'
  /** Nobody answered; whether it was carried out is unknown. */
  | 'unreachable'
  /** This target can no longer be reached (left the chat, resigned, chat dissolved). */
  | 'target-gone'
  /** Our own request or configuration is wrong; trying again cannot help. */
  | 'rejected'

/** A chat platform refused or did not answer. The outbox decides what follows; it is never shown to a person. */
export class PlatformError extends Error {
  override name = 'PlatformError'
  readonly fault: PlatformFault
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(fault: PlatformFault, code: string, message: string, retryAfterMs?: number) {
    super(message)
    this.fault = fault
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** A machine sent something malformed or unauthorised; `status` is the HTTP answer and nothing was stored. */
export class BadRequest extends Error {
  override name = 'BadRequest'
  readonly status: 400 | 401 | 413

  constructor(status: 400 | 401 | 413, message: string) {
    super(message)
    this.status = status
  }
}
