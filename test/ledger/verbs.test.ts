import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { caseFacts } from '../../src/ledger/facts.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { findCases } from '../../src/ledger/find.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { loadCase } from '../../src/ledger/load.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { record } from '../../src/ledger/record.ts'
import { passReview, returnCase } from '../../src/ledger/review.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { actOf, buildWorld, caseIn, FIRM, NOW, POWER_CUT, people, queued, RIVAL_FIRM } from './world.ts'

const onDatabase = useDatabase(buildWorld)

describe('受理', () => {
  test('a report is numbered, given to the unit of its category and due in working days', () =>
    onDatabase(async db => {
      const { facts, isNew } = await fileCase(await actOf(db, 'contact'), { ...POWER_CUT, contact: '张工' })
      expect(isNew).toBe(true)
      expect(facts).toMatchObject({
        no: 'HY20231115-0001',
        state: 'assigned',
        unit: '国网衡阳供电公司',
        dueOn: '2023-11-24',
        workdaysLeft: 7,
        contact: '张工',
        isDemo: true,
      })
      expect(await queued(db)).toEqual(['case.assigned unit:utility-power'])
    }))

  test('numbers run on through the year and start again with the next', () =>
    onDatabase(async db => {
      const numberAt = async (day: string) =>
        (await fileCase(await actOf(db, 'contact', instantOf(day, '09:00')), POWER_CUT)).facts.no
      expect(await numberAt('2023-12-29')).toBe('HY20231229-0001')
      expect(await numberAt('2023-12-30')).toBe('HY20231230-0002')
      expect(await numberAt('2024-01-02')).toBe('HY20240102-0001')
    }))

  test.each([
    ['2023-11-15', '10:00', '2023-11-24', '上班时间'],
    ['2023-11-15', '17:31', '2023-11-27', '下班后算次日收到'],
    ['2023-11-18', '10:00', '2023-11-29', '周六算周一收到'],
    ['2023-09-29', '10:00', '2023-10-16', '国庆假期里算调休周六收到'],
  ])('reported %s %s it is due %s (%s)', (day, time, due) =>
    onDatabase(async db => {
      const { facts } = await fileCase(await actOf(db, 'contact', instantOf(day, time)), POWER_CUT)
      expect(facts.dueOn).toBe(due)
    }),
  )

  test('特急 is due the next working day, 融资 in fifteen', () =>
    onDatabase(async db => {
      const act = await actOf(db, 'contact')
      const urgent = await fileCase(act, { ...POWER_CUT, urgency: '特急' })
      expect(urgent.facts.dueOn).toBe('2023-11-16')
      const loan = await fileCase(act, {
        ...POWER_CUT,
        category: '融资',
        urgency: '一般',
        detail: '贷款下不来 银行说抵押不够',
      })
      expect(loan.facts).toMatchObject({ unitId: 'dept-finance-office', dueOn: '2023-12-06' })
    }))

  test('a due day beyond the published calendar is 暂定', () =>
    onDatabase(async db => {
      const act = await actOf(db, 'contact', instantOf('2026-12-30', '10:00'))
      expect((await fileCase(act, POWER_CUT)).facts).toMatchObject({ dueIsProvisional: true })
    }))

  test('the same form handed in twice files one case', () =>
    onDatabase(async db => {
      const act = await actOf(db, 'contact')
      const first = await fileCase(act, { ...POWER_CUT, formKey: 'form-0001' })
      const second = await fileCase(act, { ...POWER_CUT, formKey: 'form-0001', detail: '改了一个字再点一次' })
      expect(second).toEqual({ facts: first.facts, isNew: false })
      expect(await db.$count(caseFile)).toBe(1)
      expect(await queued(db)).toEqual(['case.assigned unit:utility-power'])
    }))

  test('what a liaison reports for a firm, the firm is told of', () =>
    onDatabase(async db => {
      await fileCase(await actOf(db, 'liaison'), POWER_CUT)
      expect(await queued(db)).toEqual([
        'case.assigned unit:utility-power',
        'case.receipt person:demo_enterprise',
      ])
    }))

  test.each([
    ['一个字', { detail: '停' }, '情况描述太短'],
    ['空白', { detail: '   ' }, '还没有写情况描述'],
    ['一万字', { detail: '停电'.repeat(5000) }, '情况描述有 10000 个字'],
    ['没有的类别', { category: '天气' }, '没有“天气”这个诉求类别'],
    ['没有的紧急程度', { urgency: '很急' }, '紧急程度只有'],
    ['没有的企业', { uscc: 'NOBODY' }, '没有找到这家企业'],
    ['别家企业', { uscc: RIVAL_FIRM }, '您没有这项权限'],
  ])('refuses %s', (_what, wrong, sentence) =>
    onDatabase(async db => {
      const act = await actOf(db, 'contact')
      await expect(fileCase(act, { ...POWER_CUT, ...wrong })).rejects.toThrow(sentence)
      expect(await db.$count(caseFile)).toBe(0)
    }),
  )
})

describe('办理', () => {
  test('from 签收 to 销号, everybody concerned is told once and nobody of their own doing', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'closed')
      expect(await caseFacts(db, no, NOW)).toMatchObject({
        state: 'closed',
        rating: '满意',
        workdaysLeft: null,
      })
      expect(await queued(db)).toEqual([
        'case.assigned unit:utility-power',
        'case.progress person:demo_enterprise',
        'case.review unit:office',
        'case.result person:demo_enterprise',
        'case.rated unit:utility-power',
        'case.rated unit:office',
      ])
    }))

  test('progress on an unsigned case signs for it, and the event says so', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'assigned')
      const facts = await reportProgress(await actOf(db, 'power'), no, '供电公司说下周三装变压器')
      expect(facts.state).toBe('handling')
      const events = await db.select().from(caseEvent).where(eq(caseEvent.caseNo, no)).orderBy(caseEvent.seq)
      expect(events.map(({ type, actor, data }) => [type, actor, data.impliesSigning])).toEqual([
        ['file', 'person:demo_enterprise', undefined],
        ['assign', 'job:routing', undefined],
        ['progress', 'person:demo_power', true],
      ])
    }))

  test('退回 keeps the due day, 不满意 starts a new round with a new one', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'reviewing')
      const back = await returnCase(
        await actOf(db, 'office', instantOf('2023-11-20', '10:00')),
        no,
        '请附验收单',
      )
      expect(back).toMatchObject({ state: 'handling', round: 1, dueOn: '2023-11-24' })
      const later = instantOf('2023-11-22', '10:00')
      await finishCase(await actOf(db, 'power', later), no, '电缆已更换，附验收单')
      await passReview(await actOf(db, 'office', later), no)
      const act = await actOf(db, 'contact', later)
      const again = await rateCase(act, no, { rating: '不满意', reason: '昨天又停了一次' })
      expect(again).toMatchObject({ state: 'handling', round: 2, dueOn: '2023-12-01', result: null })
      expect((await queued(db)).slice(-2)).toEqual([
        'case.returned unit:utility-power',
        'case.rated unit:office',
      ])
    }))

  test('a card of an earlier round decides nothing about a later one', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'rating')
      await rateCase(await actOf(db, 'contact'), no, { rating: '不满意', reason: '还在停电' })
      await finishCase(await actOf(db, 'power'), no, '换了变压器，已稳定')
      await passReview(await actOf(db, 'office'), no)
      const stale = rateCase(await actOf(db, 'contact'), no, { rating: '满意', round: 1 })
      await expect(stale).rejects.toThrow('这张卡片是第 1 轮办理的')
    }))

  test.each([
    ['签收', 'land', (act, no) => signCase(act, no), '没有查到编号'],
    ['签收', 'contact', (act, no) => signCase(act, no), '“签收”要由责任单位来做'],
    ['进展', 'rival', (act, no) => reportProgress(act, no, '顺便看看'), '没有查到编号'],
    ['办结', 'office', (act, no) => finishCase(act, no, '办公室代办'), '“办结”要由责任单位来做'],
    ['审核', 'power', (act, no) => passReview(act, no), '“审核通过”要由领导小组办公室'],
    ['评价', 'office', (act, no) => rateCase(act, no, { rating: '满意' }), '“评价满意”要由提出诉求的企业'],
    ['评价', 'liaison', (act, no) => rateCase(act, no, { rating: '满意' }), '“评价满意”要由提出诉求的企业'],
  ] satisfies [
    string,
    keyof typeof people,
    (act: Awaited<ReturnType<typeof actOf>>, no: string) => Promise<unknown>,
    string,
  ][])('%s by %s is refused', (_verb, who, doIt, sentence) =>
    onDatabase(async db => {
      const no = await caseIn(db, 'assigned')
      await expect(doIt(await actOf(db, who), no)).rejects.toThrow(sentence)
    }),
  )

  test('whoever handled a case does not review it, even when they are of the office too', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'reviewing')
      const both = { ...people.power, grants: [...people.power.grants, ...people.office.grants] }
      const act = { ...(await actOf(db, 'office')), actor: both }
      await expect(passReview(act, no)).rejects.toThrow('承办人本人除外')
    }))

  test('of two people at once the second is politely refused', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'assigned')
      const act = await actOf(db, 'power')
      const asBothReadIt = await loadCase(db, no)
      await record(act, asBothReadIt, 'sign', {})
      await expect(record(act, asBothReadIt, 'sign', {})).rejects.toThrow('刚刚有人更新过')
    }))
})

describe('查找', () => {
  test.each(['0001', '1', 'HY20231115-0001', 'hy20231115-0001', '20231115-0001', ' 0001 '])(
    'finds by %s',
    spoken =>
      onDatabase(async db => {
        const no = await caseIn(db, 'assigned')
        expect((await findCases(db, spoken, people.contact)).map(({ row }) => row.no)).toEqual([no])
      }),
  )

  test.each(['', 'abc', '%', '0001 or 1=1', '9999999', '0002'])('finds nothing by %s', spoken =>
    onDatabase(async db => {
      await caseIn(db, 'assigned')
      expect(await findCases(db, spoken, people.contact)).toEqual([])
    }),
  )

  test('the same tail of two years gives both, newest first', () =>
    onDatabase(async db => {
      await fileCase(await actOf(db, 'contact', instantOf('2023-12-29', '09:00')), POWER_CUT)
      await fileCase(await actOf(db, 'contact', instantOf('2024-01-02', '09:00')), POWER_CUT)
      const found = await findCases(db, '0001', people.office)
      expect(found.map(({ row }) => row.no)).toEqual(['HY20240102-0001', 'HY20231229-0001'])
    }))

  test.each([
    ['contact', 1],
    ['power', 1],
    ['office', 1],
    ['liaison', 1],
    ['mayor', 1],
    ['rival', 0],
    ['land', 0],
  ] as const)('%s finds %i', (who, n) =>
    onDatabase(async db => {
      await caseIn(db, 'assigned')
      expect(await findCases(db, '0001', people[who])).toHaveLength(n)
      expect(await findCases(db, '0001', { kind: 'stranger', platform: 'feishu', openId: FIRM })).toEqual([])
    }),
  )
})
