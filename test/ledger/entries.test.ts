import { asc, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { caseEvent, caseFile, enterpriseAlias } from '../../db/schema/index.ts'
import { reopenCase } from '../../src/ledger/again.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { ledgerEntries } from '../../src/ledger/entries.ts'
import { explainSolveRate } from '../../src/ledger/explain.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { conditionOf } from '../../src/ledger/filter.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { passReview } from '../../src/ledger/review.ts'
import { solvedExamples } from '../../src/ledger/similar.ts'
import { countCases } from '../../src/ledger/statistics.ts'
import { dayOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { playRandomly } from './random.ts'
import { readSheet } from './recount.ts'
import { actOf, buildWorld, caseIn, FIRM, NOW, POWER_CUT, people } from './world.ts'

const onDatabase = useDatabase(buildWorld)

test('every line of a random ledger says what its events say', () =>
  onDatabase(async db => {
    const on = dayOf(await playRandomly(db, { seed: 5, count: 250 }))
    const calendar = await loadCalendar(db)
    const entries = await ledgerEntries(db, { where: undefined, calendar, on, limit: 1000 })
    const events = await db.select().from(caseEvent).orderBy(asc(caseEvent.caseNo), asc(caseEvent.seq))
    expect(entries.length).toBeGreaterThan(10)
    for (const entry of entries) {
      const { row } = entry.target
      const page = events.filter(({ caseNo }) => caseNo === row.no)
      const sheet = readSheet(page, calendar)
      const hasResult = ['reviewing', 'rating', 'closed'].includes(sheet.stage)
      expect(entry.finishedOn).toBe(hasResult ? sheet.finishedOn : null)
      const undone = page.flatMap(({ type, data }) => (type === 'undo' ? [data.of] : []))
      const told = page.filter(({ type, seq }) => type === 'progress' && !undone.includes(seq))
      expect(entry.progress?.note).toBe(told.at(-1)?.data.note)
      const isFinished = ['rating', 'closed'].includes(sheet.stage)
      const counts = await countCases(db, { where: eq(caseFile.no, row.no), on })
      if (isFinished) expect(entry.days).toBe(counts.days)
      expect(entry.isOverdue).toBe(
        isFinished ? counts.inTime === 0 : hasResult ? entry.isOverdue : counts.overdue === 1,
      )
    }
  }))

test('the change of the rate adds up case by case, and the rate before is what was counted then', async () => {
  for (const seed of [21, 31]) {
    await onDatabase(async db => {
      const since = await playRandomly(db, { seed, count: 150 })
      for (const state of ['closed', 'rating', 'closed'] as const) await caseIn(db, state)
      const { collected, solved } = await countCases(db, { where: undefined, on: dayOf(since) })
      const later = await playRandomly(db, {
        seed: seed + 1,
        count: 250,
        from: new Date(since.getTime() + 1),
      })
      const now = await countCases(db, { where: undefined, on: dayOf(later) })
      const change = await explainSolveRate(db, { where: undefined, readable: sql`true`, since })
      expect(change.before).toEqual({ collected, solved })
      expect(change.after).toEqual({ collected: now.collected, solved: now.solved })
      for (const { verb, reason } of change.lost) expect([verb, reason]).not.toContain(null)
      expect(solved).toBeGreaterThan(2)
      expect(change.lost.length).toBeGreaterThan(0)
    })
  }
}, 60_000)

test('a case reopened is lost with its reason, one solved later is won, a new one is fresh', () =>
  onDatabase(async db => {
    const [lost, won] = [await caseIn(db, 'closed'), await caseIn(db, 'reviewing')]
    const later = new Date(NOW.getTime() + 86_400_000)
    await passReview(await actOf(db, 'office', later), won)
    await reopenCase(await actOf(db, 'contact', later), lost, '昨晚又停电了')
    await fileCase(await actOf(db, 'contact', later), POWER_CUT)
    expect(await explainSolveRate(db, { where: undefined, readable: sql`true`, since: NOW })).toMatchObject({
      before: { collected: 2, solved: 1 },
      after: { collected: 3, solved: 1 },
      fresh: { collected: 1, solved: 0 },
      won: 1,
      lost: [{ no: lost, verb: 'reopen', reason: '昨晚又停电了', unit: '国网衡阳供电公司' }],
      freshUnsolved: [{ category: '用电', count: 1 }],
    })
  }))

describe('examples of cases solved', () => {
  const told = (db: Parameters<typeof solvedExamples>[0], who: keyof typeof people, category = '用电') =>
    loadCalendar(db).then(calendar =>
      solvedExamples(db, { category, reader: people[who], calendar, on: '2023-11-20' }),
    )

  test('name the enterprise to those who may read the case, and to nobody else', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'handling')
      const result = `已为雁南机械（衡阳雁南机械有限公司，雁机，${FIRM}）换电缆，联系陈工13800000000，衡阳某某电气有限公司施工`
      await db.insert(enterpriseAlias).values({ uscc: FIRM, alias: '雁机' })
      await finishCase(await actOf(db, 'power'), no, result)
      await passReview(await actOf(db, 'office'), no)
      await rateCase(await actOf(db, 'contact'), no, { rating: '满意' })
      const [own] = await told(db, 'power')
      expect(own).toMatchObject({ source: { no, enterprise: '衡阳雁南机械有限公司' }, result, days: 0 })
      const [other] = await told(db, 'land')
      expect(other?.source).toBeNull()
      expect(other?.result).toBe('已为某企业（某企业，某企业，某企业）换电缆，联系陈工（电话略），某企业施工')
      expect(await told(db, 'land', '融资')).toEqual([])
    }))

  test('leave out what is merely explained or not closed yet', () =>
    onDatabase(async db => {
      await caseIn(db, 'rating')
      expect(await told(db, 'office')).toEqual([])
    }))
})

test('a filter narrows by every condition at once', () =>
  onDatabase(async db => {
    await caseIn(db, 'handling')
    const calendar = await loadCalendar(db)
    const count = async (filter: Parameters<typeof conditionOf>[0]) =>
      (
        await ledgerEntries(db, {
          where: conditionOf(filter, '2023-12-01'),
          calendar,
          on: '2023-12-01',
          limit: 5,
        })
      ).length
    const day = dayOf(NOW)
    expect(
      await count({
        unitIds: ['utility-power'],
        categories: ['用电'],
        standing: 'overdue',
        from: day,
        to: day,
      }),
    ).toBe(1)
    for (const filter of [
      { unitIds: ['dept-land'] },
      { categories: ['用地'] },
      { from: '2023-11-16' },
      { to: '2023-11-14' },
      { standing: 'finished' },
      { usccs: ['91430400DEM00002XX'] },
      { chain: '输变电' },
      { regionCodes: ['430424'] },
    ] as const)
      expect(await count(filter), JSON.stringify(filter)).toBe(0)
  }))
