import { and, asc, eq, like } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loadLedgerBase } from '../../db/base/ledger.ts'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import { calendarYear, caseFile, outbox, person, roleGrant, workdayOverride } from '../../db/schema/index.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { askExtension, grantExtension } from '../../src/ledger/extension.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { askForHolidays } from '../../src/ledger/holidays/missing.ts'
import { readNotice } from '../../src/ledger/holidays/notice.ts'
import { confirmHolidays, proposeHolidays, rejectHolidays } from '../../src/ledger/holidays/proposal.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { type Day, instantOf } from '../../src/lib/time.ts'
import { isWorkday } from '../../src/lib/working-days.ts'
import type { Person } from '../../src/people/roles.ts'
import { useDatabase } from '../support/database.ts'
import { MADE_UP_2027, NOTICES } from './holiday-notices.ts'
import { actOf, buildWorld, POWER_CUT, people } from './world.ts'

const onDatabase = useDatabase(buildWorld)
const notice = readNotice(MADE_UP_2027)
const at = (day: Day) => instantOf(day, '10:00')

const SECOND: Person = { ...people.office, id: 'demo_second', name: '办公室小郑' }

/** A second person of the office. */
async function second(db: Db, day: Day) {
  await db.insert(person).values({ id: SECOND.id, name: SECOND.name, isDemo: true }).onConflictDoNothing()
  await db
    .insert(roleGrant)
    .values({ personId: SECOND.id, role: 'office', scopeId: '*', grantedBy: 'test', grantedAt: at(day) })
    .onConflictDoNothing()
  return { ...(await actOf(db, 'office', at(day))), actor: SECOND }
}

async function propose(db: Db, day: Day, text = MADE_UP_2027): Promise<NoticeData['calendar.proposed']> {
  const done = await proposeHolidays(await actOf(db, 'office', at(day)), readNotice(text))
  if (done.kind !== 'waiting') throw new Error('confirmed already')
  return done.proposal
}

async function caseOn(db: Db, day: Day): Promise<string> {
  return (await fileCase(await actOf(db, 'contact', at(day)), POWER_CUT)).facts.no
}

async function dueOf(db: Db, no: string) {
  const [row] = await db.select().from(caseFile).where(eq(caseFile.no, no))
  return { dueOn: row?.dueOn, isProvisional: row?.dueIsProvisional }
}

const sent = (db: Db, kind: string) =>
  db.select().from(outbox).where(like(outbox.kind, kind)).orderBy(asc(outbox.id))

describe('一人导入、另一人确认', () => {
  test('nothing changes until a second person confirms', () =>
    onDatabase(async db => {
      const { proposalId } = await propose(db, '2026-12-01')
      expect(isWorkday(await loadCalendar(db), '2027-02-09')).toBe(true)
      await expect(confirmHolidays(await actOf(db, 'office', at('2026-12-01')), proposalId)).rejects.toThrow(
        '导入的人自己不能确认',
      )
      expect(isWorkday(await loadCalendar(db), '2027-02-09')).toBe(true)
      await confirmHolidays(await second(db, '2026-12-02'), proposalId)
      const calendar = await loadCalendar(db)
      for (const { day, kind } of notice.days)
        expect([day, isWorkday(calendar, day)]).toEqual([day, kind === 'work'])
      expect(calendar.officialYears.has(2027)).toBe(true)
      const [told] = await sent(db, 'calendar.decided')
      expect(told?.address).toBe('person:demo_office')
    }))

  test('the same notice put in by a second person is the confirmation', () =>
    onDatabase(async db => {
      await propose(db, '2026-12-01')
      const done = await proposeHolidays(await second(db, '2026-12-02'), notice)
      expect(done).toMatchObject({ kind: 'confirmed', year: 2027 })
    }))

  test('another text by a second person is a proposal of its own and takes the place of the first', () =>
    onDatabase(async db => {
      const { proposalId } = await propose(db, '2026-12-01')
      const other = readNotice(MADE_UP_2027.replace('6月9日（周三）放假1天', '6月10日（周四）放假1天'))
      const done = await proposeHolidays(await second(db, '2026-12-02'), other)
      expect(done.kind).toBe('waiting')
      await expect(confirmHolidays(await second(db, '2026-12-02'), proposalId)).rejects.toThrow(
        '已经处理过了',
      )
    }))

  test('it is decided once', () =>
    onDatabase(async db => {
      const { proposalId } = await propose(db, '2026-12-01')
      await rejectHolidays(await second(db, '2026-12-02'), proposalId)
      await expect(confirmHolidays(await second(db, '2026-12-02'), proposalId)).rejects.toThrow(
        '已经处理过了',
      )
      expect((await loadCalendar(db)).officialYears.has(2027)).toBe(false)
    }))

  test('only office and admins may', () =>
    onDatabase(async db => {
      await expect(proposeHolidays(await actOf(db, 'contact', at('2026-12-01')), notice)).rejects.toThrow(
        '由领导小组办公室和系统管理员',
      )
    }))

  test('a year that is in already and the same is not put in again', () =>
    onDatabase(async db => {
      await expect(propose(db, '2023-11-15', NOTICES[2024])).rejects.toThrow('完全一致')
    }))

  test('a confirmed year survives a restart, which brings its own calendar', () =>
    onDatabase(async db => {
      const { proposalId } = await propose(db, '2026-12-01')
      await confirmHolidays(await second(db, '2026-12-02'), proposalId)
      const before = await db.select().from(workdayOverride).orderBy(asc(workdayOverride.day))
      await loadLedgerBase(db)
      expect(await db.select().from(workdayOverride).orderBy(asc(workdayOverride.day))).toEqual(before)
    }))
})

describe('期限重新计算', () => {
  test('later days move, earlier ones stay; 暂定 goes; everybody concerned hears, once', () =>
    onDatabase(async db => {
      const earlier = await caseOn(db, '2027-01-27')
      const later = await caseOn(db, '2027-02-01')
      expect(await dueOf(db, earlier)).toEqual({ dueOn: '2027-02-09', isProvisional: true })
      expect(await dueOf(db, later)).toEqual({ dueOn: '2027-02-12', isProvisional: true })
      const proposal = await propose(db, '2027-02-02')
      expect(proposal.moves).toBe(1)
      await db.delete(outbox)

      const done = await confirmHolidays(await second(db, '2027-02-02'), proposal.proposalId)
      expect(done).toEqual({ year: 2027, moved: 1, settled: 1 })
      // By the notice it would be due on 4 February: a due day never moves earlier.
      expect(await dueOf(db, earlier)).toEqual({ dueOn: '2027-02-09', isProvisional: false })
      expect(await dueOf(db, later)).toEqual({ dueOn: '2027-02-17', isProvisional: false })
      const [toUnit] = await sent(db, 'case.redated')
      expect(toUnit).toMatchObject({ address: 'unit:utility-power' })
      expect(toUnit?.payload).toMatchObject({
        cases: [{ no: later, enterprise: '衡阳雁南机械有限公司', before: '2027-02-12', dueOn: '2027-02-17' }],
      })
      const toFirm = await sent(db, 'case.change')
      expect(toFirm.map(({ address }) => address)).toEqual(['person:demo_enterprise'])
      expect(await verifyLedger(db)).toMatchObject({ broken: null })
    }))

  test('an amendment later in the year counts anew from the beginning, past what the first calendar changed', () =>
    onDatabase(async db => {
      const no = await caseOn(db, '2027-02-01')
      const first = await propose(db, '2027-02-02')
      await confirmHolidays(await second(db, '2027-02-02'), first.proposalId)
      // As in 2020: the holiday is made longer.
      const longer = MADE_UP_2027.replace(
        '2月5日（周五）至11日（周四）放假调休，共7天',
        '2月5日（周五）至14日（周日）放假调休，共10天',
      )
      const amended = await propose(db, '2027-02-03', longer)
      expect(amended).toMatchObject({
        isAmendment: true,
        changed: [{ day: '2027-02-12', works: false }],
        moves: 1,
      })
      await confirmHolidays(await second(db, '2027-02-03'), amended.proposalId)
      expect((await dueOf(db, no)).dueOn).toBe('2027-02-18')
      const back = await propose(db, '2027-02-04')
      expect(back.moves).toBe(0)
      await confirmHolidays(await second(db, '2027-02-04'), back.proposalId)
      expect((await dueOf(db, no)).dueOn).toBe('2027-02-18')
      expect(await verifyLedger(db)).toMatchObject({ broken: null })
    }))

  test('a day the office granted stays as granted, no longer 暂定', () =>
    onDatabase(async db => {
      const no = await caseOn(db, '2027-02-01')
      await signCase(await actOf(db, 'power', at('2027-02-01')), no)
      await askExtension(await actOf(db, 'power', at('2027-02-02')), no, {
        until: '2027-02-19',
        reason: '变压器还在运输途中，需要时间',
      })
      await grantExtension(await actOf(db, 'office', at('2027-02-02')), no)
      const { proposalId } = await propose(db, '2027-02-02')
      await confirmHolidays(await second(db, '2027-02-03'), proposalId)
      expect(await dueOf(db, no)).toEqual({ dueOn: '2027-02-19', isProvisional: false })
    }))
})

describe('下一年日历没有导入，要有人催', () => {
  test.each([
    ['2026-11-09', null, '还早'],
    ['2026-11-10', 2027, '11月10日起每周一次'],
    ['2026-12-09', 2027, '12月10日前每周一次'],
    ['2026-12-10', 2027, '12月10日起每天'],
    ['2026-12-12', null, '周六不催'],
    ['2027-01-04', 2027, '新年已到还没有日历，天天催'],
  ])('%s → %s：%s', (day, year, _) =>
    onDatabase(async db => {
      expect((await askForHolidays(db, at(day)))?.year ?? null).toBe(year)
    }),
  )

  test('through the months before the year: once a week, then once a day, until it is in', () =>
    onDatabase(async db => {
      const days: Day[] = Array.from({ length: 60 }, (_, i) =>
        new Date(Date.UTC(2026, 10, 1 + i)).toISOString().slice(0, 10),
      )
      for (const day of days) {
        await askForHolidays(db, at(day))
        await askForHolidays(db, at(day))
        if (day === '2026-12-15') {
          const { proposalId } = await propose(db, day)
          await confirmHolidays(await second(db, day), proposalId)
        }
      }
      const asked = await db
        .select({ key: outbox.dedupeKey })
        .from(outbox)
        .where(and(eq(outbox.kind, 'calendar.missing'), eq(outbox.address, 'unit:office')))
        .orderBy(asc(outbox.id))
      // Weeks from 10 November to 9 December, then 10, 11, 14 and 15 December.
      expect(asked.map(({ key }) => key.split(':')[2])).toEqual([
        'week-0',
        'week-1',
        'week-2',
        'week-3',
        'week-4',
        '2026-12-10',
        '2026-12-11',
        '2026-12-14',
        '2026-12-15',
      ])
    }))
})

test('a program that brings a newer calendar replaces what was 暂定', () =>
  onDatabase(async db => {
    await db.delete(calendarYear).where(eq(calendarYear.year, 2026))
    await db.delete(workdayOverride).where(eq(workdayOverride.year, 2026))
    await db
      .insert(workdayOverride)
      .values({ day: '2026-02-18', kind: 'off', name: '春节（暂定）', year: 2026 })
    await loadLedgerBase(db)
    const calendar = await loadCalendar(db)
    expect(calendar.officialYears.has(2026)).toBe(true)
    expect(isWorkday(calendar, '2026-02-14')).toBe(true)
  }))
