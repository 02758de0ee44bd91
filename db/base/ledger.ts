import { sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { calendarYear, route, workdayOverride } from '../schema/index.ts'
import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from './calendar.ts'
import { ROUTES } from './routes.ts'

/** Fills the calendar and, where there are none yet, the routes. Repeating it changes nothing. */
export async function loadLedgerBase(db: Db): Promise<void> {
  await db.insert(calendarYear).values(CALENDAR_YEARS).onConflictDoNothing()
  await db
    .insert(workdayOverride)
    .values(WORKDAY_OVERRIDES.map(([day, kind, name]) => ({ day, kind, name })))
    .onConflictDoNothing()
  const [existing] = await db.select({ one: sql`1` }).from(route).limit(1)
  if (!existing) await db.insert(route).values(ROUTES)
}
