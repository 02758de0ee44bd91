import type { Db } from '../../db/client.ts'
import { describeError, type Logger } from '../lib/log.ts'
import type { Clock } from '../lib/time.ts'
import { say } from './card.ts'
import type { Answer } from './delivery.ts'
import type { Desk } from './desk.ts'
import type { DispatchDeps } from './dispatch.ts'
import { handle } from './handle.ts'
import { accept, claim, type InboxRow, laneOf } from './inbox.ts'
import type { ActionAnswer, Incoming, IncomingAction } from './message.ts'
import { queueAnswers } from './outbox.ts'
import type { Platform } from './platform.ts'
import { createSender } from './sender.ts'

/** A click must be answered within 3 s; past this the clicker is told that it goes on. */
const CLICK_BUDGET_MS = 2500
const STILL_WORKING: ActionAnswer = { toast: { tone: 'info', text: '正在处理，结果稍后发给您。' } }
/** With more than this waiting in memory, new arrivals wait in the database instead. */
const MOST_WAITING = 100
/** Notices written by several messages in a row are fetched together. */
const NOTICE_DELAY_MS = 20

/** From an arrival to an answer. */
export interface Bot {
  /** Stores an arrival durably; resolves when the webhook may answer. A click's answer is in it, within 2.5 s. */
  take(incoming: Incoming): Promise<ActionAnswer | null>
  /** Handles and sends whatever lies open: left by a crash, held back by its lane, written by jobs. */
  drain(): Promise<void>
  /** Resolves when nothing taken by this process is under way. */
  settled(): Promise<void>
}

export interface BotDeps extends DispatchDeps {
  db: Db
  platforms: readonly Platform[]
  clock: Clock
  log: Logger
  /** Messages handled at once; fewer than the database has connections, so that arrivals can always be stored. */
  concurrency: number
  sleep(ms: number): Promise<void>
  desk: Desk
}

export function createBot(deps: BotDeps): Bot {
  const { db, clock, log, sleep } = deps
  const sender = createSender(deps)
  const turns = createTurns(deps.concurrency)
  const busyLanes = new Set<string>()
  /** Lanes in which something arrived while this process was at work in them. */
  const waitingLanes = new Set<string>()
  const running = new Set<Promise<unknown>>()
  let noticesWanted = false

  function inBackground(work: Promise<unknown>): void {
    const guarded = work.catch(error => log.error(describeError(error), 'background fault'))
    running.add(guarded)
    void guarded.then(() => running.delete(guarded))
  }

  /** Handles one leased row to the end; what it caused is sent behind it. */
  async function work(row: InboxRow): Promise<ActionAnswer | null> {
    const lane = laneOf(row.incoming)
    busyLanes.add(lane)
    try {
      const { outcome, rows, againInMs } = await turns.run(() => handle(deps, row, clock.now(), true))
      if (rows.length > 0) inBackground(sender.send(rows))
      if (againInMs !== undefined) inBackground(sleep(againInMs).then(drainInbox))
      sendNoticesSoon()
      return outcome.clickAnswer
    } finally {
      busyLanes.delete(lane)
      if (waitingLanes.delete(lane)) inBackground(drainInbox())
    }
  }

  function sendNoticesSoon(): void {
    if (noticesWanted) return
    noticesWanted = true
    inBackground(
      sleep(NOTICE_DELAY_MS).then(() => {
        noticesWanted = false
        return sender.drain()
      }),
    )
  }

  async function takeClick(row: InboxRow, click: IncomingAction): Promise<ActionAnswer> {
    let isLate = false
    const answered = work(row).then(async answer => {
      if (isLate && answer) {
        const cause = { id: -row.id, platform: click.platform }
        await sender.send(await queueAnswers(db, lateAnswers(click, answer), cause, true))
      }
      return answer ?? {}
    })
    inBackground(answered.then(() => {}))
    const inTime = await Promise.race([answered, sleep(CLICK_BUDGET_MS).then(() => null)])
    isLate = inTime === null
    return inTime ?? STILL_WORKING
  }

  async function drainInbox(): Promise<void> {
    for (;;) {
      const rows = await claim(db, 2 * deps.concurrency)
      if (rows.length === 0) return
      await Promise.all(rows.map(work))
    }
  }

  return {
    async take(incoming) {
      const lane = laneOf(incoming)
      const mustWait = busyLanes.has(lane) || turns.waiting() > MOST_WAITING
      const accepted = await accept(db, incoming, mustWait)
      if (accepted.state === 'repeated') {
        return incoming.kind === 'action' ? (accepted.answer ?? STILL_WORKING) : null
      }
      if (accepted.state === 'queued') {
        if (busyLanes.has(lane)) waitingLanes.add(lane)
        else inBackground(drainInbox())
        return null
      }
      if (incoming.kind === 'action') return takeClick(accepted.row, incoming)
      inBackground(work(accepted.row))
      return null
    },
    async drain() {
      await drainInbox()
      await sender.drain()
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** What a click that took too long still brings: the card in its place, or a word in the chat. */
function lateAnswers(click: IncomingAction, answer: ActionAnswer): Answer[] {
  if (answer.card) {
    return [{ destination: { to: 'card', messageId: click.messageId }, card: answer.card, focus: undefined }]
  }
  if (!answer.toast) return []
  const card = say('处理结果', answer.toast.text, answer.toast.tone)
  return [{ destination: { to: 'person', openId: click.operatorId }, card, focus: undefined }]
}

/** Lets at most `size` pieces of work run at once, first come first served. */
function createTurns(size: number) {
  const queue: (() => void)[] = []
  let free = size
  return {
    waiting: () => queue.length,
    async run<T>(body: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1
      else await new Promise<void>(resolve => queue.push(resolve))
      try {
        return await body()
      } finally {
        const next = queue.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
