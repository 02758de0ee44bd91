import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type BriefingItem, type Notice, queueNotices } from '../../../db/notice.ts'
import { briefingTold } from '../../../db/schema/index.ts'
import { loadCalendar } from '../../ledger/calendar.ts'
import { dayOf, weekdayOf } from '../../lib/time.ts'
import { loadPerson } from '../../people/load-person.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { itemsFor } from './items.ts'
import { briefingReaders } from './readers.ts'

/** What a run did. */
export interface Briefed {
  leaders: number
  items: number
  /** Had nothing new to hear. */
  quiet: number
}

/**
 * 领导简报: tells leaders whose hour has come what has changed and what needs them since they were last told; each thing
 * once. Nothing new is nothing said, but on Mondays, when one line says how much is still open.
 */
export async function briefLeaders(db: Db, policies: PolicySet, now: Date): Promise<Briefed> {
  const day = dayOf(now)
  const readers = await briefingReaders(db, await loadCalendar(db), now)
  const done: Briefed = { leaders: 0, items: 0, quiet: 0 }
  for (const personId of readers) {
    if (!(await isFirst(db, personId, `day:${day}`, now))) continue
    const reader = await loadPerson(db, personId)
    if (!reader) continue
    const all = await itemsFor({ db, policies, now, reader })
    const fresh = await freshOf(db, personId, all, now)
    if (fresh.length === 0 && (all.length === 0 || weekdayOf(day) !== 1)) {
      done.quiet++
      continue
    }
    await queueNotices(db, [noticeFor(personId, day, fresh, all)])
    done.leaders++
    done.items += fresh.length
  }
  return done
}

const noticeFor = (
  personId: string,
  day: string,
  fresh: readonly BriefingItem[],
  all: readonly BriefingItem[],
): Notice => ({
  kind: 'leader.briefing',
  to: `person:${personId}`,
  key: `leader.briefing:${day}:${personId}`,
  data: { day, items: [...fresh], standing: all.length - fresh.length, isAll: false },
})

const isFirst = async (db: Db, personId: string, item: string, now: Date): Promise<boolean> => {
  const said = await db
    .insert(briefingTold)
    .values({ personId, item, toldAt: now })
    .onConflictDoNothing()
    .returning({ item: briefingTold.item })
  return said.length > 0
}

/** What of it was not said before; it is from now on. */
async function freshOf(
  db: Db,
  personId: string,
  items: readonly BriefingItem[],
  now: Date,
): Promise<BriefingItem[]> {
  if (items.length === 0) return []
  const rows = await rowsOf<{ item: string }>(
    db,
    sql`insert into briefing_told (person_id, item, told_at)
      select ${personId}, item, ${now.toISOString()}::timestamptz
      from json_array_elements_text(${JSON.stringify(items.map(({ key }) => key))}::text::json) as item
      on conflict do nothing returning item`,
  )
  const fresh = new Set(rows.map(({ item }) => item))
  return items.filter(({ key }) => fresh.has(key))
}
