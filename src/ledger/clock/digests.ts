import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type CaseFacts, type Notice, queueNotices } from '../../../db/notice.ts'
import { caseFile, roleGrant, unit } from '../../../db/schema/index.ts'
import { dayOf, timeOf } from '../../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import type { Role } from '../../people/roles.ts'
import { loadCalendar } from '../calendar.ts'
import { factsOf } from '../facts.ts'
import { selectCases } from '../load.ts'
import { climbLadders, type News } from './climb.ts'

/** From when on a digest is the day's second, of what came up since the morning. */
const NOON = '12:00'

/** What a run of the reminders queued. */
export interface Reminded {
  digests: number
  /** Things said in them. */
  lines: number
}

/**
 * Queues one digest per unit, the office among them, of what it owes and has not been told yet; nothing for whom there
 * is nothing new. Null when people are off.
 */
export async function remindUnits(db: Db, now: Date): Promise<Reminded | null> {
  const calendar = await loadCalendar(db)
  if (!isWorkday(calendar, dayOf(now))) return null
  const news = await climbLadders(db, calendar, now)
  await queueNotices(db, await digestsOf(db, calendar, now, news))
  const lines = news.reduce((sum, { counts: { overdue, today, tomorrow, soon } }) => {
    return sum + overdue + today + tomorrow + soon
  }, 0)
  return { digests: news.length, lines }
}

async function digestsOf(
  db: Db,
  calendar: WorkCalendar,
  now: Date,
  news: readonly News[],
): Promise<Notice[]> {
  const numbers = new Set(news.flatMap(({ lines }) => lines.map(({ caseNo }) => caseNo)))
  const facts = await factsByNumber(db, [...numbers], calendar, now)
  const units = await db.select({ id: unit.id, name: unit.name }).from(unit)
  const led = await unitsWithChief(db)
  const day = dayOf(now)
  return news.map(({ unitId, counts, lines }): Notice => {
    const [first] = lines
    return {
      kind: 'case.digest',
      to: `unit:${unitId}`,
      // A rung is climbed once, so the first of them is a reason to speak that never comes again.
      key: `digest:${unitId}:${day}:${first?.caseNo}:${first?.dueOn}:${first?.rung}`,
      data: {
        unit: units.find(({ id }) => id === unitId)?.name ?? unitId,
        day,
        isLater: timeOf(now) >= NOON,
        counts,
        lines: lines.flatMap(({ caseNo, rung: _, ...line }) => {
          const known = facts.get(caseNo)
          return known ? [{ ...line, case: known }] : []
        }),
        hasChief: led.has(unitId),
      },
    }
  })
}

/** What cards say of some cases, by number. */
export async function factsByNumber(
  db: Db,
  numbers: readonly string[],
  calendar: WorkCalendar,
  now: Date,
): Promise<Map<string, CaseFacts>> {
  if (numbers.length === 0) return new Map()
  const cases = await selectCases(db).where(inArray(caseFile.no, [...numbers]))
  return new Map(cases.map(target => [target.row.no, factsOf(target, calendar, now)]))
}

async function unitsWithChief(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ unitId: roleGrant.scopeId })
    .from(roleGrant)
    .where(eq(roleGrant.role, 'chief' satisfies Role))
  return new Set(rows.map(({ unitId }) => unitId))
}
