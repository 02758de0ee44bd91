import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import { describeError, type Logger } from '../lib/log.ts'
import type { Advice } from './adviser.ts'
import { remember } from './conversation.ts'
import { type DispatchDeps, dispatch, isInPrivate, saidInVain } from './dispatch.ts'
import { finish, hold, type InboxRow, Overtaken, putOff } from './inbox.ts'
import { type OutboxRow, queueAnswers } from './outbox.ts'
import { apologise, NOTHING, type Outcome, refuse } from './outcome.ts'
import type { Platform } from './platform.ts'
import { Puzzled } from './puzzled.ts'
import { NotYet, receiveFiles } from './receive-files.ts'
import type { Understanding } from './understand.ts'

export interface Handled {
  outcome: Outcome
  /** The answers, already leased to the caller if it asked for that. */
  rows: OutboxRow[]
  /** Nothing has been done yet: it is to be driven again after so long. */
  againInMs?: number
}

/**
 * Handles one arrival in one transaction: what it changed, what it caused to be said and its being done are committed
 * together. A refusal or a fault rolls everything back and only its answer is committed. Throws when not even that
 * could be written; the row is then driven again once its lease has run out.
 */
export async function handle(
  deps: DispatchDeps & { db: Db; log: Logger; platforms: readonly Pick<Platform, 'name' | 'download'>[] },
  row: InboxRow,
  now: Date,
  lease: boolean,
): Promise<Handled> {
  const { db, log } = deps
  const commit = async (tx: Db, outcome: Outcome, error?: string): Promise<Handled> => {
    const cause = { id: row.id, platform: row.incoming.platform }
    const [rows] = await Promise.all([
      queueAnswers(tx, outcome.answers, cause, lease),
      finish(tx, row.id, outcome.clickAnswer, error),
      ...outcome.remembered.map(memory => remember(tx, memory)),
    ])
    return { outcome, rows }
  }
  let understood: Outcome['understood'] = null
  const inOne = (work: (tx: Db) => Promise<Outcome>, error?: string): Promise<Handled> =>
    db.transaction(async tx => {
      // Not awaited on its own: what follows on this connection waits for it anyway, and is sent along.
      const held = hold(tx as Db, row.id)
      const [outcome] = await Promise.all([work(tx as Db), held])
      return commit(tx as Db, outcome, error)
    })
  try {
    const files = await receiveFiles(deps, row)
    const meant = (one: Understanding) => {
      understood = one
    }
    const once = (advice?: Advice | null) =>
      inOne(tx => dispatch(tx, deps, row.incoming, now, row.id, meant, { files, advice }))
    const handled = await once().catch(async (error: unknown) => {
      if (!(error instanceof Puzzled) || !deps.advise) throw error
      return once(await deps.advise(error.puzzle))
    })
    log.info({ inbox: row.id, ...whatHappened(row.incoming, handled.outcome) }, 'handled a message')
    return handled
  } catch (error) {
    if (error instanceof Overtaken) return NOTHING_TO_DO
    if (error instanceof NotYet) {
      log.warn({ inbox: row.id, attempts: row.attempts, ...describeError(error) }, 'no files yet')
      await putOff(db, row.id, error.waitMs)
      return { ...NOTHING_TO_DO, againInMs: error.waitMs }
    }
    return inOne(
      async tx => afterwards(tx, error),
      error instanceof Refusal ? undefined : describeError(error).error,
    ).catch((second: unknown) => {
      if (second instanceof Overtaken) return NOTHING_TO_DO
      throw second
    })
  }

  /** What is said of a refusal or a fault, once what it had begun is undone. */
  async function afterwards(tx: Db, error: unknown): Promise<Outcome> {
    if (error instanceof Refusal) {
      log.info({ inbox: row.id, refusal: error.message }, 'refused')
      const remembered = await saidInVain(tx, deps, row.incoming, understood)
      const isPrivate = isInPrivate(deps, understood)
      return { ...refuse(row.incoming, error.message, isPrivate), understood, remembered }
    }
    const reference = `BZ-${row.id}`
    log.error({ inbox: row.id, reference, ...describeError(error) }, 'could not handle a message')
    return { ...apologise(row.incoming, reference), understood }
  }
}

const NOTHING_TO_DO: Handled = {
  outcome: NOTHING,
  rows: [],
}

/** Who asked for what and why it was taken so; never what was typed. */
function whatHappened(incoming: InboxRow['incoming'], { understood }: Outcome): Record<string, unknown> {
  if (incoming.kind === 'action') return { openId: incoming.operatorId, isClick: true }
  if (incoming.kind === 'recall') return { isRecall: true }
  if (!understood) return { openId: incoming.senderId }
  const { kind, confidence, why } = understood
  return { openId: incoming.senderId, intent: kind === 'sure' ? understood.intent : null, confidence, why }
}
