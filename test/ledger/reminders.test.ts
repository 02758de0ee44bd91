import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import { caseReminder, outbox } from '../../db/schema/index.ts'
import { deadlineReminders } from '../../jobs/deadline-reminders.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { caseDigest } from '../../src/chat/notices/case-digest.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { actOf, buildWorld, caseIn, NOW, POWER_CUT } from './world.ts'

const onDatabase = useDatabase(buildWorld)

const runAt = (db: Db, day: string) =>
  deadlineReminders.run({ db, policies: builtIn, now: instantOf(day, '09:00') })

async function digests(db: Db) {
  const rows = await db.select().from(outbox).where(eq(outbox.kind, 'case.digest')).orderBy(asc(outbox.id))
  return rows.map(({ dedupeKey, address, payload }) => ({
    dedupeKey,
    address,
    data: payload as NoticeData['case.digest'],
  }))
}

describe('the digest of a unit', () => {
  test.each([
    ['2023-11-20', 'nothing', '还有4个工作日，不提醒'],
    ['2023-11-21', 'soon', '还有3个工作日'],
    ['2023-11-22', 'soon', '还有2个工作日'],
    ['2023-11-23', 'tomorrow', '明天到期'],
    ['2023-11-24', 'today', '今天到期'],
    ['2023-11-27', 'overdue', '逾期'],
  ])('on %s a case due 2023-11-24 counts as %s (%s)', (day, nearness) =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      const report = await runAt(db, day)
      const isNear = nearness !== 'nothing'
      const [digest] = await digests(db)
      expect(report.counts.digests).toBe(isNear ? 1 : 0)
      expect(digest?.address).toBe(isNear ? 'unit:utility-power' : undefined)
      if (isNear) expect(digest?.data.counts).toMatchObject({ [nearness]: 1 })
    }),
  )

  test.each(['2023-11-25', '2023-11-26', '2023-10-06'])('is not sent on %s, a day off', day =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      expect((await runAt(db, day)).summary).toBe('今天不是工作日，不发提醒')
      expect(await digests(db)).toEqual([])
    }),
  )

  test('is sent on a Sunday that is worked', () =>
    onDatabase(async db => {
      await fileCase(await actOf(db, 'contact', instantOf('2023-09-26', '09:00')), POWER_CUT)
      await runAt(db, '2023-10-08')
      expect(
        (await digests(db)).map(({ data }) => data.cases.map(({ workdaysLeft }) => workdaysLeft)),
      ).toEqual([[3]])
    }))

  test('is sent once however often the job runs on a day, and again on the next', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      await runAt(db, '2023-11-23')
      await runAt(db, '2023-11-23')
      await runAt(db, '2023-11-24')
      expect((await digests(db)).map(({ dedupeKey }) => dedupeKey)).toEqual([
        'digest:utility-power:2023-11-23',
        'digest:utility-power:2023-11-24',
      ])
    }))

  test('leaves out what the unit has reported back', () =>
    onDatabase(async db => {
      await caseIn(db, 'reviewing')
      expect((await runAt(db, '2023-11-24')).counts.digests).toBe(0)
    }))

  test('counts all and carries the most pressing, on a card of ten', () =>
    onDatabase(async db => {
      const act = await actOf(db, 'contact')
      for (let i = 0; i < 25; i += 1) await fileCase(act, POWER_CUT)
      await runAt(db, '2023-11-24')
      const [digest] = await digests(db)
      if (!digest) throw new Error('no digest')
      expect(digest.data.counts).toEqual({ overdue: 0, today: 25, tomorrow: 0, soon: 0 })
      expect(digest.data.cases).toHaveLength(20)
      expect(cardText(caseDigest(digest.data))).toContain('只列最急的10件，其余15件')
    }))
})

describe('the office', () => {
  test('hears of a case once it is overdue by more than three working days, once per round and due day', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'handling')
      const office = async () => (await digests(db)).filter(({ address }) => address === 'unit:office')
      await runAt(db, '2023-11-29')
      expect(await office()).toHaveLength(0)
      await runAt(db, '2023-11-30')
      await runAt(db, '2023-11-30')
      await runAt(db, '2023-12-01')
      expect(await office()).toHaveLength(1)
      expect((await office())[0]?.data.cases[0]).toMatchObject({ no, workdaysLeft: -4 })
      expect(await db.$count(caseReminder)).toBe(1)
    }))

  test('hears of a case found later on the same day as well', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      await runAt(db, '2023-12-01')
      await fileCase(await actOf(db, 'contact', instantOf('2023-11-14', '09:00')), POWER_CUT)
      await runAt(db, '2023-12-01')
      const office = (await digests(db)).filter(({ address }) => address === 'unit:office')
      expect(office.map(({ data }) => data.counts.overdue)).toEqual([1, 1])
    }))
})

test('with the demo cases 供电公司 and 自然资源 hear on 2023-11-15 and the office of the one long overdue', () =>
  onDatabase(async db => {
    await loadDemoCases(db, NOW)
    await runAt(db, '2023-11-15')
    const byAddress = new Map((await digests(db)).map(({ address, data }) => [address, data]))
    expect(byAddress.get('unit:utility-power')?.counts).toEqual({
      overdue: 0,
      today: 0,
      tomorrow: 1,
      soon: 0,
    })
    expect(byAddress.get('unit:dept-land')?.cases.map(({ no }) => no)).toEqual(['HY20231108-0032'])
    expect(byAddress.get('unit:office')?.counts.overdue).toBe(1)
    for (const data of byAddress.values()) {
      expect(data.cases.length).toBeGreaterThan(0)
      expect(cardText(caseDigest(data))).toContain('〔演示数据〕')
    }
  }))

test('a case sent back after its due day is overdue again', () =>
  onDatabase(async db => {
    const no = await caseIn(db, 'assigned')
    const late = instantOf('2023-11-28', '10:00')
    await signCase(await actOf(db, 'power', late), no)
    expect((await finishCase(await actOf(db, 'power', late), no, '电缆已更换')).workdaysLeft).toBeNull()
  }))
