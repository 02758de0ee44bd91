import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Rhythm } from '../../lib/rhythm.ts'
import { addDays, type Day, dayOf, instantOf, timeOf } from '../../lib/time.ts'
import type { Topic } from '../notices/topic.ts'

/** What a reader wants of what nobody asked for. */
export interface Wishes {
  /** No messages from one time of day to another, which may be past midnight. */
  quiet: { from: string; to: string } | null
  /** 暂停 or on leave today: news wait. */
  isPaused: boolean
  isOff: boolean
  /** News of this topic come together, by this rhythm. */
  rhythm: Rhythm | null
}

/**
 * What a reader (an address) wants of a topic on a day; what was said of the topic goes before what was said of all.
 * Who is on leave and has handed their enterprises over hears news when they are back.
 */
export async function wishesOf(db: Db, reader: string, topic: Topic, today: Day): Promise<Wishes> {
  const person = reader.startsWith('person:') ? reader.slice('person:'.length) : ''
  const [row] = await rowsOf<{
    from: string | null
    to: string | null
    isPaused: boolean
    isOff: boolean
    rhythm: Rhythm | null
  }>(
    db,
    sql`select h.quiet_from as "from", h.quiet_to as "to", coalesce(s.is_off, false) as "isOff", s.rhythm,
        coalesce(${today}::date between h.paused_from and h.paused_to, false) or exists (
          select from delegation d where d.absent_id = ${person} and d.revoked_at is null
            and ${today}::date between d.from_on and d.to_on) as "isPaused"
      from (select 1) as one
      left join push_hours h on h.reader = ${reader}
      left join lateral (
        select is_off, rhythm from subscription where reader = ${reader} and topic in (${topic}, '*')
        order by topic = '*' limit 1) s on true`,
  )
  const { from = null, to = null, isPaused = false, isOff = false, rhythm = null } = row ?? {}
  return { quiet: from && to ? { from, to } : null, isPaused, isOff, rhythm }
}

/** Milliseconds until a reader's quiet hours end; 0 outside them. */
export function msQuiet(quiet: Wishes['quiet'], now: Date): number {
  if (!quiet) return 0
  const { from, to } = quiet
  const time = timeOf(now)
  const isOvernight = from > to
  const isQuiet = isOvernight ? time >= from || time < to : time >= from && time < to
  if (!isQuiet) return 0
  const endsOn = isOvernight && time >= from ? addDays(dayOf(now), 1) : dayOf(now)
  return instantOf(endsOn, to).getTime() - now.getTime()
}
