import { and, asc, count, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type DigestCounts, type Notice, queueNotices } from '../../db/notice.ts'
import { caseFile, unit } from '../../db/schema/index.ts'
import { addDays, type Day, dayOf } from '../lib/time.ts'
import { addWorkdays, countWorkdays, isWorkday, type WorkCalendar } from '../lib/working-days.ts'
import { loadCalendar, workdaysLeft } from './calendar.ts'
import { factsOf, RUNNING } from './facts.ts'
import { selectCases } from './load.ts'
import { OFFICE } from './notify.ts'

/** Working days ahead that a digest looks. */
const AHEAD = 3
/** Working days overdue after which the office is told as well. */
const OVERDUE_LIMIT = 3
/** Cases a digest carries; its counts are of all. */
const CARRIED = 20

/** What a run of the reminders queued; null when people are off. */
export interface Reminded {
  digests: number
  cases: number
  /** Cases newly brought to the office. */
  escalated: number
}

/**
 * Queues one digest per unit of what falls due within 3 working days or is overdue, and one for the office of what is
 * overdue by more than 3 and not yet brought to it. Running it again on the same day queues nothing twice.
 */
export async function remindDeadlines(db: Db, now: Date): Promise<Reminded | null> {
  const calendar = await loadCalendar(db)
  const day = dayOf(now)
  if (!isWorkday(calendar, day)) return null
  return db.transaction(async tx => {
    const inTx = tx as Db
    const counts = await countByUnit(inTx, calendar, day)
    const digests = await unitDigests(inTx, calendar, now, counts)
    const { notices, escalated } = await officeDigest(inTx, calendar, now)
    await queueNotices(inTx, [...digests, ...notices])
    const cases = [...counts.values()].reduce((sum, unitCounts) => sum + totalOf(unitCounts), 0)
    return { digests: digests.length, cases, escalated }
  })
}

const isRunning = and(inArray(caseFile.state, [...RUNNING]), isNotNull(caseFile.leadUnitId))

async function countByUnit(db: Db, calendar: WorkCalendar, day: Day): Promise<Map<string, DigestCounts>> {
  const rows = await db
    .select({ unitId: caseFile.leadUnitId, dueOn: caseFile.dueOn, n: count() })
    .from(caseFile)
    .where(and(isRunning, lte(caseFile.dueOn, addWorkdays(calendar, day, AHEAD).day)))
    .groupBy(caseFile.leadUnitId, caseFile.dueOn)
  const counts = new Map<string, DigestCounts>()
  for (const { unitId, dueOn, n } of rows) {
    if (!unitId || !dueOn) continue
    const unitCounts = counts.get(unitId) ?? { overdue: 0, today: 0, tomorrow: 0, soon: 0 }
    unitCounts[nearness(calendar, day, dueOn)] += n
    counts.set(unitId, unitCounts)
  }
  return counts
}

function nearness(calendar: WorkCalendar, day: Day, dueOn: Day): keyof DigestCounts {
  if (dueOn === day) return 'today'
  const left = workdaysLeft(calendar, day, dueOn)
  if (left < 0) return 'overdue'
  return left <= 1 ? 'tomorrow' : 'soon'
}

async function unitDigests(
  db: Db,
  calendar: WorkCalendar,
  now: Date,
  counts: Map<string, DigestCounts>,
): Promise<Notice[]> {
  const day = dayOf(now)
  if (counts.size === 0) return []
  const ranked = db
    .select({
      no: caseFile.no,
      rank: sql<number>`row_number() over (partition by ${caseFile.leadUnitId} order by ${caseFile.dueOn}, ${caseFile.no})`.as(
        'rank',
      ),
    })
    .from(caseFile)
    .where(and(isRunning, lte(caseFile.dueOn, addWorkdays(calendar, day, AHEAD).day)))
    .as('ranked')
  const pressing = await selectCases(db)
    .where(inArray(caseFile.no, db.select({ no: ranked.no }).from(ranked).where(lte(ranked.rank, CARRIED))))
    .orderBy(asc(caseFile.dueOn), asc(caseFile.no))
  return [...counts].map(([unitId, unitCounts]): Notice => {
    const cases = pressing.filter(({ row }) => row.leadUnitId === unitId)
    return {
      kind: 'case.digest',
      to: `unit:${unitId}`,
      key: `digest:${unitId}:${day}`,
      data: {
        unit: cases[0]?.unit ?? unitId,
        day,
        counts: unitCounts,
        cases: cases.map(target => factsOf(target, calendar, now)),
      },
    }
  })
}

/** The rung is climbed once per case, round and due day, so a moved due day counts anew and a restart does not. */
async function officeDigest(
  db: Db,
  calendar: WorkCalendar,
  now: Date,
): Promise<{ notices: Notice[]; escalated: number }> {
  const day = dayOf(now)
  const climbed = await rowsOf<{ case_no: string }>(
    db,
    sql`insert into case_reminder (case_no, round, due_on, rung, at)
      select no, round, due_on, 'office', ${now.toISOString()}::timestamptz from case_file
      where ${isRunning} and ${lte(caseFile.dueOn, longOverdue(calendar, day))}
      order by due_on, no
      on conflict do nothing returning case_no`,
  )
  const [first] = climbed
  if (!first) return { notices: [], escalated: 0 }
  const worst = climbed.slice(0, CARRIED).map(({ case_no }) => case_no)
  const cases = await selectCases(db)
    .where(inArray(caseFile.no, worst))
    .orderBy(asc(caseFile.dueOn), asc(caseFile.no))
  const [office] = await db.select({ name: unit.name }).from(unit).where(eq(unit.id, 'office'))
  const notice: Notice = {
    kind: 'case.digest',
    to: OFFICE,
    key: `overdue:${day}:${first.case_no}`,
    data: {
      unit: office?.name ?? '领导小组办公室',
      day,
      counts: { overdue: climbed.length, today: 0, tomorrow: 0, soon: 0 },
      cases: cases.map(target => factsOf(target, calendar, now)),
    },
  }
  return { notices: [notice], escalated: climbed.length }
}

/** The latest due day that is overdue by more than the limit on `day`. */
function longOverdue(calendar: WorkCalendar, day: Day): Day {
  let due = day
  while (countWorkdays(calendar, due, day) <= OVERDUE_LIMIT) due = addDays(due, -1)
  return due
}

const totalOf = ({ overdue, today, tomorrow, soon }: DigestCounts) => overdue + today + tomorrow + soon
