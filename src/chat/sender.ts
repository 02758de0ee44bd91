import type { Db } from '../../db/client.ts'
import { PlatformError } from '../lib/errors.ts'
import { describeError, type Logger } from '../lib/log.ts'
import { reach } from '../people/reach.ts'
import type { Card } from './card.ts'
import { type Destination, queueKey, targetOf } from './delivery.ts'
import { filePath, findFile, type KeptFile } from './files.ts'
import { cardOfNotice } from './notices/index.ts'
import { claimOutbox, type Delivered, giveUp, markSent, type OutboxRow, putBack } from './outbox.ts'
import { createPace, type Pace } from './pace.ts'
import type { Platform } from './platform.ts'

/** Rather give a row back than hold its lease while waiting for a rate limit. */
const LONGEST_WAIT_MS = 15_000
/** Sends of one process that may be under way at once. */
const AT_ONCE = 32
const MOST_ATTEMPTS = 12

/** Sends what the outbox holds. */
export interface Sender {
  /** Sends rows this process has leased itself, in order per chat. Never throws. */
  send(rows: readonly OutboxRow[]): Promise<void>
  /** Claims and sends everything due until nothing is left. */
  drain(): Promise<void>
}

interface Deps {
  db: Db
  platforms: readonly Platform[]
  log: Logger
  sleep(ms: number): Promise<void>
}

export function createSender({ db, platforms, log, sleep }: Deps): Sender {
  const byName = new Map(
    platforms.map(platform => [platform.name, { platform, pace: createPace(platform.limits) }]),
  )
  const names = [...byName.keys()]
  /** The last send of each chat: the next one waits for it. */
  const queues = new Map<string, Promise<void>>()
  const sent = createBatch(log, (rows: Delivered[]) => markSent(db, rows))

  async function deliver(row: OutboxRow): Promise<void> {
    const place = await resolve(row)
    if (!place) {
      log.error({ outbox: row.id, address: row.address }, 'nobody to deliver to')
      return giveUp(db, row.id, 'dead', '没有可送达的群或人')
    }
    const { platform, pace } = place
    if (row.isRetake && row.triedForMs >= platform.limits.idempotencyMs) {
      log.error({ outbox: row.id }, 'found unfinished after a crash, past the idempotency window')
      return giveUp(db, row.id, 'uncertain', '发送中断，无法确认是否已送达')
    }
    const wait = pace.reserve(queueKey(place.destination), Date.now())
    if (wait > LONGEST_WAIT_MS) return putBack(db, row.id, wait, '排队限速')
    if (wait > 0) await sleep(wait)
    try {
      const messageId = await call(platform, place.destination, row)
      await sent.add({ id: row.id, platform: platform.name, destination: place.destination, messageId })
    } catch (error) {
      await settle(row, place.destination, platform, pace, error)
    }
  }

  async function resolve(row: OutboxRow) {
    const found = row.destination ? null : await reach(db, row.address ?? '', names)
    const entry = byName.get(row.platform ?? found?.platform ?? '')
    const destination: Destination | null = row.destination ?? found
    return entry && destination ? { ...entry, destination } : null
  }

  async function call(platform: Platform, destination: Destination, row: OutboxRow): Promise<string> {
    if (row.kind === 'file') return sendFile(platform, destination, row)
    const card = row.kind === 'card' ? (row.payload as Card) : cardOfNotice(row.kind, row.payload)
    if (destination.to === 'card') {
      await platform.update(destination.messageId, card)
      return destination.messageId
    }
    const { messageId } = await platform.send(targetOf(destination), card, row.key)
    return messageId
  }

  async function sendFile(platform: Platform, destination: Destination, row: OutboxRow): Promise<string> {
    const { id } = row.payload as KeptFile
    const file = await findFile(db, id)
    if (!file) throw new PlatformError('rejected', 'expired', 'the file is no longer kept')
    if (destination.to === 'card') throw new Error('a file cannot take the place of a card')
    const { messageId } = await platform.sendFile(
      targetOf(destination),
      { ...file, path: filePath(id) },
      row.key,
    )
    return messageId
  }

  async function settle(
    row: OutboxRow,
    destination: Destination,
    platform: Platform,
    pace: Pace,
    error: unknown,
  ) {
    const { error: told } = describeError(error)
    const backoff = Math.min(60_000, 500 * 2 ** row.attempts)
    const fault = error instanceof PlatformError ? error.fault : 'rejected'
    log.warn({ outbox: row.id, kind: row.kind, fault, error: told, attempts: row.attempts }, 'send failed')
    if (fault === 'target-gone' || fault === 'rejected' || row.attempts >= MOST_ATTEMPTS) {
      log.error({ outbox: row.id, kind: row.kind, error: told }, 'gave a message up')
      return giveUp(db, row.id, 'dead', told)
    }
    if (fault === 'unreachable' && row.triedForMs + backoff >= platform.limits.idempotencyMs) {
      return giveUp(db, row.id, 'uncertain', told)
    }
    const delay = error instanceof PlatformError ? Math.max(error.retryAfterMs ?? 0, backoff) : backoff
    if (fault === 'busy') pace.holdOff(queueKey(destination), Date.now() + delay)
    return putBack(db, row.id, delay, told)
  }

  /** One after another within a chat, in parallel between chats. */
  function enqueue(row: OutboxRow): Promise<void> {
    const key = row.destination ? queueKey(row.destination) : (row.address ?? '')
    const turn = (queues.get(key) ?? Promise.resolve()).then(() =>
      deliver(row).catch(error => log.error({ outbox: row.id, ...describeError(error) }, 'sender fault')),
    )
    queues.set(key, turn)
    void turn.then(() => {
      if (queues.get(key) === turn) queues.delete(key)
    })
    return turn
  }

  return {
    async send(rows) {
      await Promise.all(rows.map(enqueue))
    },
    async drain() {
      for (;;) {
        const rows = await claimOutbox(db, names, AT_ONCE)
        if (rows.length === 0) return
        await Promise.all(rows.map(enqueue))
      }
    },
  }
}

/** Gathers items added while the last hand-over is under way, and hands them over together. */
function createBatch<T>(log: Logger, flush: (items: T[]) => Promise<void>) {
  let waiting: T[] = []
  let next: Promise<void> | null = null
  let last: Promise<void> = Promise.resolve()

  async function handOver(): Promise<void> {
    await last
    const items = waiting
    waiting = []
    last = next ?? last
    next = null
    await flush(items).catch(error => log.error(describeError(error), 'could not mark as sent'))
  }

  return {
    /** Resolves when the item has been handed over, or that has failed and been logged. */
    add(item: T): Promise<void> {
      waiting.push(item)
      next ??= handOver()
      return next
    },
  }
}
