import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { outbox } from '../../db/schema/index.ts'
import { setTopic } from '../../src/chat/push/settings.ts'
import { addDays, dayOf, instantOf } from '../../src/lib/time.ts'
import { setReminder } from '../../src/reminders/reminders.ts'
import { useDatabase } from '../support/database.ts'
import { addDuties } from './a-month.ts'
import { type Arrived, complaints, liveThrough, often, unsaid } from './year.ts'

const onDatabase = useDatabase(addDuties)

const FROM = '2023-11-13'
const TO = '2023-12-29'

async function prepare(db: Db) {
  const now = instantOf(FROM)
  await setReminder(
    db,
    {
      setBy: 'liaison',
      readers: ['person:liaison'],
      words: '报周报',
      at: instantOf('2023-11-17', '17:00'),
      rhythm: { every: 'week', on: 5, at: '17:00' },
    },
    now,
  )
}

/** What arrived, without the hour: a process that died is followed by another at the next tick. */
const byDay = (arrived: readonly Arrived[]) =>
  arrived.map(({ at, place, text }) => `${dayOf(at)} ${place} ${text}`).sort()

describe('两个月，一天一天过', () => {
  let calm: string[] = []

  test(
    'nothing at night or beyond a day’s number, nothing twice, nothing due left unsaid',
    () =>
      onDatabase(async db => {
        await prepare(db)
        const { arrived, failures } = await liveThrough(db, { from: FROM, to: TO })
        expect(failures).toBe(0)
        expect(await complaints(db, arrived)).toEqual([])
        expect(await unsaid(db)).toEqual([])
        expect(await db.$count(outbox, sql`state in ('pending', 'sending', 'uncertain')`)).toBe(0)
        expect(arrived.filter(({ title }) => title === '提醒：报周报')).toHaveLength(7)
        expect(arrived.length).toBeGreaterThan(30)
        calm = byDay(arrived)
      }),
    300_000,
  )

  test(
    'the same with processes dying in jobs and after sending: the same is said, once',
    () =>
      onDatabase(async db => {
        await prepare(db)
        const { arrived, failures } = await liveThrough(db, {
          from: FROM,
          to: '2023-11-27',
          crashes: often(),
        })
        expect(failures).toBeGreaterThan(10)
        expect(await complaints(db, arrived)).toEqual([])
        expect(await unsaid(db)).toEqual([])
        expect(byDay(arrived)).toEqual(calm.filter(line => line < '2023-11-28'))
      }),
    300_000,
  )

  test(
    'who wants news once a week hears of them once a week, on one card, and of duties as ever',
    () =>
      onDatabase(async db => {
        const reader = 'person:colleague' as const
        await setTopic({ db, reader, by: 'colleague', now: instantOf(FROM) }, '*', {
          isOff: false,
          rhythm: { every: 'week', on: 1, at: '08:30' },
        })
        let n = 0
        const { arrived } = await liveThrough(db, {
          from: FROM,
          to: addDays(FROM, 14),
          async everyDay(day) {
            n += 1
            await db.insert(outbox).values({
              dedupeKey: `news:${day}`,
              address: reader,
              kind: 'roster.decided',
              payload: {
                proposal: n,
                roster: '倍增名录',
                firms: ['大合新材料'],
                total: 1,
                isApproved: true,
                by: '李衡',
                note: null,
              },
              state: 'pending',
            })
          },
        })
        const mine = arrived.filter(({ place }) => place === 'ou_colleague')
        const gathered = mine.filter(({ title }) => title.includes('未单独推送'))
        expect(gathered.map(({ at }) => dayOf(at))).toEqual(['2023-11-20', '2023-11-27'])
        expect(mine.some(({ text }) => text.includes('主厂房封顶'))).toBe(true)
        expect(mine.filter(({ title }) => title.includes('名录')).length).toBe(0)
      }),
    300_000,
  )
})
