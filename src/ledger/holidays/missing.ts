import { and, count, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { queueNotices } from '../../../db/notice.ts'
import { caseFile, holidayProposal, person } from '../../../db/schema/index.ts'
import { dayOf, daysBetween } from '../../lib/time.ts'
import { isWorkday } from '../../lib/working-days.ts'
import { loadCalendar } from '../calendar.ts'
import { RUNNING } from '../facts.ts'
import { keepersBut } from './proposal.ts'

/** The notice usually comes out between October and December: asked for weekly from here, */
const WEEKLY_FROM = '11-10'
/** and daily from here. */
const DAILY_FROM = '12-10'

/**
 * Asks office and admins for next year's holiday notice while it is not in: weekly from 10 November, daily from
 * 10 December, and daily for a year that has begun without one; on working days. Says which year it asked for.
 */
export async function askForHolidays(db: Db, now: Date): Promise<{ year: number } | null> {
  const today = dayOf(now)
  const calendar = await loadCalendar(db)
  if (!isWorkday(calendar, today)) return null
  const thisYear = Number(today.slice(0, 4))
  const hasBegun = !calendar.officialYears.has(thisYear)
  const year = hasBegun ? thisYear : thisYear + 1
  const asksFrom = `${thisYear}-${WEEKLY_FROM}`
  if (!hasBegun && (calendar.officialYears.has(year) || today < asksFrom)) return null
  const isDaily = hasBegun || today >= `${thisYear}-${DAILY_FROM}`
  // The key of a week is said once, on the first working day that comes.
  const turn = isDaily ? today : `week-${Math.floor(daysBetween(asksFrom, today) / 7)}`
  const [waiting] = await db
    .select({ name: person.name })
    .from(holidayProposal)
    .innerJoin(person, eq(person.id, holidayProposal.proposedBy))
    .where(and(eq(holidayProposal.year, year), eq(holidayProposal.state, 'proposed')))
  const [open] = await db
    .select({ n: count() })
    .from(caseFile)
    .where(and(inArray(caseFile.state, [...RUNNING]), gte(caseFile.dueOn, sql`${`${year}-01-01`}::date`)))
  const to = await keepersBut(db, null)
  await queueNotices(
    db,
    to.map(address => ({
      kind: 'calendar.missing',
      to: address,
      key: `calendar.missing:${year}:${turn}:${address}`,
      data: { year, cases: open?.n ?? 0, proposedBy: waiting?.name ?? null },
    })),
  )
  return { year }
}
