import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import { describeError, type Logger } from '../lib/log.ts'
import { apologise, type DispatchDeps, dispatch, type Outcome, refuse } from './dispatch.ts'
import { finish, type InboxRow } from './inbox.ts'
import { type OutboxRow, queueAnswers } from './outbox.ts'

export interface Handled {
  outcome: Outcome
  /** The answers, already leased to the caller if it asked for that. */
  rows: OutboxRow[]
}

/**
 * Handles one arrival in one transaction: what it changed, what it caused to be said and its being done are committed
 * together. A refusal or a fault rolls everything back and only its answer is committed. Throws when not even that
 * could be written; the row is then driven again once its lease has run out.
 */
export async function handle(
  deps: DispatchDeps & { db: Db; log: Logger },
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
    ])
    return { outcome, rows }
  }
  let understood: Outcome['understood'] = null
  try {
    const handled = await db.transaction(async tx => {
      const outcome = await dispatch(tx as Db, deps, row.incoming, now, row.id, meant => {
        understood = meant
      })
      return commit(tx as Db, outcome)
    })
    log.info({ inbox: row.id, ...whatHappened(row.incoming, handled.outcome) }, 'handled a message')
    return handled
  } catch (error) {
    if (error instanceof Refusal) {
      log.info({ inbox: row.id, refusal: error.message }, 'refused')
      return db.transaction(tx => commit(tx as Db, { ...refuse(row.incoming, error.message), understood }))
    }
    const reference = `BZ-${row.id}`
    const told = describeError(error)
    log.error({ inbox: row.id, reference, ...told }, 'could not handle a message')
    return db.transaction(tx =>
      commit(tx as Db, { ...apologise(row.incoming, reference), understood }, told.error),
    )
  }
}

/** Who asked for what and why it was taken so; never what was typed. */
function whatHappened(incoming: InboxRow['incoming'], { understood }: Outcome): Record<string, unknown> {
  if (incoming.kind === 'action') return { openId: incoming.operatorId, isClick: true }
  if (!understood) return { openId: incoming.senderId }
  const { kind, confidence, why } = understood
  return { openId: incoming.senderId, intent: kind === 'sure' ? understood.intent : null, confidence, why }
}
