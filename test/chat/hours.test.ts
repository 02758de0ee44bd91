import { asc, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from '../../db/base/calendar.ts'
import { loadLedgerBase } from '../../db/base/ledger.ts'
import type { Db } from '../../db/client.ts'
import { type Notice, queueNotices } from '../../db/notice.ts'
import { identity, outbox, person, roleGrant } from '../../db/schema/index.ts'
import { gatheredMessages } from '../../jobs/gathered-messages.ts'
import type { Card } from '../../src/chat/card.ts'
import { msUntilOpen } from '../../src/chat/hours.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { isUrgent } from '../../src/chat/notices/weight.ts'
import { withReason } from '../../src/chat/notices/why.ts'
import { wakeWaiting } from '../../src/chat/outbox.ts'
import { DAILY } from '../../src/chat/plan.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { createSender } from '../../src/chat/sender.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { dayOf, instantOf, timeOf } from '../../src/lib/time.ts'
import { isWorkday } from '../../src/lib/working-days.ts'
import { useDatabase } from '../support/database.ts'
import { alwaysOpen } from '../support/desk.ts'
import { builtIn } from '../support/policies.ts'
import { assigned, progressed } from './fake-notices.ts'

const calendar = {
  overrides: new Map(WORKDAY_OVERRIDES.map(([day, kind]) => [day, kind])),
  officialYears: new Set(CALENDAR_YEARS.map(({ year }) => year)),
}

describe('推送时段：工作日 8:30—18:00', () => {
  // The week of 国庆 2023: 29 September to 6 October off, 7 and 8 October worked.
  test.each([
    ['2023-09-28 08:29', '2023-09-28 08:30', '上班前，等到8:30'],
    ['2023-09-28 08:30', '2023-09-28 08:30', '到点就发'],
    ['2023-09-28 17:59', '2023-09-28 17:59', '下班前还发'],
    ['2023-09-28 18:00', '2023-10-07 08:30', '节前下班后，等到调休上班的周六'],
    ['2023-10-02 10:00', '2023-10-07 08:30', '放假期间'],
    ['2023-10-07 23:00', '2023-10-08 08:30', '周六夜里，周日调休上班'],
    ['2023-10-08 12:00', '2023-10-08 12:00', '周日调休上班，照发'],
    ['2023-11-17 20:00', '2023-11-20 08:30', '周五晚上，等到周一'],
  ])('%s → %s（%s）', (now, goes) => {
    const [day = '', time = ''] = now.split(' ')
    const at = instantOf(day, time)
    const then = new Date(at.getTime() + msUntilOpen(calendar, at))
    expect(`${dayOf(then)} ${timeOf(then)}`).toBe(goes)
  })

  test('whenever something is written, it goes out on a working day between the hours, and at once when it may', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 365 * 24 * 60 }), minutes => {
        const now = new Date(instantOf('2023-01-01').getTime() + minutes * 60_000)
        const wait = msUntilOpen(calendar, now)
        const goes = new Date(now.getTime() + wait)
        expect(isWorkday(calendar, dayOf(goes))).toBe(true)
        expect(timeOf(goes) >= '08:30' && timeOf(goes) < '18:00').toBe(true)
        if (wait > 0) expect(timeOf(goes)).toBe('08:30')
      }),
    )
  })

  test.each<[string, Notice, boolean]>([
    [
      '险情',
      { kind: 'emergency', to: 'person:p', key: 'e', data: { said: '', by: '', enterprise: null, at: '' } },
      true,
    ],
    ['特急件交办', assigned(2, 'person:p', { urgency: '特急' }), true],
    ['安全类交办', assigned(2, 'person:p', { category: '安全' }), true],
    ['一般件交办', assigned(2), false],
    ['特急件的进展', progressed(2, 'person:p', { urgency: '特急' }), false],
  ])('%s：夜里发不发 %#', (_, { kind, data }, urgent) => {
    expect(isUrgent(kind, data)).toBe(urgent)
  })
})

const onDatabase = useDatabase(async db => {
  await loadLedgerBase(db)
  await db.insert(person).values(['p', 'a'].map(id => ({ id, name: id })))
  await db
    .insert(identity)
    .values(['p', 'a'].map(id => ({ platform: 'fake', openId: `ou_${id}`, personId: id })))
  await db.insert(roleGrant).values({
    personId: 'a',
    role: 'admin',
    scopeId: '*',
    grantedBy: 'test',
    grantedAt: instantOf('2023-01-01'),
  })
})

/** A sender by a clock of the test, and what it sent. */
function office(db: Db) {
  const sent: string[] = []
  let now = instantOf('2023-11-15', '10:00')
  const platform = {
    name: 'fake',
    appId: 'app',
    canUpdate: true,
    limits: {
      appPerSecond: 10_000,
      appPerMinute: 600_000,
      targetPerSecond: 10_000,
      idempotencyMs: 3_600_000,
    },
    send: async (_: unknown, card: Card) => {
      sent.push(card.title)
      return { messageId: `om_${sent.length}` }
    },
    update: async () => {},
  } as unknown as Platform
  const sender = createSender({
    db,
    platforms: [platform],
    log: silentLogger,
    sleep: ms => new Promise(done => setTimeout(done, ms)),
    clock: { now: () => now },
    desk: { ...alwaysOpen, calendar: async () => calendar },
  })
  return {
    sent,
    async at(day: string, time: string) {
      now = instantOf(day, time)
      await wakeWaiting(db)
      await sender.drain()
    },
  }
}

describe('夜里的通知等到上班', () => {
  test('an ordinary duty waits, an urgent one does not; waiting is no failed try', () =>
    onDatabase(async db => {
      const { sent, at } = office(db)
      await queueNotices(db, [
        assigned(2),
        assigned(2, 'person:p', { no: 'HY20231115-0002', urgency: '特急' }),
      ])
      await at('2023-11-15', '22:00')
      expect(sent).toHaveLength(1)
      for (let hour = 0; hour < 20; hour += 1) await at('2023-11-15', '23:00')
      const [waiting] = await db.select().from(outbox).where(eq(outbox.state, 'pending'))
      expect(waiting?.attempts).toBe(0)
      await at('2023-11-16', '08:30')
      expect(sent).toHaveLength(2)
    }))

  test('what has changed overnight is said once, as it is in the morning', () =>
    onDatabase(async db => {
      const { sent, at } = office(db)
      await at('2023-11-15', '22:00')
      await queueNotices(db, [assigned(2), progressed(3), assigned(4)])
      await at('2023-11-15', '23:00')
      await at('2023-11-16', '08:30')
      expect(sent).toHaveLength(1)
      const states = await db.select({ state: outbox.state }).from(outbox).orderBy(asc(outbox.id))
      expect(states.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'sent'])
    }))
})

describe('一天的条数', () => {
  const many = (n: number): Notice[] =>
    Array.from({ length: n }, (_, i) =>
      assigned(2, 'person:p', { no: `HY20231115-${String(i + 1).padStart(4, '0')}` }),
    )

  test('what is beyond the day’s number comes gathered on one card the next working day; the admin hears of it; nothing is lost', () =>
    onDatabase(async db => {
      const { sent, at } = office(db)
      await queueNotices(db, many(DAILY.person + 5))
      await at('2023-11-15', '10:00')
      expect(sent).toHaveLength(DAILY.person)
      await gatheredMessages.run({ db, now: instantOf('2023-11-16', '08:35'), policies: builtIn })
      await gatheredMessages.run({ db, now: instantOf('2023-11-16', '08:35'), policies: builtIn })
      await at('2023-11-16', '08:36')
      expect(sent.slice(DAILY.person)).toEqual(['2023-11-16未单独推送的5条消息', '有人当天消息过多'])
      const [row] = await db.select().from(outbox).where(eq(outbox.kind, 'gathered'))
      expect(JSON.stringify(cardOfNotice('gathered', row?.payload))).toContain('看0009')
      expect(await db.$count(outbox, sql`state in ('pending', 'gathered')`)).toBe(0)
    }))

  test('urgent ones come however many there were', () =>
    onDatabase(async db => {
      const { sent, at } = office(db)
      await queueNotices(db, [
        ...many(DAILY.person),
        assigned(2, 'person:p', { no: 'HY20231115-0999', urgency: '特急' }),
      ])
      await at('2023-11-15', '10:00')
      expect(sent).toHaveLength(DAILY.person + 1)
    }))

  test('changes of a card that hangs there already do not count', () =>
    onDatabase(async db => {
      const { sent, at } = office(db)
      await queueNotices(db, [assigned(2)])
      await at('2023-11-15', '10:00')
      for (let version = 3; version < 20; version += 1) {
        await queueNotices(db, [progressed(version)])
        await at('2023-11-15', '10:00')
      }
      expect(sent).toHaveLength(1)
      await queueNotices(db, many(DAILY.person).slice(1))
      await at('2023-11-15', '10:00')
      expect(sent).toHaveLength(DAILY.person)
    }))
})

test.each([
  ['unit:office', 'case.review', '领导小组办公室负责此事'],
  ['unit:utility-power', 'case.assigned', '本单位承办或协办'],
  ['person:p', 'case.result', '企业联系人'],
])('a card to %s says why it came', (address, kind, words) => {
  const card = withReason(
    { title: '', tone: 'info', blocks: [] },
    { address, kind, payload: {}, isCopy: false, isStandIn: false },
  )
  expect(JSON.stringify(card)).toContain(words)
})

test('what a unit is to do that nobody speaks for is told to the office, news to nobody', () =>
  onDatabase(async db => {
    await db
      .insert(roleGrant)
      .values({ personId: 'a', role: 'office', scopeId: '*', grantedBy: 'test', grantedAt: new Date() })
    const { sent, at } = office(db)
    await queueNotices(db, [assigned(2, 'unit:dept-legal'), progressed(3, 'unit:dept-tax')])
    await at('2023-11-15', '10:00')
    await at('2023-11-15', '10:05')
    expect(sent).toHaveLength(1)
    const rows = await db.select().from(outbox).orderBy(asc(outbox.id))
    expect(rows.map(({ address, state }) => `${address} ${state}`)).toEqual([
      'unit:dept-legal skipped',
      'unit:dept-tax dead',
      'unit:office sent',
    ])
  }))
