import { inArray, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { calendarYear, route, workdayOverride } from '../schema/index.ts'
import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from './calendar.ts'
import { ROUTES } from './routes.ts'

/**
 * Fills the calendar with the years it has not yet and, where there are none yet, the routes. Repeating it changes
 * nothing; a year that people have confirmed meanwhile stays as they did.
 */
export async function loadLedgerBase(db: Db): Promise<void> {
  const known = await db.select({ year: calendarYear.year }).from(calendarYear)
  const isKnown = (year: number) => known.some(one => one.year === year)
  const newYears = CALENDAR_YEARS.filter(({ year }) => !isKnown(year))
  if (newYears.length > 0) {
    // What the law alone gave (暂定) makes room for the notice.
    const years = newYears.map(({ year }) => year)
    await db.delete(workdayOverride).where(inArray(workdayOverride.year, years))
    await db.insert(calendarYear).values(newYears).onConflictDoNothing()
  }
  const rows = WORKDAY_OVERRIDES.map(([day, kind, name]) => ({ day, kind, name, year: yearOf(day) }))
  const wanted = rows.filter(({ year }) => !isKnown(year))
  if (wanted.length > 0) await db.insert(workdayOverride).values(wanted).onConflictDoNothing()
  const [existing] = await db.select({ one: sql`1` }).from(route).limit(1)
  if (!existing) await db.insert(route).values(ROUTES)
}

const yearOf = (day: string) => Number(day.slice(0, 4))
