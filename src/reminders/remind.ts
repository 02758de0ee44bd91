import type { Db } from '../../db/client.ts'
import { type Address, type Notice, queueNotices } from '../../db/notice.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { groupBy } from '../lib/group.ts'
import { dayOf } from '../lib/time.ts'
import { isWorkday } from '../lib/working-days.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { climbDuties, type News } from './climb.ts'
import { SOURCES } from './sources/index.ts'

/** What a run of the reminders queued. */
export interface Reminded {
  digests: number
  /** Things said in them. */
  lines: number
}

/**
 * Queues one digest for everybody who owes something they have not been told yet; nothing for whom there is nothing new.
 * Null when people are off: what was due meanwhile is said on the next working day.
 */
export async function remindOfDuties(
  db: Db,
  { policies, now }: { policies: PolicySet; now: Date },
): Promise<Reminded | null> {
  const calendar = await loadCalendar(db)
  if (!isWorkday(calendar, dayOf(now))) return null
  const news = await climbDuties(db, SOURCES, { calendar, policies, now })
  const digests = [...groupBy(news, ({ reader }) => reader)].map(([reader, sections]) =>
    digestOf(reader, sections, dayOf(now)),
  )
  await queueNotices(db, digests)
  return { digests: digests.length, lines: news.reduce((sum, { total }) => sum + total, 0) }
}

function digestOf(reader: string, sections: readonly News[], day: string): Notice {
  const [first] = sections
  return {
    kind: 'duty.digest',
    to: reader as Address,
    key: `duty:${reader}:${day}:${first?.source}:${first?.key}`,
    data: {
      day,
      sections: sections.map(({ source, total, overdue, lines }) => ({ source, total, overdue, lines })),
    },
  }
}
