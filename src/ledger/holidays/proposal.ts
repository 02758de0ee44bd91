import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type Address, type CalendarProposal, queueNotices } from '../../../db/notice.ts'
import {
  calendarYear,
  holidayProposal,
  person,
  roleGrant,
  workdayOverride,
} from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import type { Day } from '../../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { hasRole } from '../../people/may.ts'
import type { Person } from '../../people/roles.ts'
import type { Act } from '../act.ts'
import { loadCalendar } from '../calendar.ts'
import { OFFICE } from '../notify.ts'
import { type HolidayDay, type HolidayNotice, isWeekend } from './notice.ts'
import { countMoves, type Recounted, recountDeadlines } from './recount.ts'

type Row = typeof holidayProposal.$inferSelect

/** What came of putting a notice in: it waits for a second person, or was that second person's word. */
export type Proposed =
  | { kind: 'waiting'; proposal: CalendarProposal }
  | ({ kind: 'confirmed'; year: number } & Recounted)

/**
 * 导入节假日安排: puts in a year's notice. It takes effect when a second person confirms it, by a click or by putting in
 * the same notice; another notice of the same year takes the place of one that still waits. Throws `Refusal` when the
 * actor may not, or nothing would change.
 */
export async function proposeHolidays(act: Act, notice: HolidayNotice): Promise<Proposed> {
  const actor = requireKeeper(act)
  const { year, source } = notice
  const [waiting] = await act.db
    .select()
    .from(holidayProposal)
    .where(and(eq(holidayProposal.year, year), eq(holidayProposal.state, 'proposed')))
  if (waiting && waiting.proposedBy !== actor.id && isSame(waiting.days, notice.days)) {
    return { kind: 'confirmed', ...(await confirmHolidays(act, waiting.id)) }
  }
  const calendar = calendarWith(act.calendar, await overriddenDays(act.db, year), notice)
  const changed = changedDays(act.calendar, calendar, notice)
  const isAmendment = act.calendar.officialYears.has(year)
  if (isAmendment && changed.length === 0)
    throw new Refusal(`${year}年的节假日安排已经导入，这份通知和现在的工作日历完全一致，没有需要改的。`)
  await act.db
    .update(holidayProposal)
    .set({ state: 'rejected', decidedBy: actor.id, decidedAt: act.now })
    .where(and(eq(holidayProposal.year, year), eq(holidayProposal.state, 'proposed')))
  const [row] = await act.db
    .insert(holidayProposal)
    .values({
      year,
      source,
      days: notice.days,
      state: 'proposed',
      proposedBy: actor.id,
      proposedAt: act.now,
    })
    .returning()
  if (!row) throw new Error('the proposal was not stored')
  const moves = await countMoves(act.db, calendar, firstDay(act.calendar, changed, year))
  const { id: proposalId, days } = row
  const proposal = { proposalId, year, source, by: actor.name, days, changed, isAmendment, moves }
  await queueNotices(
    act.db,
    (await keepersBut(act.db, actor.id)).map(to => ({
      kind: 'calendar.proposed',
      to,
      key: `calendar.proposed:${proposalId}:${to}`,
      data: proposal,
    })),
    act.causeId,
  )
  return { kind: 'waiting', proposal }
}

/**
 * 确认节假日安排 by a second person: the calendar holds from now on, and the deadlines of open cases are counted anew.
 * Throws `Refusal` for the person who put it in, and when it is decided already.
 */
export async function confirmHolidays(act: Act, proposalId: number): Promise<Recounted & { year: number }> {
  const row = await decide(act, proposalId, 'confirmed')
  const { year, source, days } = row
  const overridden = await overriddenDays(act.db, year)
  const changed = changedDays(act.calendar, calendarWith(act.calendar, overridden, row), row)
  await act.db.delete(workdayOverride).where(eq(workdayOverride.year, year))
  for (const { day, kind, name } of days.filter(isOverride)) {
    const set = { kind, name, year }
    await act.db
      .insert(workdayOverride)
      .values({ day, ...set })
      .onConflictDoUpdate({ target: workdayOverride.day, set })
  }
  await act.db
    .insert(calendarYear)
    .values({ year, source })
    .onConflictDoUpdate({ target: calendarYear.year, set: { source } })
  const from = firstDay(act.calendar, changed, year)
  const calendar = await loadCalendar(act.db)
  const clock = { ...act, calendar, actor: { kind: 'job', name: 'calendar' } as const }
  const recounted = await recountDeadlines(clock, { from, source, key: `${proposalId}` })
  await tellProposer(act, row, true, recounted.moved)
  return { year, ...recounted }
}

/** 不采用: the notice put in is put aside. */
export async function rejectHolidays(act: Act, proposalId: number): Promise<{ year: number }> {
  const row = await decide(act, proposalId, 'rejected')
  await tellProposer(act, row, false, 0)
  return { year: row.year }
}

async function decide(act: Act, id: number, state: 'confirmed' | 'rejected'): Promise<Row> {
  const actor = requireKeeper(act)
  const [row] = await act.db.select().from(holidayProposal).where(eq(holidayProposal.id, id))
  if (!row) throw new Refusal('没有这份待确认的节假日安排，请重新导入通知。')
  if (row.proposedBy === actor.id && state === 'confirmed')
    throw new Refusal('节假日安排要由另一位同志核对确认，导入的人自己不能确认。请让办公室其他同志来点。')
  const [decided] = await act.db
    .update(holidayProposal)
    .set({ state, decidedBy: actor.id, decidedAt: act.now })
    .where(and(eq(holidayProposal.id, id), eq(holidayProposal.state, 'proposed')))
    .returning()
  if (!decided) throw new Refusal('这份节假日安排已经处理过了，不用再点。')
  return decided
}

async function tellProposer(act: Act, row: Row, isConfirmed: boolean, moved: number): Promise<void> {
  const by = requireKeeper(act)
  if (row.proposedBy === by.id) return
  const { id, year, source, proposedBy } = row
  await queueNotices(
    act.db,
    [
      {
        kind: 'calendar.decided',
        to: `person:${proposedBy}`,
        key: `calendar.decided:${id}`,
        data: { year, source, by: by.name, isConfirmed, moved },
      },
    ],
    act.causeId,
  )
}

function requireKeeper({ actor }: Act): Person {
  if (!hasRole(actor, 'office', 'admin'))
    throw new Refusal('节假日安排由领导小组办公室和系统管理员导入、确认。如发现日历有误，请告诉他们。')
  return actor
}

/** Who keeps the calendar: the office's group, and admins one by one. */
export async function keepersBut(db: Db, personId: string | null): Promise<Address[]> {
  const admins = await db
    .selectDistinct({ id: person.id })
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(inArray(roleGrant.role, ['admin']))
  const others = admins.filter(({ id }) => id !== personId)
  return [OFFICE, ...others.map(({ id }): Address => `person:${id}`)]
}

/** A weekend off and a weekday worked are what any week is like. */
const isOverride = ({ day, kind }: HolidayDay) => (kind === 'work') === isWeekend(day)

async function overriddenDays(db: Db, year: number): Promise<Day[]> {
  const rows = await db
    .select({ day: workdayOverride.day })
    .from(workdayOverride)
    .where(eq(workdayOverride.year, year))
  return rows.map(({ day }) => day)
}

/** The calendar as it will be: what the year had before goes, what the notice says comes. */
function calendarWith(
  calendar: WorkCalendar,
  overridden: readonly Day[],
  { year, days }: Pick<HolidayNotice, 'year' | 'days'>,
): WorkCalendar {
  const overrides = new Map(calendar.overrides)
  for (const day of overridden) overrides.delete(day)
  for (const { day, kind } of days.filter(isOverride)) overrides.set(day, kind)
  return { overrides, officialYears: new Set([...calendar.officialYears, year]) }
}

/** Days judged otherwise than before, in order. */
function changedDays(
  before: WorkCalendar,
  after: WorkCalendar,
  { days }: Pick<HolidayNotice, 'days'>,
): CalendarProposal['changed'] {
  const names = new Map(days.map(({ day, name }) => [day, name]))
  return [...new Set([...before.overrides.keys(), ...after.overrides.keys()])]
    .filter(day => isWorkday(before, day) !== isWorkday(after, day))
    .sort()
    .map(day => ({ day, works: isWorkday(after, day), name: names.get(day) ?? null }))
}

/** From here on deadlines may be counted otherwise; a year that was 暂定 is touched whole. */
function firstDay(before: WorkCalendar, changed: CalendarProposal['changed'], year: number): Day {
  const newYear = `${year}-01-01`
  const first = changed[0]?.day ?? newYear
  return before.officialYears.has(year) || first < newYear ? first : newYear
}

const isSame = (a: readonly HolidayDay[], b: readonly HolidayDay[]) => sayDays(a) === sayDays(b)
const sayDays = (days: readonly HolidayDay[]) =>
  days
    .map(({ day, kind }) => `${day}${kind}`)
    .sort()
    .join()
