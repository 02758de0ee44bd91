import type { SQL } from 'drizzle-orm'
import type { DutySource } from '../../db/notice.ts'
import type { Day } from '../lib/time.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import type { Ladder } from './ladder.ts'

/** The day reminders are written for. */
export interface Moment {
  day: Day
  calendar: WorkCalendar
  policies: PolicySet
  /** Due days of interest: from the oldest still spoken of to the farthest ahead of the source's ladder. */
  from: Day
  until: Day
}

/** One kind of thing people owe by a day. */
export interface Source {
  name: DutySource
  ladder: Ladder
  /**
   * A query of what is owed: `item` (tells things of the source apart), `reader` (the address of who owes it), `due_on`,
   * `what` (its name) and `ref` (by which its card opens it, or null); what is due at another time is left out by whoever
   * asks. Null when nothing of the kind can be due.
   */
  owed(moment: Moment): SQL | null
}
