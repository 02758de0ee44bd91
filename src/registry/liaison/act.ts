import type { Db } from '../../../db/client.ts'
import { actorId, type Speaker } from '../../people/roles.ts'

/** Somebody doing something. `db` is the caller's transaction: throw, and nothing has happened. */
export interface LiaisonAct {
  db: Db
  now: Date
  speaker: Speaker
  /** The inbox row that caused it. */
  causeId: number | null
}

/** Who recorded something, as records keep it. */
export const recorder = ({ speaker }: Pick<LiaisonAct, 'speaker'>): string =>
  speaker.kind === 'person' ? speaker.id : actorId(speaker)
