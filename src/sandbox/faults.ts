/** What can be made to go wrong, each for the next `count` calls or events. */
export const FAULT_KINDS = [
  /** The token used is revoked and refused: HTTP 400, code 99991663. */
  'expired-token',
  /** The same as HTTP 200 with the code in the body. */
  'expired-token-200',
  /** HTTP 429, code 99991400, `x-ogw-ratelimit-reset`. */
  'rate-limit',
  /** HTTP 400, code 230020: too fast for this chat. */
  'target-limit',
  /** Nothing is done and nobody answers. */
  'hang',
  /** Everything is done, but the answer is lost: the connection breaks. */
  'lost-answer',
  /** HTTP 500 without a body of the platform. */
  'server-error',
  /** A message event arrives a second time: same `message_id`, new `event_id`. */
  'duplicate-event',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

export function createFaults() {
  const left = new Map<FaultKind, number>()
  return {
    add(kind: FaultKind, count = 1): void {
      left.set(kind, (left.get(kind) ?? 0) + count)
    },
    clear(): void {
      left.clear()
    },
    /** Whether this call is to fail so; uses one up. */
    take(kind: FaultKind): boolean {
      const count = left.get(kind) ?? 0
      if (count > 0) left.set(kind, count - 1)
      return count > 0
    },
  }
}

export type Faults = ReturnType<typeof createFaults>
