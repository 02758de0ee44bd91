import type { Db } from '../../../db/client.ts'
import type { Speaker } from '../../people/roles.ts'

/** Somebody doing something to a roster. `db` is the caller's transaction: throw, and nothing has happened. */
export interface RosterAct {
  db: Db
  now: Date
  speaker: Speaker
  /** The inbox row that caused it. */
  causeId: number | null
}
