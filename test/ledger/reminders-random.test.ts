import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import { caseEvent, caseFile, caseReminder, outbox } from '../../db/schema/index.ts'
import { deadlineReminders } from '../../jobs/deadline-reminders.ts'
import { supervision } from '../../jobs/supervision.ts'
import { wakeHeld } from '../../jobs/wake-held.ts'
import { loadCalendar, workdaysLeft } from '../../src/ledger/calendar.ts'
import { shelveCase } from '../../src/ledger/holding.ts'
import { instructCase } from '../../src/ledger/press.ts'
import { addDays, type Day, dayOf, instantOf } from '../../src/lib/time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../../src/lib/working-days.ts'
import { useDatabase } from '../support/database.ts'
import { runJobAt } from './diary.ts'
import { playRandomly } from './random.ts'
import { actOf, buildWorld } from './world.ts'

const onDatabase = useDatabase(buildWorld)

/** One thing said: who, about which case, in what round, by which day, how near. */
type Said = `${string} ${string} ${number} ${Day} ${string}`

/**
 * What is owed at a moment as a clerk would find it, case by case from the rows alone, in plain words of TypeScript
 * where the job asks the database.
 */
async function owedNow(db: Db, calendar: WorkCalendar, day: Day): Promise<Said[]> {
  const events = await db.select().from(caseEvent).orderBy(asc(caseEvent.seq))
  const said: Said[] = []
  for (const row of await db.select().from(caseFile)) {
    const own = events.filter(({ caseNo }) => caseNo === row.no)
    const owe = (unitId: string, what: string, dueOn: Day, isLateOnly = false) => {
      const left = workdaysLeft(calendar, day, dueOn)
      if (left > 3 || (isLateOnly && left >= 0)) return
      const near = left < 0 ? `+${-left}` : left === 0 ? 'T' : left === 1 ? 'T-1' : 'T-3'
      said.push(`${unitId} ${row.no} ${row.round} ${dueOn} ${what}:${near}`)
    }
    const limitAfter = (at: Date): Day => {
      const time = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
      const isLate = !isWorkday(calendar, dayOf(at)) || time > '17:30'
      return addWorkdays(calendar, dayOf(at), isLate ? 2 : 1).day
    }
    const since = (...types: string[]): Date =>
      own.filter(({ type }) => types.includes(type)).at(-1)?.at ?? new Date(0)
    const isRunning = row.state === 'assigned' || row.state === 'handling'
    const lead = row.leadUnitId
    if (isRunning && lead && row.dueOn) {
      owe(lead, 'finish', row.dueOn)
      if (row.state === 'assigned' && row.assignedAt && workdaysLeft(calendar, day, row.dueOn) > 3)
        owe(lead, 'sign', limitAfter(row.assignedAt), true)
      for (const { unitId, dueOn, answer } of row.coUnits)
        if (answer === null) owe(unitId, `help:${unitId}`, dueOn)
      if (row.request) owe('office', 'decide', limitAfter(since('askExtension', 'askHold')), true)
    }
    if (row.state === 'filed') owe('office', 'assign', limitAfter(since('file', 'dispute')), true)
    if (row.state === 'reviewing') owe('office', 'review', limitAfter(since('finish')), true)
    if (row.state !== 'declined' && row.state !== 'withdrawn')
      for (const { instruction, dueOn, answer } of row.instructions)
        if (answer === null && dueOn) owe(lead ?? 'office', `answer:${instruction}`, dueOn)
    if (row.state === 'shelved' && row.heldUntil) {
      const until = row.heldUntil
      const isReported = own.some(({ type, at }) => type === 'progress' && dayOf(at) > addDays(until, -7))
      if (lead && !isReported) owe(lead, 'report', until)
      owe('office', 'unshelve', until, true)
    }
  }
  return said
}

/** What random people do too rarely: the office shelves a case, a leader wants to hear by a day. */
async function shelveOrInstruct(db: Db, step: number, now: Date): Promise<Date> {
  const rows = await db
    .select()
    .from(caseFile)
    .where(eq(caseFile.state, 'handling'))
    .orderBy(asc(caseFile.no))
  const row = rows[step % Math.max(1, rows.length)]
  const until = addDays(dayOf(now), (step % 6) + 1)
  if (row && step % 2 === 0)
    await instructCase(await actOf(db, 'mayor', now), row.no, '请尽快拿出方案', until)
  if (row && step % 4 === 1)
    await shelveCase(await actOf(db, 'office', now), row.no, { until, reason: '等待省里批复规划' })
  return now
}

/** Without the unit: a rung is of the case, whoever has it by now. */
const keyOf = (said: string) => said.slice(said.indexOf(' ') + 1)

test(
  'over simulated months nothing is said twice, nothing owed is left unsaid, no digest is empty, none on a day off',
  () =>
    onDatabase(async db => {
      const calendar = await loadCalendar(db)
      const saidBefore = new Set<string>()
      const kinds = new Set<string>()
      let digests = 0
      // 9月18日 to 2024年1月12日: 国庆, 元旦, and each weekend.
      let moment = instantOf('2023-09-18', '08:00')
      for (let day = '2023-09-18', step = 0; day < '2024-01-12'; day = addDays(day, 1), step += 1) {
        for (const [time, jobs] of [
          ['08:40', [wakeHeld, supervision]],
          ['09:00', [deadlineReminders]],
          ['15:00', [deadlineReminders, deadlineReminders]],
        ] as const) {
          if (moment < instantOf(day, time) && step % 3 !== 2)
            moment = await shelveOrInstruct(
              db,
              step,
              await playRandomly(db, {
                seed: 7 * step + Number(time.slice(0, 2)),
                count: 4,
                from: moment,
              }),
            )
          // Nobody was there on some days: what fell due meanwhile is said by the next run.
          if (step % 11 === 10) continue
          for (const job of jobs) {
            const last = await db.$count(outbox)
            const owed =
              job === deadlineReminders && isWorkday(calendar, day) ? await owedNow(db, calendar, day) : []
            const wanted = new Map(
              owed.filter(said => !saidBefore.has(keyOf(said))).map(said => [keyOf(said), said]),
            )
            await runJobAt(db, job, day, time)
            if (job !== deadlineReminders) continue
            const rows = (await db.select().from(outbox).orderBy(asc(outbox.id))).slice(last)
            expect(rows.every(({ kind }) => kind === 'case.digest')).toBe(true)
            const told = rows.map(({ address, payload }) => ({
              to: address,
              ...(payload as NoticeData['case.digest']),
            }))
            const units = told.map(({ to }) => to)
            expect(new Set(units).size, 'one digest a unit').toBe(units.length)
            const counted = told.map(({ to, counts }) => [
              to,
              counts.overdue + counts.today + counts.tomorrow + counts.soon,
            ])
            const expected = new Map<string, number>()
            for (const said of wanted.values()) {
              const to = `unit:${said.split(' ')[0]}`
              expected.set(to, (expected.get(to) ?? 0) + 1)
              kinds.add(said.split(' ')[4]?.replace(/:.*/, '') ?? '')
            }
            expect(Object.fromEntries(counted), `${day} ${time}`).toEqual(Object.fromEntries(expected))
            expect(told.every(({ lines }) => lines.length > 0)).toBe(true)
            for (const key of wanted.keys()) saidBefore.add(key)
            digests += told.length
          }
        }
      }
      const rungs = await db.select().from(caseReminder)
      const kept = rungs.map(({ caseNo, round, dueOn, rung }) => `${caseNo} ${round} ${dueOn} ${rung}`)
      expect(new Set(kept)).toEqual(saidBefore)
      expect(digests).toBeGreaterThan(50)
      expect([...kinds].sort()).toEqual([
        'answer',
        'assign',
        'decide',
        'finish',
        'help',
        'report',
        'review',
        'sign',
        'unshelve',
      ])
      expect(await db.$count(outbox, eq(outbox.kind, 'case.overdue'))).toBeGreaterThan(0)
    }),
  240_000,
)
