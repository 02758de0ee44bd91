import { asc } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { caseFile, duty, outbox } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { confidenceIn } from '../../src/ledger/categories.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { findNear } from '../../src/ledger/near.ts'
import { splitProblems } from '../../src/ledger/split.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { actionOf, labelsOf, optionsOf, talkIn, valuesOf } from './talk.ts'
import { actOf, buildWorld, caseIn, FIRM, NOW, POWER_CUT, queued } from './world.ts'

const onDatabase = useDatabase(buildWorld)

const casesOf = (db: Db) => db.select().from(caseFile).orderBy(asc(caseFile.no))
const noticesOf = (db: Db) => db.select().from(outbox).orderBy(asc(outbox.id))

describe('一条消息里的几件事', () => {
  test.each([
    ['停水一天了 还有贷款批不下来', ['用水', '融资']],
    ['厂里停气了，另外门口的路也烂了', ['用气', '基础设施']],
    ['两个事：缺电工6个 园区路灯坏了', ['用工', '基础设施']],
    ['三个问题：缺普工 水压低 贷款难', ['用工', '用水', '融资']],
    ['1.又停电了 2.招不到工人', ['用电', '用工']],
    ['一是电价高，二是物流太贵', ['用电', '物流']],
    ['变压器老跳闸；排污许可证到期了', ['用电', '环保']],
    // One matter, however it is told.
    ['园区又停电了 这个月第三次 耽误交货', ['用电']],
    ['贷款下不来 中行说抵押不够 还差1500万', ['融资']],
    ['贷款还有两个月到期 银行不续', ['融资']],
    ['停电了 还有变压器也烧了', ['用电']],
    ['订单多了 招不到人', ['市场开拓']],
    ['厂门口那条路烂了 大车进不来 还有就是下雨积水', ['基础设施']],
    ['想问一下政策', ['其他']],
  ])('%s: %j', (said, categories) => {
    expect(splitProblems(said).map(({ category }) => category)).toEqual(categories)
  })

  test('nothing that was said is lost in parting it', () => {
    const problems = splitProblems('停水一天了 急 还有贷款批不下来 中行说抵押不够')
    expect(problems.map(({ detail, urgency }) => [detail, urgency])).toEqual([
      ['停水一天了 急', '特急'],
      ['贷款批不下来 中行说抵押不够', '一般'],
    ])
  })

  test('are shown on one card, confirmed once, and filed each for itself', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const form = await talk.says('contact', '停水一天了 还有贷款批不下来')
      expect(cardText(form.card)).toMatch(/听到2件事[\s\S]*1\. 用水：停水一天了[\s\S]*2\. 融资：贷款批不下来/)
      expect(await db.$count(caseFile)).toBe(0)
      const done = await talk.clicks('contact', form.card, '提交2件诉求', { contact: '张工' })
      expect(done.toast).toBe('已受理2件')
      expect(await casesOf(db)).toMatchObject([
        { category: '用水', urgency: '特急', leadUnitId: 'utility-water', contact: '张工' },
        { category: '融资', urgency: '一般', leadUnitId: 'dept-finance-office', contact: '张工' },
      ])
      await talk.clicks('contact', form.card, '提交2件诉求', { contact: '张工' })
      expect(await db.$count(caseFile)).toBe(2)
    }))

  test('one that is emptied is not filed; none at all is said; a category can be put right', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { card } = await talk.says('contact', '停水一天了 还有贷款批不下来')
      await expect(
        talk.clicks('contact', card, '提交2件诉求', { detail_1: '', detail_2: ' ' }),
      ).rejects.toThrow('请至少写一件')
      await expect(talk.clicks('contact', card, '提交2件诉求', { category_2: '天气' })).rejects.toThrow(
        '第2件还没有选诉求类别',
      )
      expect(await db.$count(caseFile)).toBe(0)
      await talk.clicks('contact', card, '提交2件诉求', { detail_1: '', category_2: '其他' })
      expect(await casesOf(db)).toMatchObject([{ category: '其他', detail: '贷款批不下来' }])
    }))

  test('somebody else’s form files nothing', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { card } = await talk.says('contact', '停水一天了 还有贷款批不下来')
      const forged = actionOf(card, '提交2件诉求')
      await expect(talk.acts('rival', forged, valuesOf(card))).rejects.toThrow('您没有这项权限')
      expect(await db.$count(caseFile)).toBe(0)
    }))
})

describe('和在办的相近', () => {
  test.each([
    ['园区今天又停电了 交不了货', '用电', true],
    ['想给二期增容八百千伏安', '用电', false],
    ['停电停了一天', '用水', false],
  ])('%s（%s）: %s', (detail, category, isNear) =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      const near = await findNear(db, { uscc: FIRM, category, detail }, NOW)
      expect(near !== null).toBe(isNear)
    }),
  )

  test('what is closed, or older than thirty days, is not near', () =>
    onDatabase(async db => {
      await caseIn(db, 'closed')
      expect(await findNear(db, { ...POWER_CUT }, NOW)).toBeNull()
      await fileCase(await actOf(db, 'contact', instantOf('2023-10-10', '10:00')), POWER_CUT)
      expect(await findNear(db, { ...POWER_CUT }, NOW)).toBeNull()
    }))

  test('it is shown before filing: the same one is supplemented, once', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.says('contact', '园区又停电了 今天停了半天')
      expect(cardText(card)).toContain('11月15日报过相近的一件，还在办：0001（国网衡阳供电公司）园区又停电了')
      expect(optionsOf(card, 'same')).toEqual(['是，补充到 0001', '不是，另报一件'])
      const done = await talk.clicks('contact', card, '提交诉求', { same: no })
      expect(cardText(done.card)).toContain('已补充到 0001，承办单位已收到。')
      const told = await queued(db)
      await talk.clicks('contact', card, '提交诉求', { same: no })
      expect(await queued(db)).toEqual(told)
      expect(await db.$count(caseFile)).toBe(1)
    }))

  test('another one is filed', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      await caseIn(db, 'handling')
      const { card } = await talk.says('contact', '园区又停电了 今天停了半天')
      const done = await talk.clicks('contact', card, '提交诉求', { same: 'new' })
      expect(done.toast).toBe('已受理，编号 HY20231115-0002')
    }))

  test('what only turns out to be near when it is handed in is asked about then, with nothing lost', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      await caseIn(db, 'handling')
      const empty = await talk.says('contact', '上报诉求')
      const written = { category: '用电', detail: '又停电了 机器全停', contact: '张工' }
      const asked = await talk.clicks('contact', empty.card, '提交诉求', written)
      expect(asked.toast).toBe('近期报过相近的一件，请看是不是同一件。')
      expect(valuesOf(asked.card)).toMatchObject(written)
      expect(await db.$count(caseFile)).toBe(1)
      await talk.clicks('contact', asked.card, '提交诉求', { same: 'new' })
      expect(await db.$count(caseFile)).toBe(2)
    }))

  test('of several problems the one that is near is asked about, and can go to the other', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.says('contact', '园区又停电了 还有贷款批不下来')
      expect(optionsOf(card, 'same_1')).toHaveLength(2)
      expect(optionsOf(card, 'same_2')).toEqual([])
      const done = await talk.clicks('contact', card, '提交2件诉求', { same_1: no })
      expect(cardText(done.card)).toMatch(/0001 用电：已补充到这一件[\s\S]*0002 融资/)
      await talk.clicks('contact', card, '提交2件诉求', { same_1: no })
      expect(await db.$count(caseFile)).toBe(2)
    }))

  test('a case of another enterprise cannot be supplemented by a forged choice', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.says('rival', '园区又停电了 今天停了半天')
      await expect(talk.clicks('rival', card, '提交诉求', { same: no })).rejects.toThrow('这张表已经失效')
    }))
})

describe('险情', () => {
  const LEAK = '有人吗 急急急 化工管道漏了！！'

  test('is answered with whom to call; everybody of the office is alerted when nobody is on duty; then it can be filed', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { card } = await talk.says('contact', LEAK)
      expect(cardText(card)).toMatch(/119[\s\S]*120[\s\S]*12350[\s\S]*已同时通知值班人员办公室小王/)
      expect(await db.$count(caseFile)).toBe(0)
      const [alert, ...others] = await noticesOf(db)
      expect(others).toEqual([])
      expect(alert?.address).toBe('person:demo_office')
      const words = cardText(cardOfNotice(alert?.kind ?? '', alert?.payload))
      expect(words).toMatch(/险情[\s\S]*企业小陈[\s\S]*雁南机械[\s\S]*2023-11-15 10:00[\s\S]*化工管道漏了/)
      const form = await talk.clicks('contact', card, '已报警，现在登记')
      expect(labelsOf(form.card)).toContain('提交诉求')
    }))

  test('alerts whoever is on duty today, and the same cry within minutes alerts nobody twice', () =>
    onDatabase(async db => {
      await db.insert(duty).values([
        {
          from: '2023-11-13',
          to: '2023-11-19',
          personId: 'demo_liaison',
          phone: '0734-12345',
          setBy: 'test',
        },
        { from: '2023-11-20', to: '2023-11-26', personId: 'demo_mayor', setBy: 'test' },
      ])
      const talk = talkIn(db)
      const { card } = await talk.says('contact', LEAK)
      expect(cardText(card)).toContain('值班人员联络员小李（0734-12345）')
      await talk.says('contact', '化工管道漏了 快来人')
      expect((await noticesOf(db)).map(({ address }) => address)).toEqual(['person:demo_liaison'])
      await talk.says('contact', LEAK, { now: instantOf('2023-11-15', '10:20') })
      expect(await noticesOf(db)).toHaveLength(2)
    }))

  test('a stranger’s cry is heard too', () =>
    onDatabase(async db => {
      const { card } = await talkIn(db).says('ou_nobody', '车间着火了')
      expect(cardText(card)).toContain('119')
      expect((await noticesOf(db)).map(({ address }) => address)).toEqual(['person:demo_office'])
    }))
})

describe('拿不准的不自动派', () => {
  test.each([
    ['用电', '园区又停电了 耽误交货', 1],
    ['用电', '说不清的一件事', 1],
    ['用电', '停电停水 设备都停了', 0.5],
    ['用地', '园区又停电了', 0],
    ['其他', '园区又停电了', 0],
  ] as const)('%s：%s is borne out to %d', (category, detail, confidence) => {
    expect(confidenceIn(category, detail).confidence).toBe(confidence)
  })

  test('the case waits, the enterprise has its number, and the office is shown the unit, why, and what speaks against it', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { facts } = await fileCase(await actOf(db, 'liaison'), {
        ...POWER_CUT,
        detail: '停电停水 设备都停了',
      })
      expect(facts).toMatchObject({ state: 'filed', unitId: null, dueOn: null })
      const notices = await noticesOf(db)
      expect(notices.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
        'case.change unit:office',
        'case.receipt person:demo_enterprise',
      ])
      const [asked] = notices
      const card = cardOfNotice(asked?.kind ?? '', asked?.payload)
      expect(cardText(card)).toMatch(
        /建议交给国网衡阳供电公司[\s\S]*派单依据：用电问题由供电公司办理[\s\S]*拿不准的地方：“停水”像是用水/,
      )
      expect(labelsOf(card)).toEqual(['交给国网衡阳供电公司', '交办', '不予受理'])
      const given = await talk.clicks('office', card, '交给国网衡阳供电公司')
      expect(given.toast).toBe('已交办给国网衡阳供电公司，11月24日前办结。')
      expect((await queued(db)).slice(2)).toEqual([
        'case.assigned unit:utility-power',
        'case.change person:demo_enterprise',
        'case.change person:demo_liaison',
      ])
      const again = await talk.clicks('office', card, '交给国网衡阳供电公司')
      expect(again.toast).toBe('这一步已经办过了，这是最新情况。')
    }))
})
