import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import type { Act } from '../act.ts'

/**
 * Does something to one after another, each for itself: what is refused meanwhile, because a person was quicker, leaves
 * nothing behind and does not hold up the rest. Says how many were done.
 */
export async function eachAlone<T>(
  act: Act,
  all: readonly T[],
  body: (act: Act, one: T) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const one of all) {
    try {
      await act.db.transaction(tx => body({ ...act, db: tx as Db }, one))
      done += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return done
}
