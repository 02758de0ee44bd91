import type { Limits } from './options.ts'

/** Calls in a sliding window, by key. */
function slidingWindow(spanMs: number) {
  const calls = new Map<string, number[]>()
  /** Milliseconds until there is room; 0 when there is. */
  function waitFor(key: string, limit: number, now: number): number {
    const recent = (calls.get(key) ?? []).filter(at => at > now - spanMs)
    calls.set(key, recent)
    const oldest = recent[recent.length - limit]
    return oldest === undefined ? 0 : oldest + spanMs - now
  }
  return { waitFor, take: (key: string, now: number) => calls.get(key)?.push(now) }
}

export interface RateLimiter {
  /** Counts a call of an API by the app; seconds to wait when it is over the limit, else 0. */
  app(api: string): number
  /** Counts a message to a chat, or an update of a message; false when over the limit. */
  target(id: string): boolean
}

export function createRateLimiter(limits: Limits | 'off', realNow: () => number): RateLimiter {
  if (limits === 'off') return { app: () => 0, target: () => true }
  const second = slidingWindow(1_000)
  const minute = slidingWindow(60_000)
  const targets = slidingWindow(1_000)
  return {
    app(api) {
      const now = realNow()
      const wait = Math.max(
        second.waitFor(api, limits.appPerSecond, now),
        minute.waitFor(api, limits.appPerMinute, now),
      )
      if (wait > 0) return Math.ceil(wait / 1000)
      second.take(api, now)
      minute.take(api, now)
      return 0
    },
    target(id) {
      const now = realNow()
      if (targets.waitFor(id, limits.targetPerSecond, now) > 0) return false
      targets.take(id, now)
      return true
    },
  }
}
