import { ne, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { bulletin, campaign, figure, outbox } from '../../db/schema/index.ts'
import { monthlyBulletin } from '../../jobs/monthly-bulletin.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { approveBulletin, rejectBulletin } from '../../src/bulletins/decide.ts'
import { draftBulletin } from '../../src/bulletins/draft.ts'
import { pagePath } from '../../src/bulletins/link.ts'
import { latestMonth, reportPeriod } from '../../src/bulletins/report-period.ts'
import { bulletinPage } from '../../src/bulletins/serve.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { CLERK, fillTown, MAYOR, OFFICE } from './town.ts'

const onDatabase = useDatabase(fillTown)
const NOW = new Date('2023-11-25T09:00:00+08:00')
const LATER = new Date('2023-11-27T14:05:00+08:00')

const notices = (db: Db) =>
  db
    .select({ kind: outbox.kind, address: outbox.address, payload: outbox.payload })
    .from(outbox)
    .orderBy(outbox.id)

async function drafted(db: Db) {
  const result = await draftBulletin(db, {
    policies: builtIn,
    actor: { kind: 'job', name: 'monthly-bulletin' },
    now: NOW,
  })
  if (result.kind === 'no-data') throw new Error('no data')
  return result.bulletin
}

describe('the month a bulletin is about', () => {
  test.each([
    ['2023-11-15T10:00:00+08:00', '2023-10'],
    ['2023-11-25T09:00:00+08:00', '2023-10'],
    ['2023-11-01T00:00:00+08:00', '2023-10'],
    ['2023-10-31T23:59:00+08:00', '2023-09'],
    ['2024-01-25T09:00:00+08:00', '2023-12'],
    ['2024-03-25T09:00:00+08:00', '2024-02'],
  ])('at %s is %s', (at, period) => {
    expect(reportPeriod(new Date(at))).toBe(period)
  })

  test('has data when a year to date ends with it or a month of its own is in', () =>
    onDatabase(async db => {
      expect(await latestMonth(db, '2023-12')).toBe('2023-10')
      expect(await latestMonth(db, '2023-10')).toBe('2023-10')
      expect(await latestMonth(db, '2023-09')).toBe('2023-09')
      expect(await latestMonth(db, '2023-08')).toBeNull()
    }))
})

describe('the facts of a bulletin', () => {
  test('count doubling exactly, the edge of 100% and of 50% included', () =>
    onDatabase(async db => {
      expect(await composeBulletin(db, builtIn, NOW)).toMatchObject({
        period: '2023-10',
        isDemo: false,
        baseYear: 2020,
        valueYear: 2022,
        listed: 10,
        outputDoubled: 3,
        taxDoubled: 4,
        outputUp50: 5,
        taxUp50: 6,
        bothDoubled: 2,
        incomparable: 2,
        tiers: [
          { atLeastYi: 10, count: 1 },
          { atLeastYi: 50, count: 0 },
          { atLeastYi: 100, count: 0 },
        ],
      })
    }))

  test('hold back the numbers of a unit with two enterprises but not of one with four', () =>
    onDatabase(async db => {
      expect((await composeBulletin(db, builtIn, NOW)).units).toEqual([
        { name: '甲县', listed: 4, growth: { outputDoubled: 2, taxDoubled: 2, outputUp50: 4 } },
        { name: '乙县', listed: 4, growth: { outputDoubled: 0, taxDoubled: 1, outputUp50: 0 } },
        { name: '丙区', listed: 2, growth: null },
      ])
    }))

  test('take the campaign under way and the ledger as it stands', () =>
    onDatabase(async db => {
      const content = await composeBulletin(db, builtIn, NOW)
      expect(content.campaign).toMatchObject({ name: '百日行动', cadres: 3369 })
      expect(content.cases).toEqual({
        open: 3,
        overdue: 1,
        closed: 1,
        byCategory: [
          { category: '用电', open: 2 },
          { category: '融资', open: 1 },
        ],
      })
    }))

  test('do without a campaign when none has begun', () =>
    onDatabase(async db => {
      await db.delete(campaign).where(ne(campaign.id, 'next'))
      expect((await composeBulletin(db, builtIn, NOW)).campaign).toBeNull()
    }))
})

describe('the job', () => {
  test('drafts once and asks the office', () =>
    onDatabase(async db => {
      const first = await monthlyBulletin.run({ db, policies: builtIn, now: NOW })
      const second = await monthlyBulletin.run({ db, policies: builtIn, now: LATER })
      expect(first).toEqual({
        summary: '已起草2023年10月倍增通报，送领导小组办公室审批',
        counts: { drafted: 1 },
      })
      expect(second.counts).toEqual({ drafted: 0 })
      expect(await notices(db)).toMatchObject([
        { kind: 'bulletin.draft', address: 'unit:office', payload: { content: { period: '2023-10' } } },
      ])
    }))

  test('says that the month has no data instead of drafting holes', () =>
    onDatabase(async db => {
      const report = await monthlyBulletin.run({
        db,
        policies: builtIn,
        now: new Date('2023-12-25T09:00:00+08:00'),
      })
      expect(report).toEqual({
        summary: '2023年11月的数据还没有报送，最近有数据的是2023年10月，没有起草通报',
        counts: { drafted: 0 },
      })
      expect(await db.select().from(bulletin)).toEqual([])
      expect(await notices(db)).toEqual([])
    }))

  test('explains that January is counted with February', () =>
    onDatabase(async db => {
      const { summary } = await monthlyBulletin.run({
        db,
        policies: builtIn,
        now: new Date('2024-02-25T09:00:00+08:00'),
      })
      expect(summary).toContain('2024年1月的数据与2月合并统计')
    }))

  test('drafts the next month beside the open draft of the last', () =>
    onDatabase(async db => {
      await drafted(db)
      const [row] = await db.select().from(figure).limit(1)
      if (!row) throw new Error('no figures')
      const { id: _, ...rest } = row
      await db.insert(figure).values({ ...rest, indicator: 'output', period: '2023M01-11' })
      const { counts } = await monthlyBulletin.run({
        db,
        policies: builtIn,
        now: new Date('2023-12-25T09:00:00+08:00'),
      })
      expect(counts).toEqual({ drafted: 1 })
    }))
})

describe('the decision', () => {
  test('the office approves once; the leaders get it with a page that opens', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      const first = await approveBulletin(db, { id, actor: OFFICE, now: NOW })
      const again = await approveBulletin(db, { id, actor: MAYOR, now: LATER })
      expect([first.isRepeat, again.isRepeat]).toEqual([false, true])
      expect(again.by).toBe('office同志于11月25日09:00')
      const sent = (await notices(db)).filter(notice => notice.kind === 'bulletin.published')
      expect(sent).toMatchObject([{ address: 'unit:leaders', payload: { bulletinId: id } }])
      const [{ path } = { path: '' }] = sent.map(({ payload }) => payload as { path: string })
      expect(await bulletinPage(db, path.replace('/b/', ''), LATER)).toContain('10家倍增名录企业中')
    }))

  test('a draft has no page yet, even for who holds a link', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      const token = (await pagePath(db, id, NOW)).replace('/b/', '')
      expect(await bulletinPage(db, token, NOW)).toBeNull()
    }))

  test('a draft sent back can be drafted anew, and only the new one counts', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      const rejected = await rejectBulletin(db, { id, actor: MAYOR, now: NOW, reason: ' 数据再核 ' })
      expect(rejected.bulletin).toMatchObject({
        state: 'rejected',
        reason: '数据再核',
        decidedBy: 'person:mayor',
      })
      const next = await drafted(db)
      expect(next.id).not.toBe(id)
      await expect(approveBulletin(db, { id, actor: OFFICE, now: LATER })).rejects.toThrow(
        '2023年10月通报的这份初稿已由mayor同志于11月25日09:00退回（数据再核），不能发布。',
      )
      await approveBulletin(db, { id: next.id, actor: OFFICE, now: LATER })
      const kinds = (await notices(db)).map(({ kind }) => kind)
      expect(kinds).toEqual(['bulletin.draft', 'bulletin.draft', 'bulletin.published'])
    }))

  test('what is published cannot be sent back', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      await approveBulletin(db, { id, actor: OFFICE, now: NOW })
      await expect(rejectBulletin(db, { id, actor: OFFICE, now: LATER, reason: '晚了' })).rejects.toThrow(
        '2023年10月通报已由office同志于11月25日09:00批准发布，不能再退回。',
      )
    }))

  test('sending back wants a reason', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      await expect(rejectBulletin(db, { id, actor: OFFICE, now: NOW, reason: '  ' })).rejects.toThrow(
        '退回原因',
      )
    }))

  test.each([
    ['a department', CLERK],
    ['a leader of one chain', { ...MAYOR, grants: [{ role: 'leader' as const, scopeId: '输变电' }] }],
    ['a stranger', { kind: 'stranger' as const, platform: 'feishu', openId: 'ou_x' }],
    ['a job', { kind: 'job' as const, name: 'monthly-bulletin' }],
  ])('%s can neither approve nor send back', (_who, actor) =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      await expect(approveBulletin(db, { id, actor, now: NOW })).rejects.toThrow(Refusal)
      await expect(rejectBulletin(db, { id, actor, now: NOW, reason: 'x' })).rejects.toThrow(Refusal)
      const [row] = await rowsOf<{ state: string }>(db, sql`select state from bulletin where id = ${id}`)
      expect(row?.state).toBe('draft')
    }),
  )

  test('there is no deciding about a bulletin that is not there', () =>
    onDatabase(async db => {
      await expect(approveBulletin(db, { id: 999, actor: OFFICE, now: NOW })).rejects.toThrow(
        '没有编号为 999 的通报',
      )
    }))
})
