import { describeError } from '../lib/log.ts'
import { seal } from './envelope.ts'
import { REDELIVERY_MS, type SandboxOptions } from './options.ts'

const ANSWER_WITHIN_MS = 3_000

/** What came of one request to the bot. */
export type Answer = { kind: 'answered'; status: number; body: string } | { kind: 'silent'; why: string }

/** Posts events to the bot as the platform does: sealed, within a time limit, again when not acknowledged. */
export function createPusher(options: SandboxOptions) {
  const realNow = options.realNow ?? Date.now
  const waits = options.redeliveryMs ?? REDELIVERY_MS
  const closing = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()

  async function post(event: unknown): Promise<Answer> {
    const { body, headers } = seal(event, options.encryptKey, realNow())
    const timeout = AbortSignal.timeout(options.answerWithinMs ?? ANSWER_WITHIN_MS)
    try {
      const response = await fetch(options.webhookUrl, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([timeout, closing.signal]),
      })
      return { kind: 'answered', status: response.status, body: await response.text() }
    } catch (error) {
      return { kind: 'silent', why: describeError(error).error }
    }
  }

  /**
   * Delivers an event at least once. Resolves after the first attempt with whether the bot acknowledged it; later
   * attempts go on behind, and `settled` is told how each ended.
   */
  async function deliver(
    event: unknown,
    settled: (acknowledged: boolean) => void,
    attempt = 0,
  ): Promise<boolean> {
    const answer = await post(event)
    if (closing.signal.aborted) return false
    const acknowledged = answer.kind === 'answered' && answer.status === 200
    settled(acknowledged)
    const wait = waits[attempt]
    if (!acknowledged) {
      const again = wait === undefined ? 'given up' : `again in ${wait} ms`
      options.log.warn({ answer, attempt }, `sandbox: event not acknowledged, ${again}`)
    }
    if (!acknowledged && wait !== undefined) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        void track(deliver(event, settled, attempt + 1))
      }, wait)
      timer.unref()
      timers.add(timer)
    }
    return acknowledged
  }

  /** Keeps hold of work that nobody awaits, so that closing can. */
  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work)
    void work.finally(() => running.delete(work))
    return work
  }

  return {
    post: (event: unknown) => track(post(event)),
    deliver: (event: unknown, settled: (acknowledged: boolean) => void) => track(deliver(event, settled)),
    async close(): Promise<void> {
      closing.abort()
      for (const timer of timers) clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
}

export type Pusher = ReturnType<typeof createPusher>
