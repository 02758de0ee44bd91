import type { Db } from '../../db/client.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import type { Actor } from '../people/roles.ts'
import { loadCalendar } from './calendar.ts'

/** Somebody doing something in the ledger. `db` is the caller's transaction: throw, and nothing has happened. */
export interface Act {
  db: Db
  now: Date
  calendar: WorkCalendar
  actor: Actor
  /** The inbox row that caused it. */
  causeId: number | null
  /** History being loaded: nobody is told. */
  isSilent?: boolean
}

/** An act with the calendar as it stands now. */
export async function openAct(db: Db, now: Date, actor: Actor, causeId: number | null = null): Promise<Act> {
  return { db, now, calendar: await loadCalendar(db), actor, causeId }
}
