import type { SendLimits } from './platform.ts'

/** Remembers when sends were let through, and says how long the next must wait, in ms. */
export interface Pace {
  /** Reserves the next free moment for a target and returns the wait until then. */
  reserve(target: string, now: number): number
  /** The platform said "too fast": nobody of this target (or nobody at all) before `until`. */
  holdOff(target: string | null, until: number): void
}

interface Window {
  size: number
  span: number
  /** Moments of the last sends, oldest first. */
  sent: number[]
}

function earliest(window: Window, now: number): number {
  const oldest = window.sent.length < window.size ? undefined : window.sent[window.sent.length - window.size]
  return oldest === undefined ? now : Math.max(now, oldest + window.span)
}

function mark(window: Window, at: number): void {
  window.sent.push(at)
  if (window.sent.length > window.size) window.sent.splice(0, window.sent.length - window.size)
}

/** Sliding windows per app (second, minute) and per target (second), by the platform's published limits. */
export function createPace(limits: SendLimits): Pace {
  const app: Window[] = [
    { size: limits.appPerSecond, span: 1000, sent: [] },
    { size: limits.appPerMinute, span: 60_000, sent: [] },
  ]
  const targets = new Map<string, Window>()
  const heldUntil = new Map<string | null, number>()

  return {
    reserve(target, now) {
      let own = targets.get(target)
      if (!own) {
        own = { size: limits.targetPerSecond, span: 1000, sent: [] }
        targets.set(target, own)
      }
      if (targets.size > 5000) forgetIdle(targets, now)
      const start = Math.max(now, heldUntil.get(null) ?? 0, heldUntil.get(target) ?? 0)
      const at = [own, ...app].reduce((moment, window) => earliest(window, moment), start)
      for (const window of [own, ...app]) mark(window, at)
      return at - now
    },
    holdOff(target, until) {
      heldUntil.set(target, until)
    },
  }
}

function forgetIdle(targets: Map<string, Window>, now: number): void {
  for (const [target, window] of targets) {
    if ((window.sent.at(-1) ?? 0) < now - 60_000) targets.delete(target)
  }
}
