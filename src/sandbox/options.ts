import type { Logger } from '../lib/log.ts'
import type { Clock, Day } from '../lib/time.ts'
import type { Directory } from './wire.ts'

/** The demo clock: shown on the page and movable from it. */
interface DemoClock extends Clock {
  set(at: Date): Promise<void>
}

/** How fast the platform lets an app speak: per API and app, and per chat or person. */
export interface Limits {
  appPerSecond: number
  appPerMinute: number
  targetPerSecond: number
}

export const PLATFORM_LIMITS: Limits = { appPerSecond: 50, appPerMinute: 1000, targetPerSecond: 5 }

export interface SandboxOptions {
  /** Where signed events and callbacks are posted. */
  webhookUrl: string
  appId: string
  appSecret: string
  /** Empty: events go out in plain text, as the platform does without one. */
  encryptKey: string
  verificationToken: string
  directory: Directory | (() => Directory | Promise<Directory>)
  clock: DemoClock
  /** Chats survive a restart in this JSON file; without it they live in memory. */
  storeFile?: string
  log: Logger
  /** `off` for benchmarks. */
  limits?: Limits | 'off'
  /** Waits before a message event is pushed again; the platform's own are 15 s, 5 min, 1 h, 6 h. */
  redeliveryMs?: readonly number[]
  /** How long the bot may take to answer an event or a callback; the platform gives 3 s. */
  answerWithinMs?: number
  /** For the page's "next working day"; Monday to Friday when not given. */
  isWorkday?: (day: Day) => boolean
  /** Real milliseconds, for token life, idempotency and limits. */
  realNow?: () => number
}

export const REDELIVERY_MS: readonly number[] = [15_000, 300_000, 3_600_000, 21_600_000]
