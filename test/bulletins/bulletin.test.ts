import { ne, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { bulletin, campaign, figure, outbox } from '../../db/schema/index.ts'
import { monthlyBulletin } from '../../jobs/monthly-bulletin.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { approveBulletin, rejectBulletin } from '../../src/bulletins/decide.ts'
import { draftBulletin } from '../../src/bulletins/draft.ts'
import { draftPath, pagePath } from '../../src/bulletins/link.ts'
import { latestMonth, reportPeriod } from '../../src/bulletins/report-period.ts'
import { serveBulletin } from '../../src/bulletins/serve.ts'
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
  if (!('bulletin' in result)) throw new Error('no data')
  return result.bulletin
}

/** The words of what hangs behind a path; null where nothing does. */
async function pageAt(db: Db, path: string, now: Date): Promise<string | null> {
  const [, token = '', part = ''] = /^\/b\/([^/]+)\/?(.*)$/.exec(path) ?? []
  const paint = async () => new Uint8Array()
  const served = await serveBulletin({ db, policies: async () => builtIn, paint, now }, token, part)
  if (served?.kind === 'gone') return served.words
  return served?.kind === 'page' ? served.html.replace(/<[^>]+>/g, '') : null
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
      expect(await latestMonth(db, '2022-08')).toBeNull()
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

  test('rank the units, tell how their rank changed, and hold back one with two enterprises', () =>
    onDatabase(async db => {
      const { units, ranking, progress } = await composeBulletin(db, builtIn, NOW)
      const growth = (outputDoubled: number, taxDoubled: number, outputUp50: number) => ({
        outputDoubled,
        taxDoubled,
        outputUp50,
      })
      expect(units).toEqual([
        {
          ...{ id: 'town-a', name: '甲县', listed: 4, growth: growth(2, 2, 4) },
          ...{ progress: { firms: 4, growth: '10' }, rank: 2, rankBefore: 1 },
        },
        {
          ...{ id: 'town-b', name: '乙县', listed: 4, growth: growth(0, 1, 0) },
          ...{ progress: { firms: 4, growth: '20' }, rank: 1, rankBefore: 2 },
        },
        {
          ...{ id: 'town-c', name: '丙区', listed: 2, growth: null },
          ...{ progress: null, rank: null, rankBefore: null },
        },
      ])
      expect(ranking).toEqual({
        period: '2023M01-10',
        against: '上年同期',
        before: '2023M01-09',
        growth: '14',
      })
      // Nobody has months of 2020.
      expect(progress).toBeNull()
    }))

  test('name the doubled enterprises and none of their figures', () =>
    onDatabase(async db => {
      const { doubledFirms } = await composeBulletin(db, builtIn, NOW)
      expect(doubledFirms).toEqual({
        output: ['试验0', '试验2', '试验8'],
        tax: ['试验1', '试验2', '试验6', '试验8'],
      })
    }))

  test('know nothing that was recorded after the moment they were read', () =>
    onDatabase(async db => {
      const [row] = await db.select().from(figure).limit(1)
      if (!row) throw new Error('no figures')
      const { id: _, ...rest } = row
      const late = { indicator: 'output' as const, period: '2022', amount: '990000', recordedAt: LATER }
      await db.insert(figure).values({ ...rest, ...late })
      expect((await composeBulletin(db, builtIn, NOW)).tiers[1]).toEqual({ atLeastYi: 50, count: 0 })
      expect((await composeBulletin(db, builtIn, LATER)).tiers[1]).toEqual({ atLeastYi: 50, count: 1 })
    }))

  test('take the campaign under way and the ledger as it stands', () =>
    onDatabase(async db => {
      const content = await composeBulletin(db, builtIn, NOW)
      expect(content.campaign).toMatchObject({ name: '百日行动', cadres: 3369 })
      expect(content.cases).toEqual({
        ...{ collected: 5, solved: 0, open: 3, overdue: 1, closed: 1 },
        byCategory: [
          { name: '融资', collected: 3, solved: 0, open: 1, overdue: 0 },
          { name: '用电', collected: 2, solved: 0, open: 2, overdue: 1 },
        ],
        byUnit: [],
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
        counts: { drafted: 1, reminded: 0 },
      })
      expect(second.counts).toEqual({ drafted: 0, reminded: 0 })
      expect(await notices(db)).toMatchObject([
        { kind: 'bulletin.draft', address: 'unit:office', payload: { content: { period: '2023-10' } } },
      ])
    }))

  test('asks each unit for what is missing instead of drafting holes, and tells the office whose it is', () =>
    onDatabase(async db => {
      const at = (day: number) => new Date(`2023-12-${day}T09:00:00+08:00`)
      const report = await monthlyBulletin.run({ db, policies: builtIn, now: at(25) })
      expect(report).toEqual({
        summary: '2023年11月的数据还没有报送，最近有数据的是2023年10月，没有起草通报，已提醒3个单位',
        counts: { drafted: 0, reminded: 3 },
      })
      expect(await db.select().from(bulletin)).toEqual([])
      expect(await notices(db)).toMatchObject([
        {
          kind: 'bulletin.missing',
          address: 'unit:town-a',
          payload: {
            unit: '甲县',
            listed: 4,
            output: 4,
            tax: 4,
            firms: ['试验0', '试验1', '试验2', '试验3'],
          },
        },
        { kind: 'bulletin.missing', address: 'unit:town-b' },
        { kind: 'bulletin.missing', address: 'unit:town-c' },
        { kind: 'bulletin.waiting', address: 'unit:office', payload: { units: [{}, {}, {}] } },
      ])
      await monthlyBulletin.run({ db, policies: builtIn, now: at(25) })
      expect(await notices(db)).toHaveLength(4)
      await monthlyBulletin.run({ db, policies: builtIn, now: at(26) })
      expect((await notices(db)).at(-1)).toMatchObject({ kind: 'bulletin.waiting', payload: { days: 1 } })
    }))

  test('waits for one unit whose figures would be a hole, and drafts once they are in', () =>
    onDatabase(async db => {
      const now = new Date('2023-12-25T09:00:00+08:00')
      const tenth = await db.select().from(figure)
      const november = tenth
        .filter(({ period, indicator }) => period === '2023M01-10' && indicator !== 'revenue')
        .map(({ id: _, ...row }) => ({ ...row, period: '2023M01-11' }))
      const isSecond = ({ uscc }: { uscc: string }) => /0[4-7]$/.test(uscc)
      await db.insert(figure).values(november.filter(row => !isSecond(row)))
      const waiting = await monthlyBulletin.run({ db, policies: builtIn, now })
      expect(waiting.summary).toBe(
        '2023年11月的数据还没有报齐，缺乙县（产值4家、税金4家），没有起草通报，已提醒1个单位',
      )
      // Three of four: what is still missing is said under the bulletin.
      await db.insert(figure).values(november.filter(row => isSecond(row) && !row.uscc.endsWith('7')))
      const { counts } = await monthlyBulletin.run({ db, policies: builtIn, now })
      expect(counts).toEqual({ drafted: 1, reminded: 0 })
      const [row] = await db.select().from(bulletin)
      expect(row?.content.provisional).toMatchObject({ outputMissing: 1, taxMissing: 1 })
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

  test('does not draft anew by itself what people sent back', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      await rejectBulletin(db, { id, actor: OFFICE, now: NOW, reason: '数据再核' })
      const { summary } = await monthlyBulletin.run({ db, policies: builtIn, now: LATER })
      expect(summary).toContain('由办公室重新起草')
      expect(await db.select().from(bulletin)).toHaveLength(1)
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
      expect(await pageAt(db, path, LATER)).toContain('10家倍增名录企业中')
    }))

  test('a draft has no page for readers, even for who holds a link, and one for those who decide until they have', () =>
    onDatabase(async db => {
      const { id } = await drafted(db)
      expect(await pageAt(db, await pagePath(db, id, NOW), NOW)).toBeNull()
      expect(await pageAt(db, await draftPath(db, id, NOW), NOW)).toContain('初稿（第1稿），未经审批')
      await approveBulletin(db, { id, actor: OFFICE, now: NOW })
      expect(await pageAt(db, await draftPath(db, id, NOW), NOW)).toBeNull()
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
