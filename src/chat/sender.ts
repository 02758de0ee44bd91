import type { Db } from '../../db/client.ts'
import { PlatformError } from '../lib/errors.ts'
import { describeError, type Logger } from '../lib/log.ts'
import type { Clock } from '../lib/time.ts'
import { reach } from '../people/reach.ts'
import { type Card, say } from './card.ts'
import { chatKindOf, type Destination, queueKey, targetOf } from './delivery.ts'
import type { Desk } from './desk.ts'
import { filePath, findFile, type KeptFile } from './files.ts'
import {
  becomeLive,
  findLive,
  forgetLive,
  type LivePlace,
  liveBehind,
  placeOf,
  pushLive,
  sendAnew,
  wantShown,
} from './live.ts'
import { cardOfNotice } from './notices/index.ts'
import { weightOf } from './notices/weight.ts'
import { withReason } from './notices/why.ts'
import {
  claimOutbox,
  type Delivered,
  giveUp,
  keepForLater,
  markSent,
  type OutboxRow,
  putBack,
  skip,
  tellOffice,
  waitForHours,
} from './outbox.ts'
import { createPace, type Pace } from './pace.ts'
import { isAsked, planNotice, type Where } from './plan.ts'
import type { Platform } from './platform.ts'
import { queueCopies } from './push/copies.ts'

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
  /** The clock people live by. */
  clock: Clock
  desk: Desk
}

/** How long a notice waits at most before it is looked at again. */
const LONGEST_CLOSED_MS = 15 * 60_000

export function createSender({ db, platforms, log, sleep, clock, desk }: Deps): Sender {
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
      if (isOfUnit(row) && weightOf(row.kind, row.payload) === 'duty') return tellOffice(db, row.id)
      log.error({ outbox: row.id, address: row.address }, 'nobody to deliver to')
      return giveUp(db, row.id, 'dead', '没有可送达的群或人')
    }
    const { platform, pace } = place
    if (row.isRetake && row.triedForMs >= platform.limits.idempotencyMs) {
      log.error({ outbox: row.id }, 'found unfinished after a crash, past the idempotency window')
      return giveUp(db, row.id, 'uncertain', '发送中断，无法确认是否已送达')
    }
    const where = whereOf(row, platform, place.destination)
    const plan = isAsked(row)
      ? ({ do: 'send', row } as const)
      : await planNotice({ db, desk, now: clock.now() }, row, where)
    switch (plan.do) {
      case 'wait':
        return waitForHours(db, row.id, Math.min(plan.ms, LONGEST_CLOSED_MS))
      case 'skip':
        return skip(db, row.id, plan.why)
      case 'gather':
        return keepForLater(db, row.id, plan.why, clock.now())
      case 'edit':
        if (!platform.canUpdate) return skip(db, row.id, '平台不能改已发卡片')
    }
    const wait = pace.reserve(queueKey(place.destination), Date.now())
    if (wait > LONGEST_WAIT_MS) return putBack(db, row.id, wait, '排队限速')
    if (wait > 0) await sleep(wait)
    try {
      const live = where?.live ?? null
      const isEdited = plan.do === 'edit' && live !== null && (await edit(platform, row, live))
      const said = plan.do === 'send' ? plan.row : row
      const { destination, messageId } = isEdited || (await send(platform, place.destination, said, live))
      if (!isAsked(row) && !row.isCopy) await queueCopies(db, row)
      await sent.add({ id: row.id, platform: platform.name, destination, messageId })
    } catch (error) {
      await settle(row, place.destination, platform, pace, error)
    }
  }

  function whereOf({ about }: OutboxRow, { name }: Platform, destination: Destination): Where | null {
    const place = placeOf(destination)
    if (!about || !place) return null
    const at = { platform: name, place }
    return {
      live: { ...at, caseNo: about.caseNo },
      reader: { ...at, kind: chatKindOf(destination) },
      version: about.version,
    }
  }

  /** Changes the live card; false when there is none any more that can be changed. */
  async function edit(platform: Platform, row: OutboxRow, live: LivePlace): Promise<Shown | false> {
    if (!row.about) return false
    await wantShown(db, live, { version: row.about.version, card: cardOf(row) })
    try {
      await writeLive(platform, live)
    } catch (error) {
      if (!isGone(error)) throw error
      const found = await findLive(db, live)
      if (found) await forgetLive(db, live, found.messageId)
      return false
    }
    const shown = await findLive(db, live)
    if (!shown) return false
    return { destination: { to: 'card', messageId: shown.messageId }, messageId: shown.messageId }
  }

  /** Sends a new message; when it shows a case it is the live card from now on, and the one before it is shortened. */
  async function send(
    platform: Platform,
    destination: Destination,
    row: OutboxRow,
    live: LivePlace | null,
  ): Promise<Shown> {
    const messageId = await call(platform, destination, row)
    if (row.about && live && row.kind !== 'file') {
      const shown = { messageId, version: row.about.version, card: cardOf(row), destination }
      const before = await becomeLive(db, live, shown)
      if (before && platform.canUpdate) await shorten(platform, before, live.caseNo)
      await catchUp(platform, live)
    }
    return { destination, messageId }
  }

  const writeLive = (platform: Platform, live: LivePlace) =>
    pushLive(db, live, {
      compose: composed(live),
      write: (messageId, card) => platform.update(messageId, card),
    })

  /** The case of a live card as it stands, as its reader may see it. */
  const composed = (live: LivePlace) => async (destination: Destination) => {
    const { platform, place, caseNo } = live
    const reader = { platform, place, kind: chatKindOf(destination) }
    const card = await desk.card(db, caseNo, reader, clock.now())
    return card ?? say(`诉求 ${caseNo.slice(-4)}`, '这件诉求已不由您这里办理，不再显示。', 'plain')
  }

  /** Writes what a live card is to show; what cannot be written now is tried again at the next turn. */
  async function catchUp(platform: Platform, live: LivePlace): Promise<void> {
    try {
      await writeLive(platform, live)
    } catch (error) {
      if (isGone(error)) await sendAnew(db, live, composed(live))
      else log.info({ ...live, ...describeError(error) }, 'a card shows an older state until the next turn')
    }
  }

  /** A card that has been taken over by a newer one keeps no buttons. That it cannot be done holds nothing up. */
  async function shorten(platform: Platform, messageId: string, caseNo: string): Promise<void> {
    const card = say(`诉求 ${caseNo.slice(-4)}`, '这件诉求已有新进展，请看下面最新的卡片。', 'plain')
    await platform
      .update(messageId, card)
      .catch(error => log.info({ messageId, ...describeError(error) }, 'an old card could not be shortened'))
  }

  async function resolve(row: OutboxRow) {
    const found = row.destination ? null : await reach(db, row.address ?? '', names)
    const entry = byName.get(row.platform ?? found?.platform ?? '')
    const destination: Destination | null = row.destination ?? found
    return entry && destination ? { ...entry, destination } : null
  }

  async function call(platform: Platform, destination: Destination, row: OutboxRow): Promise<string> {
    if (row.kind === 'file') return sendFile(platform, destination, row)
    const card = cardOf(row)
    if (destination.to === 'card') {
      await platform.update(destination.messageId, card)
      return destination.messageId
    }
    const { messageId } = await platform.send(targetOf(destination), card, row.key)
    return messageId
  }

  const cardOf = (row: OutboxRow): Card =>
    row.kind === 'card' ? (row.payload as Card) : withReason(cardOfNotice(row.kind, row.payload), row)

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
        if (rows.length === 0) break
        await Promise.all(rows.map(enqueue))
      }
      const behind = await liveBehind(db, names, AT_ONCE)
      await Promise.all(
        behind.map(async live => {
          const platform = byName.get(live.platform)?.platform
          if (platform) await catchUp(platform, live)
        }),
      )
    },
  }
}

/** A message that can be changed no longer: deleted, too old, or of a chat that is gone. */
const isGone = (error: unknown) =>
  error instanceof PlatformError && (error.fault === 'target-gone' || error.fault === 'rejected')

/** For a unit, not passed on already. */
const isOfUnit = ({ address, isCopy }: OutboxRow) =>
  !isCopy && address !== null && address.startsWith('unit:') && address !== 'unit:office'

/** Where a row ended up. */
interface Shown {
  destination: Destination
  messageId: string
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
