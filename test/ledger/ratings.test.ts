import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { outbox } from '../../db/schema/index.ts'
import { ratings } from '../../jobs/ratings.ts'
import { reopenCase } from '../../src/ledger/again.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { loadCase } from '../../src/ledger/load.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { passReview } from '../../src/ledger/review.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { addDays, instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { live, runJobAt } from './diary.ts'
import { actOf, buildWorld, caseIn, people } from './world.ts'

const onDatabase = useDatabase(buildWorld)
const to = `person:${people.contact.id}`

describe('an enterprise that does not rate', () => {
  test('is reminded after two and four working days and then left alone; the case closes as 未评价', () =>
    onDatabase(async db => {
      // Told the result on Wednesday 11月15日.
      const no = await caseIn(db, 'rating')
      const told = await live(db, '2023-11-15', '2023-12-01', [], card => [
        `${card.title}：${/请在(.+?)前/.exec(JSON.stringify(card))?.[1] ?? ''}`,
      ])
      expect(told).toEqual([
        `11-17 周五 09:30 ${to} 请评价：诉求 0001：11月22日`,
        `11-21 周二 09:30 ${to} 请评价（最后一次提醒）：诉求 0001：11月22日`,
        '11-23 周四 09:30 unit:utility-power 已销号（未评价）：诉求 0001：',
        `11-23 周四 09:30 ${to} 已销号（未评价）：诉求 0001：`,
      ])
      expect((await loadCase(db, no)).row).toMatchObject({ state: 'closed', rating: '未评价' })
      expect((await verifyLedger(db)).broken).toBeNull()
    }))

  test('can rate from the reminder, and hears no more', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'rating')
      const told = await live(db, '2023-11-15', '2023-12-01', [
        ['2023-11-17 10:00', async now => rateCase(await actOf(db, 'contact', now), no, { rating: '满意' })],
      ])
      expect(told).toHaveLength(1)
      expect((await loadCase(db, no)).row.rating).toBe('满意')
    }))

  test('never loses its say unasked, however long nothing ran', () =>
    onDatabase(async db => {
      await caseIn(db, 'rating')
      const counts = []
      for (const day of ['2023-12-11', '2023-12-12', '2023-12-13', '2023-12-14', '2023-12-15'])
        counts.push((await runJobAt(db, ratings, day, '09:30')).counts)
      expect(counts.map(({ reminded, lapsed }) => `${reminded}/${lapsed}`)).toEqual([
        '1/0',
        '0/0',
        '1/0',
        '0/0',
        '0/1',
      ])
      const [first] = await db
        .select()
        .from(outbox)
        .where(and(eq(outbox.kind, 'case.change'), eq(outbox.address, to)))
      expect(first?.payload).toMatchObject({ change: { times: 1, until: '2023-12-14' } })
    }))

  test('is asked anew in the next round', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'closed')
      const again = instantOf('2023-11-20', '10:00')
      await reopenCase(await actOf(db, 'contact', again), no, '昨天又停电了一次')
      await finishCase(await actOf(db, 'power', again), no, '已更换变压器，供电恢复')
      await passReview(await actOf(db, 'office', again), no)
      const sums = await sumOver(db, '2023-11-20', '2023-12-08')
      expect(sums).toEqual({ reminded: 2, lapsed: 1 })
    }))

  test('running twice for the same moment says nothing twice', () =>
    onDatabase(async db => {
      await caseIn(db, 'rating')
      await runJobAt(db, ratings, '2023-11-17', '09:30')
      expect((await runJobAt(db, ratings, '2023-11-17', '09:30')).counts).toEqual({ reminded: 0, lapsed: 0 })
    }))
})

async function sumOver(db: Db, from: string, to: string) {
  const sum = { reminded: 0, lapsed: 0 }
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { counts } = await runJobAt(db, ratings, day, '09:30')
    sum.reminded += counts.reminded ?? 0
    sum.lapsed += counts.lapsed ?? 0
  }
  return sum
}
