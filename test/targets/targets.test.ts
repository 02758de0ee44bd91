import Big from 'big.js'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ranked } from '../../commands/ranking/rows.ts'
import type { Db } from '../../db/client.ts'
import {
  enterprise,
  figure,
  indicatorValue,
  perMuResult,
  rosterMember,
  target,
} from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { macroIn, macroValues, recordMacro, sayMacro } from '../../src/registry/targets/macro.ts'
import { judgePerMu, perMuOf } from '../../src/registry/targets/per-mu.ts'
import { isReached, planOf, setTarget, targetsFor } from '../../src/registry/targets/targets.ts'
import { defineTerm, termIn, terms, versionsOfTerm } from '../../src/registry/terms.ts'
import { actionOf, talkIn, valuesOf } from '../ledger/talk.ts'
import { addTown, by, codeOf, FIRMS, NOW } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const onDatabase = useDatabase(addTown)

const ask = async (db: Db, who: string, text: string, place = {}) =>
  cardText((await talkIn(db).says(`ou_${who}`, text, place)).card)
const goal = (db: Db, who: 'office' | 'county', placeId: string, value: number, more = {}) =>
  setTarget(by(db, who), {
    level: placeId === '430400' ? '市' : '县',
    placeId,
    indicator: '新增规上',
    subject: '',
    year: 2023,
    value: new Big(value),
    unit: '家',
    document: '2023年目标分解表',
    clause: '',
    ...more,
  })
const enter = (db: Db, shortName: string, day: string) =>
  db
    .update(enterprise)
    .set({ firstAboveScaleOn: day })
    .where(eq(enterprise.uscc, codeOf(shortName)))

describe('目标', () => {
  test('as the documents set them: 150 新增 of the city, 1000 净增 of the province, each year anew', () =>
    onDatabase(async db => {
      const [city] = await targetsFor(db, 2023, { placeId: '430400' })
      expect([city?.indicator, city?.value.toFixed(), city?.isYearly]).toEqual(['新增规上', '150', true])
      const province = await targetsFor(db, 2024, { placeId: '430000' })
      expect(province.map(({ indicator, value }) => `${indicator}${value.toFixed()}`)).toEqual([
        '净增规上1000',
      ])
      expect(await targetsFor(db, 2020, { placeId: '430400' })).toEqual([])
    }))

  test('百十亿 adds up: 5 industries, 18 firms, 34 projects, five of nine outputs over 100亿', () =>
    onDatabase(async db => {
      const plan = await planOf(db, '430424', 2025)
      const sum = (indicator: string) =>
        plan
          .filter(one => one.indicator === indicator && one.subject !== '')
          .reduce((total, { value }) => total.plus(value), new Big(0))
          .toFixed()
      const whole = (indicator: string) =>
        plan.find(one => one.indicator === indicator && one.subject === '')?.value.toFixed()
      for (const indicator of ['百亿级产业', '十亿级企业', '亿元级项目'])
        expect(sum(indicator)).toBe(whole(indicator))
      const outputs = plan.filter(({ indicator }) => indicator === '产业年产值')
      expect(outputs).toHaveLength(9)
      expect(outputs.every(({ isStrict }) => isStrict)).toBe(true)
      expect(outputs.filter(({ value }) => value.gte(1_000_000))).toHaveLength(5)
      expect(outputs.filter(({ doubt }) => doubt !== null).map(({ subject }) => subject)).toEqual([
        '新型建筑建材',
      ])
      expect(plan.every(({ status }) => status === '征求意见稿')).toBe(true)
    }))

  test.each([
    [true, '1000000', false],
    [true, '1000000.0001', true],
    [false, '1000000', true],
    [false, '999999.9999', false],
  ])('超过 %s: %s reaches it: %s', (isStrict, actual, reached) => {
    expect(isReached({ value: new Big(1_000_000), isStrict }, new Big(actual))).toBe(reached)
  })

  test('a county sets its own, the office any, the former is kept', () =>
    onDatabase(async db => {
      expect(await goal(db, 'county', '430424', 12)).toBe(true)
      expect(await goal(db, 'county', '430424', 12)).toBe(false)
      expect(await goal(db, 'office', '430424', 15)).toBe(true)
      await expect(goal(db, 'county', '430406', 9)).rejects.toThrow('只能登记自己的')
      const rows = await db.select().from(target).where(eq(target.placeId, '430424'))
      expect(rows.filter(({ indicator, year }) => indicator === '新增规上' && year === 2023)).toHaveLength(2)
      const [now] = await targetsFor(db, 2023, { placeId: '430424', indicator: '新增规上' })
      expect(now?.value.toFixed()).toBe('15')
    }))

  test('how far it is, against the part of the year that has passed, and who wants most', () =>
    onDatabase(async db => {
      await goal(db, 'office', '430424', 4)
      await goal(db, 'office', '430406', 1)
      await goal(db, 'office', 'park-songmu', 3)
      for (const name of ['大合新材料', '恒飞电缆', '金杯电工']) await enter(db, name, '2023-03-01')
      await enter(db, '建滔化工', '2022-12-31')
      const words = await ask(db, 'mayor', '150家的目标能不能完成 谁差得最多')
      expect(words).toContain('全市目标150家，已完成3家，完成率2.0%；序时83.3%，落后81.3个百分点')
      expect(words).toContain('还差147家：今年剩2个月，平均每月要新增73.5家')
      const rows = words.split('\n').filter(line => / \| /.test(line))
      expect(rows.slice(1)).toEqual([
        '松木经开区（落后序时） | 3 | 0 | 0.0% | 3',
        '衡东县（落后序时） | 4 | 2 | 50.0% | 2',
        '雁峰区 | 1 | 1 | 100.0% | 0',
      ])
      expect(words).toContain('3个单位目标合计8家，占全市目标5.3%')
      expect(await ask(db, 'mayor', '今年120家的新增规上目标完成多少了')).toContain('登记的目标是150家')
    }))

  test('衡东百十亿 is told as a draft, with its doubt, and exactly at the bound is not reached', () =>
    onDatabase(async db => {
      await recordMacro(by(db, 'county'), {
        placeId: '430424',
        indicator: '产业年产值',
        subject: '有色金属',
        period: '2022',
        value: new Big(100),
        unit: '亿元',
        growth: null,
        rank: null,
        rankedIn: null,
        aboveNation: null,
        aboveProvince: null,
        source: '县统计局年报',
        publishedOn: null,
      })
      const words = await ask(db, 'county', '百十亿目标完成怎么样')
      expect(words).toContain('〔征求意见稿〕')
      expect(words).toContain('有色金属：超过100亿元；2022年100亿元，未达到（县统计局年报）')
      expect(words).toContain('新型建筑建材：超过1亿元（原文如此）')
      expect(words).toContain('合计 | 5 | 18以上 | 34以上')
    }))

  test('set by a sentence and a form; a firm asks in vain', () =>
    onDatabase(async db => {
      const { says, acts } = talkIn(db)
      const { card } = await says('ou_county', '衡东县今年新增规上目标定为12家')
      await acts('ou_county', actionOf(card, '确认登记'), { ...valuesOf(card), document: '县政府常务会议' })
      const [now] = await targetsFor(db, 2023, { placeId: '430424', indicator: '新增规上' })
      expect(now).toMatchObject({ document: '县政府常务会议', setBy: 'county' })
      await expect(says('ou_contact', '150家的目标还差多少')).rejects.toThrow()
    }))
})

describe('排名', () => {
  test('equal values share a rank, what is not known has none, and every rank is one more than the better ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { maxLength: 20 }),
        fc.boolean(),
        (values, isRising) => {
          const rows = values.map((value, i) => ({
            name: `单位${i}`,
            sort: value === null ? null : new Big(value),
          }))
          const list = ranked(rows, isRising)
          expect(list).toHaveLength(rows.length)
          for (const { sort, rank } of list) {
            if (sort === null) expect(rank).toBeNull()
            else
              expect(rank).toBe(
                1 +
                  values.filter(other => other !== null && (isRising ? sort.gt(other) : sort.lt(other)))
                    .length,
              )
          }
          const known = list.map(({ rank }) => rank).filter(rank => rank !== null)
          expect(known).toEqual([...known].sort((a, b) => a - b))
          expect(list.slice(known.length).every(({ rank }) => rank === null)).toBe(true)
        },
      ),
    )
  })

  test('by net completion where there are net targets, four columns and no score', () =>
    onDatabase(async db => {
      await goal(db, 'office', '430424', 4, { indicator: '净增规上' })
      await goal(db, 'office', '430406', 1, { indicator: '净增规上' })
      for (const name of ['大合新材料', '恒飞电缆', '金杯电工']) await enter(db, name, '2023-03-01')
      const words = await ask(db, 'mayor', '各县市区新增规上考核排名')
      expect(words).toContain('按净增目标完成率排')
      const rows = words
        .split('\n')
        .filter(line => / \| /.test(line))
        .slice(1)
      expect(rows.map(row => row.split(' | ').slice(0, 4))).toEqual([
        ['1', '雁峰区', '1', '1'],
        ['2', '衡东县', '2', '2'],
        // No target: it is not ranked.
        ['—', '松木经开区', '0', '0'],
      ])
      expect(words).not.toContain('总分：')
    }))

  test('in a group of officials it is told, in another group only in private', () =>
    onDatabase(async db => {
      await enter(db, '大合新材料', '2023-03-01')
      const { says } = talkIn(db)
      const open = await says('ou_mayor', '各县市区新增规上考核排名', { group: true, chatId: 'oc_county' })
      expect(open.to).toBe('reply')
      const closed = await says('ou_mayor', '各县市区新增规上考核排名', { group: true, chatId: 'oc_other' })
      expect(closed.to).toBe('person')
    }))
})

describe('对比', () => {
  const output = (db: Db, shortName: string, period: string, amount: string) =>
    db.insert(figure).values({
      uscc: codeOf(shortName),
      indicator: 'output',
      period,
      amount,
      source: '统计',
      reportedBy: 'test',
      recordedAt: NOW,
    })

  test('beside the same days of last year: counts, sums of firms with both years', () =>
    onDatabase(async db => {
      await enter(db, '大合新材料', '2023-03-01')
      await enter(db, '恒飞电缆', '2022-03-01')
      await enter(db, '南岳电控', '2022-12-01')
      for (const name of ['大合新材料', '恒飞电缆', '南岳电控']) {
        await output(db, name, '2023M01-10', '1200')
        await output(db, name, '2022M01-10', '1000')
      }
      const words = await ask(db, 'mayor', '跟去年同期比怎么样')
      expect(words).toContain('新增规上 | 1家 | 1家 | 持平')
      expect(words).toContain('2023年1—10月产值（可比3家） | 3600万元 | 3000万元 | 增长20.0%')
    }))

  test('two units side by side; one is not enough', () =>
    onDatabase(async db => {
      await db
        .insert(rosterMember)
        .values(FIRMS.map(({ uscc }) => ({ roster: '倍增名录' as const, year: 2023, uscc })))
      const words = await ask(db, 'mayor', '松木和衡东比一下')
      expect(words).toContain('指标 | 松木经开区 | 衡东县')
      expect(words).toContain('产值倍增 | 0家 | 0家')
    }))
})

describe('评估', () => {
  test('the figures of a county with their sources; fewer than three firms are not told', () =>
    onDatabase(async db => {
      await db
        .insert(rosterMember)
        .values(FIRMS.map(({ uscc }) => ({ roster: '倍增名录' as const, year: 2023, uscc })))
      await db.insert(indicatorValue).values({
        placeId: '430424',
        indicator: '工业投资',
        period: '2023M01-10',
        growth: '12.3',
        source: '县统计局快报',
        reportedBy: 'test',
        reportedAt: NOW,
      })
      const words = await ask(db, 'county', '上个月评估情况')
      expect(words).toContain('工业投资增幅 | +12.3% | 县统计局快报')
      expect(words).toContain('由人工评价')
      await expect(ask(db, 'contact', '各县市区10月定量评估结果')).rejects.toThrow('机关工作人员')
    }))
})

describe('亩均', () => {
  const result = (db: Db, grade: 'A' | 'C', landMu: string | null) =>
    db.insert(perMuResult).values({
      uscc: codeOf('建滔化工'),
      year: 2022,
      landMu,
      grade,
      source: '2022年度评价结果公告',
      reportedBy: 'test',
      reportedAt: NOW,
    })

  test('the class as published, tax per mu worked out, the newest counts', () =>
    onDatabase(async db => {
      await result(db, 'C', '150')
      await result(db, 'A', '120')
      await db.insert(figure).values({
        uscc: codeOf('建滔化工'),
        indicator: 'tax',
        period: '2022',
        amount: '3000',
        source: '税务',
        reportedBy: 'test',
        recordedAt: NOW,
      })
      const firm = await getEnterprise(db, codeOf('建滔化工'))
      const [newest] = await perMuOf(db, codeOf('建滔化工'))
      if (!firm || !newest) throw new Error('nothing there')
      const judged = await judgePerMu(db, builtIn, firm, newest)
      expect([judged.result.grade, judged.perMu?.toFixed(), judged.evaluation.verdict]).toEqual([
        'A',
        '25',
        'pass',
      ])
      const words = await ask(db, 'rival', '我们亩均评价是几类')
      expect(words).toContain('A类')
      expect(words).toContain('25万元/亩')
    }))

  test('without results nothing is guessed; another firm is not told', () =>
    onDatabase(async db => {
      expect(await ask(db, 'contact', '我们亩均评价是几类')).toContain('还没有导入亩均评价结果')
      await result(db, 'C', null)
      expect(await ask(db, 'rival', '我们亩均评价为什么是C类')).toContain(
        '算亩均税收还缺：用地亩数、2022年实缴税金',
      )
      await expect(ask(db, 'colleague', '建滔化工亩均评价是几类')).rejects.toThrow('不在您的查看范围')
    }))
})

describe('宏观指标', () => {
  test.each([
    ['规工增加值增速', '规模工业增加值'],
    ['技改投资增长多少', '技改投资'],
    ['工业投资', '工业投资'],
    ['全市工业税收', '工业企业实缴税金'],
    ['天气', null],
  ])('%s: %s', (text, name) => {
    expect(macroIn(text)).toBe(name)
  })

  test('told as bulletins write it, with source; the newest of a period counts, the older is kept', () =>
    onDatabase(async db => {
      const value = {
        placeId: '430400',
        indicator: '规模工业增加值',
        subject: '',
        period: '2023M01-10',
        value: null,
        unit: null,
        growth: new Big('-0.4'),
        rank: 2,
        rankedIn: '全省',
        aboveNation: new Big('4.5'),
        aboveProvince: new Big('-1.2'),
        source: '市统计局月度快报',
        publishedOn: '2023-11-14',
      }
      expect(await recordMacro(by(db, 'office'), value)).toBe(true)
      expect(await recordMacro(by(db, 'office'), value)).toBe(false)
      expect(await recordMacro(by(db, 'office'), { ...value, growth: new Big('8.4') })).toBe(true)
      expect(await db.select().from(indicatorValue)).toHaveLength(2)
      const [now] = await macroValues(db, { placeId: '430400' })
      expect(now && sayMacro(now)).toBe('同比增长8.4%，高于全国4.5个百分点，低于全省1.2个百分点，居全省第2')
      const words = await ask(db, 'mayor', '规模工业增加值增速全省第几')
      expect(words).toContain('居全省第2')
      expect(words).toContain('市统计局月度快报，2023-11-14公布，李衡录入')
      await expect(recordMacro(by(db, 'county'), value)).rejects.toThrow('县市区只记自己的')
    }))
})

describe('词条', () => {
  test.each([
    ['四到四零是什么意思', '市司法局（优化办）'],
    ['3358行动指什么', '市工业和信息化局'],
    ['什么叫一轴三廊', '市工业和信息化局'],
  ])('%s: not explained, whom to ask', (text, unit) =>
    onDatabase(async db => {
      for (const who of ['office', 'contact']) {
        const words = await ask(db, who, text)
        expect(words).toContain('没有展开说明')
        expect(words).toContain('待主管部门确认')
        expect(words).toContain(`可以问：${unit}`)
      }
    }),
  )

  test('the office fills it in with a source; the older version is kept; nobody else may', () =>
    onDatabase(async db => {
      const given = {
        name: '四到四零',
        meaning: '某某服务标准',
        source: '某文件第三条',
        status: '已确认' as const,
      }
      await expect(defineTerm(by(db, 'county'), given)).rejects.toThrow('办公室填写')
      await expect(defineTerm(by(db, 'office'), { ...given, source: '' })).rejects.toThrow('出处')
      expect(await defineTerm(by(db, 'office'), given)).toBe(true)
      expect(await defineTerm(by(db, 'office'), given)).toBe(false)
      expect((await versionsOfTerm(db, '四到四零')).map(({ meaning }) => meaning)).toEqual([
        '某某服务标准',
        null,
      ])
      const words = await ask(db, 'contact', '四到四零是什么意思')
      expect(words).toContain('某某服务标准')
      expect(words).toContain('某文件第三条')
    }))

  test('the longest name counts', () =>
    onDatabase(async db => {
      expect(termIn(await terms(db), '“四到四零”服务具体指什么')?.name).toBe('四到四零')
    }))
})
