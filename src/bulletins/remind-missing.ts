import type { Db } from '../../db/client.ts'
import { type Notice, queueNotices } from '../../db/notice.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { dayOf } from '../lib/time.ts'
import { isWorkday } from '../lib/working-days.ts'
import type { MissingUnit } from './compose/missing.ts'

/** The day of the month a bulletin is due. */
const BULLETIN_DAY = 25

/**
 * Asks the units whose figures a bulletin waits for, and tells the office whose they are; once a working day, so that
 * nobody finds three of them on a Monday. `missing` are the units to ask. Gives how many were asked.
 */
export async function remindMissing(
  db: Db,
  { period, missing, now }: { period: string; missing: readonly MissingUnit[]; now: Date },
): Promise<number> {
  const today = dayOf(now)
  if (!isWorkday(await loadCalendar(db), today)) return 0
  const days = Math.max(0, Number(today.slice(8)) - BULLETIN_DAY)
  const told = missing.map(({ unitId: _, name, ...rest }) => ({ unit: name, ...rest }))
  const toUnits = missing.flatMap(({ unitId, name, ...rest }): Notice[] =>
    unitId === null
      ? []
      : [
          {
            kind: 'bulletin.missing',
            to: `unit:${unitId}`,
            key: `bulletin.missing:${period}:${unitId}:${today}`,
            data: { unit: name, ...rest, period, days },
          },
        ],
  )
  const toOffice: Notice = {
    kind: 'bulletin.waiting',
    to: 'unit:office',
    key: `bulletin.waiting:${period}:${today}`,
    data: { period, days, units: told },
  }
  await queueNotices(db, [...toUnits, toOffice])
  return toUnits.length
}
