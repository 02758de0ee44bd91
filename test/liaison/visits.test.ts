import { describe, expect, test } from 'vitest'
import { leaveIn } from '../../commands/liaison/words.ts'
import { readVisit, visitDay } from '../../commands/visit/read.ts'
import type { Db } from '../../db/client.ts'
import { outbox, visit } from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { identify } from '../../src/people/identify.ts'
import { delegate } from '../../src/registry/liaison/delegate.ts'
import { correctVisit, recordVisits, type VisitEntry } from '../../src/registry/liaison/record-visit.ts'
import { reportRisk, riskIn, settleRisk, signalsOf } from '../../src/registry/liaison/signals.ts'
import { countVisits, findVisits, visitsByVisitor } from '../../src/registry/liaison/visits.ts'
import { unvisited } from '../../src/registry/liaison/visits-due.ts'
import { useDatabase } from '../support/database.ts'
import { addTown, by, codeOf } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const TODAY = '2023-11-15'

const ENTRY: VisitEntry = {
  visitedOn: TODAY,
  means: '上门',
  outcome: '正常',
  visitor: '赵联',
  visitorId: 'liaison',
  note: '情况正常',
  attempts: null,
}
let forms = 0
const record = async (
  db: Db,
  shortName: string,
  entry: Partial<VisitEntry> = {},
  formKey = `form-${++forms}`,
) => {
  const ids = await recordVisits(by(db, 'liaison'), {
    ...ENTRY,
    ...entry,
    usccs: [codeOf(shortName)],
    formKey,
    caseKey: null,
  })
  return ids[0] ?? 0
}

describe('what a sentence says of a visit', () => {
  test.each([
    ['今天去了 情况正常', { visitedOn: TODAY, means: '上门', outcome: '正常', note: '情况正常' }],
    ['昨天走访 没什么困难', { visitedOn: '2023-11-14', outcome: '正常', note: '没什么困难' }],
    ['走访/ /11.14/反映用气价格高', { visitedOn: '2023-11-14', outcome: '有问题', note: '反映用气价格高' }],
    ['上周五到 走访，订单比较足，没有困难', { visitedOn: '2023-11-10', outcome: '正常' }],
    ['电话打不通 三次了', { means: '电话', outcome: '联系不上', attempts: 3 }],
    ['上门看了 停产两个月了', { outcome: '有问题', risk: '停产' }],
    ['去看了 已经复产 情况稳定', { outcome: '正常', risk: null }],
    ['今天走了5家 都没啥问题', { outcome: '正常', count: 5 }],
    ['昨天陪周市长去了 一切正常', { leader: '周市长', visitedOn: '2023-11-14', note: '一切正常' }],
    ['刚从 出来 两个事：缺焊工6个 路灯坏了', { outcome: '有问题', note: '两个事：缺焊工6个 路灯坏了' }],
    ['今天去了 说订单少了三成 缺流动资金', { outcome: '有问题', risk: '订单下滑' }],
  ])('%s', (words, told) => {
    expect(readVisit(words, words, TODAY)).toMatchObject(told)
  })

  test.each([
    ['走访', TODAY],
    ['周一走访', '2023-11-13'],
    ['周五走访', '2023-11-10'],
    ['11月3日走访', '2023-11-03'],
    ['12月20日走访', '2022-12-20'],
    ['前天走访', '2023-11-13'],
  ])('%s was on %s', (words, day) => {
    expect(visitDay(words, TODAY)).toBe(day)
  })

  test.each([
    ['我请假到下周五 任务先转小周', { to: '小周', from: null, until: '2023-11-24' }],
    ['明天起休假三天 企业转给刘东', { to: '刘东', from: '2023-11-16', until: '2023-11-18' }],
    ['11月20日到24日出差，交给王建国局长', { to: '王建国局长', from: '2023-11-20', until: '2023-11-24' }],
    ['请假两天 我的企业请老王代管', { to: '老王', from: TODAY, until: '2023-11-16' }],
  ])('%s', (words, leave) => {
    expect(leaveIn(words, TODAY)).toMatchObject(leave)
  })
})

describe('走访记录', () => {
  test('the same form twice records once; the same visit once more is refused', () =>
    onDatabase(async db => {
      const first = await record(db, '大合新材料', {}, 'form-same')
      expect(await record(db, '大合新材料', {}, 'form-same')).toBe(first)
      await expect(record(db, '大合新材料')).rejects.toThrow('已经记过了')
      expect(await countVisits(db, {})).toMatchObject({ visits: 1, firms: 1, visitors: 1 })
    }))

  test.each([
    ['a firm that is not theirs', { shortName: '福邦新材料' }, '不在您联系或负责的范围内'],
    ['a day to come', { visitedOn: '2023-11-16' }, '还没到'],
    ['longer than a year ago', { visitedOn: '2022-11-01' }, '一年以前'],
    ['nothing said', { note: ' ' }, '走访情况'],
  ])(
    '%s is refused',
    (_what, { shortName = '大合新材料', ...entry }: Partial<VisitEntry> & { shortName?: string }, words) =>
      onDatabase(async db => {
        await expect(record(db, shortName, entry)).rejects.toThrow(words)
      }),
  )

  test('within ten minutes no reason is asked, afterwards one is; the old entries are kept and do not count', () =>
    onDatabase(async db => {
      const id = await record(db, '大合新材料')
      const soon = by(db, 'liaison', TODAY, '10:10')
      const second = await correctVisit(soon, id, { right: { note: '情况正常，订单饱满' }, reason: null })
      const late = by(db, 'liaison', TODAY, '10:21')
      await expect(
        correctVisit(late, second, { right: { visitedOn: '2023-11-14' }, reason: null }),
      ).rejects.toThrow('超过10分钟')
      await correctVisit(late, second, { right: { visitedOn: '2023-11-14' }, reason: '日期填错' })
      expect(await findVisits(db, {})).toMatchObject([
        { visitedOn: '2023-11-14', note: '情况正常，订单饱满', reason: '日期填错', replacesId: second },
      ])
      expect(await db.select().from(visit)).toHaveLength(3)
      await expect(correctVisit(soon, id, { right: null, reason: null })).rejects.toThrow(
        '已经更正或撤回过了',
      )
    }))

  test('a withdrawn visit does not count; the county corrects only with a reason; a firm not at all', () =>
    onDatabase(async db => {
      const id = await record(db, '大合新材料')
      await expect(correctVisit(by(db, 'county'), id, { right: null, reason: null })).rejects.toThrow(
        '写明原因',
      )
      await expect(correctVisit(by(db, 'contact'), id, { right: null, reason: '没来过' })).rejects.toThrow(
        '只能由',
      )
      await correctVisit(by(db, 'county'), id, { right: null, reason: '没有去' })
      expect(await countVisits(db, {})).toMatchObject({ visits: 0 })
    }))

  test('who went as what is known from who is in charge on the day', () =>
    onDatabase(async db => {
      await record(db, '大合新材料')
      await record(db, '恒飞电缆', { note: '缺电工', outcome: '有问题' })
      await record(db, '南岳电控', { outcome: '联系不上', means: '电话', note: '没人接', attempts: 2 })
      expect(await visitsByVisitor(db, {})).toMatchObject([
        { visitor: '赵联', visits: 2, firms: 2, troubled: 1, unreached: 1 },
      ])
    }))
})

describe('走访提醒', () => {
  const own = ['大合新材料', '恒飞电缆', '南岳电控'].map(codeOf)

  test('who was not reached was not visited; last month does not count', () =>
    onDatabase(async db => {
      await record(db, '大合新材料')
      await record(db, '恒飞电缆', { outcome: '联系不上', note: '没人接' })
      await record(db, '南岳电控', { visitedOn: '2023-10-31' })
      expect(await unvisited(db, own, TODAY)).toMatchObject([
        { name: '恒飞电缆', lastOn: null },
        { name: '南岳电控', lastOn: '2023-10-31' },
      ])
    }))
})

describe('风险信号', () => {
  test.each([
    ['停产一个多月了', '停产'],
    ['两个月没发工资', '欠薪'],
    ['打算搬走', '外迁'],
    ['银行抽贷', '资金链'],
    ['用电量下降四成', '用电骤降'],
    ['订单少了一半', '订单下滑'],
    ['生产正常', null],
  ])('%s: %s', (words, kind) => {
    expect(riskIn(words)).toBe(kind)
  })

  test('the county and the office hear once; it puts nobody on a roster; settled once', () =>
    onDatabase(async db => {
      const seen = {
        uscc: codeOf('大合新材料'),
        kind: '停产' as const,
        detail: '停产两个月',
        seenOn: TODAY,
        formKey: 'risk-form',
      }
      const id = await reportRisk(by(db, 'liaison'), seen)
      expect(await reportRisk(by(db, 'liaison'), seen)).toBe(id)
      const told = (await db.select().from(outbox)).map(({ address }) => address).sort()
      expect(told).toEqual(['unit:430424', 'unit:office'])
      await expect(settleRisk(by(db, 'rival'), id, '已恢复生产')).rejects.toThrow('不在您负责')
      await settleRisk(by(db, 'county'), id, '已恢复生产，列入每周走访')
      await expect(settleRisk(by(db, 'county'), id, '又恢复了一次')).rejects.toThrow('已经处置过')
      expect(await signalsOf(db, [seen.uscc])).toMatchObject([
        { settledOn: TODAY, settledWords: '已恢复生产，列入每周走访' },
      ])
    }))

  test('a stand-in may report for the firms handed over, and only while it lasts', () =>
    onDatabase(async db => {
      await delegate(by(db, 'liaison'), {
        standInId: 'colleague',
        fromOn: TODAY,
        toOn: TODAY,
        usccs: [codeOf('大合新材料')],
        reason: null,
      })
      const on = async (day: string) => ({
        ...by(db, 'colleague', day),
        speaker: await identify(db, 'feishu', 'ou_colleague', instantOf(day, '10:00')),
      })
      const given = { ...ENTRY, visitor: '陈平', visitorId: 'colleague', caseKey: null }
      const visitAs = async (day: string, shortName: string) =>
        recordVisits(await on(day), { ...given, usccs: [codeOf(shortName)], formKey: `${day}${shortName}` })
      expect(await visitAs(TODAY, '大合新材料')).toHaveLength(1)
      await expect(visitAs(TODAY, '恒飞电缆')).rejects.toThrow('不在您联系')
      await expect(visitAs('2023-11-16', '大合新材料')).rejects.toThrow('不在您联系')
    }))
})
