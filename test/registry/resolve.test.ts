import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demoFirms } from '../../db/demo/firms.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { findEnterprises, findMention, isSure, touchRegistry } from '../../src/registry/resolve.ts'
import { useDatabase } from '../support/database.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

describe('who is meant by a query', () => {
  test.each([
    ['金杯电工', '金杯电工', 'name', '短名'],
    ['衡阳金杯电工有限公司', '金杯电工', 'name', '全称'],
    ['金杯电工有限公司', '金杯电工', 'name', '全称少了地名'],
    ['衡变', '特变电工衡变', 'alias', '俗称'],
    ['湘油泵', '湖南机油泵', 'alias', '俗称'],
    ['竣能5G', '凌能5G', 'alias', '另一个写法'],
    ['凌能５ｇ', '凌能5G', 'name', '全角小写'],
    ['建涛化工', '建滔化工', 'pinyin', '同音错字'],
    ['瑞达电原', '瑞达电源', 'pinyin', '同音错字'],
    ['特边电工', '特变电工衡变', 'pinyin', '同音错字'],
    ['金怀电工', '金杯电工', 'name', '形近错字'],
    ['杯金电工', '金杯电工', 'name', '颠倒'],
    ['创大玉免', '创大玉兔', 'name', '形近错字'],
    ['恒飞电览', '恒飞电缆', 'pinyin', '同音错字'],
    ['南岳电空', '南岳电控', 'pinyin', '同音错字'],
    ['hengbian', '特变电工衡变', 'pinyin', '拼音'],
    ['jinbeidiangong', '金杯电工', 'pinyin', '拼音'],
    ['jinbeidiangogn', '金杯电工', 'pinyin', '拼音打错'],
    ['瑞达dianyuan', '瑞达电源', 'pinyin', '半字半拼音'],
    ['hb', '特变电工衡变', 'initials', '首字母'],
    ['jbdg', '金杯电工', 'initials', '首字母'],
    ['91430400DEM000014F', '金杯电工', 'code', '信用代码'],
    ['91430400dem000014f', '金杯电工', 'code', '小写代码'],
    ['9143 0400 DEM0 0001 4F', '金杯电工', 'code', '带空格的代码'],
    ['DEM000014F', '金杯电工', 'code', '代码后半截'],
    ['91430400DEM00OO14F', '金杯电工', 'code', '零写成字母'],
  ] as const)('%s 是 %s（%s，%s）', (query, shortName, matched, _why) =>
    onDatabase(async db => {
      const [first] = await findEnterprises(db, query)
      expect(first).toMatchObject({ shortName, matched })
    }),
  )

  test('two enterprises of one short name score the same, so that nobody guesses', () =>
    onDatabase(async db => {
      const [first, second] = await findEnterprises(db, '雁南机械')
      expect([first?.shortName, second?.shortName]).toEqual(['雁南机械', '雁南机械'])
      expect(first?.score).toBe(second?.score)
    }))

  test('a name two share the beginning of leaves both close', () =>
    onDatabase(async db => {
      const found = await findEnterprises(db, '衡岳')
      expect(
        found
          .slice(0, 2)
          .map(({ shortName }) => shortName)
          .sort(),
      ).toEqual(['衡岳化工', '衡岳纸业'])
      expect(isSure(found)).toBe(false)
    }))

  test.each(['华为技术', '不存在的公司', '你好', '', '   ', '🙂', '1', "' or 1=1 --"])(
    '%j means nobody',
    query =>
      onDatabase(async db => {
        const sure = (await findEnterprises(db, query)).filter(({ score }) => score > 0.75)
        expect(sure).toEqual([])
      }),
  )

  test('never fails, whatever is typed', () =>
    onDatabase(db =>
      fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async text => {
          const found = [...(await findEnterprises(db, text)), ...(await findMention(db, text))]
          expect(found).toBeInstanceOf(Array)
        }),
        { numRuns: 60 },
      ),
    ))
})

describe('who is named in a sentence', () => {
  test.each([
    ['查一下金杯电工 去年产值税收', '金杯电工', '金杯电工', true],
    ['建涛化工 倍增进度', '建滔化工', '建涛化工', false],
    ['瑞达电原想要10个电工', '瑞达电源', '瑞达电原', false],
    ['衡东 机油泵 今年产值', '湖南机油泵', '衡东 机油泵', true],
    ['那个衡山汽车啊 还是流动资金 差五百来万吧', '衡山汽车', '衡山汽车', true],
    ['刚从福邦出来 两个事：缺电工6个 园区路灯坏了', '福邦新材料', '福邦', true],
    ['走访/建衡实业/11.14/反映用气价格高', '建衡实业', '建衡实业', true],
    ['查91430400DEM000014F', '金杯电工', '91430400DEM000014F', true],
    ['hengbian 去年产值', '特变电工衡变', 'hengbian', false],
    ['把金杯电工的产值和税收发我', '金杯电工', '金杯电工', true],
    ['瑞达电源（松木那家）够不够', '瑞达电源', '瑞达电源', true],
  ])('%s', (text, shortName, matchedText, exact) =>
    onDatabase(async db => {
      const [mention] = await findMention(db, text)
      expect(mention).toMatchObject({ matchedText, exact })
      expect(mention?.candidates[0]?.shortName).toBe(shortName)
      expect(text.slice(mention?.start, mention?.end)).toBe(matchedText)
      expect(mention?.normalizedFrom).toBe(exact ? undefined : matchedText)
    }),
  )

  test.each([
    '0032去现场看了 供电公司说下周三装变压器',
    '园区又停电了 这个月第三次 耽误交货',
    '把HY20231108-0032派给自然资源局，下周五前办结',
    '有没有3万方的现成厂房',
    '想找几家本地做铜排的供应商',
    '贷款下不来 中行说抵押不够 还差1500万',
    '雁峰石鼓珠晖蒸湘四个区的问题数',
    '新型建筑建材那个1亿是不是写错了',
    '数字经济企业入库条件发我',
    '税务说我们不能享受加计抵减 帮问问',
    '厂门口那条路烂了 大车进不来',
    'ok 收到',
    '13812345678 打这个电话',
  ])('nobody in: %s', text =>
    onDatabase(async db => {
      expect(await findMention(db, text)).toEqual([])
    }),
  )

  test('finds two enterprises, each in its place', () =>
    onDatabase(async db => {
      const found = await findMention(db, '竣能5G是不是就是凌能5G那家')
      expect(found.map(({ matchedText }) => matchedText)).toEqual(['竣能5G', '凌能5G'])
      expect(new Set(found.map(({ candidates }) => candidates[0]?.uscc)).size).toBe(1)
    }))

  test('a name two enterprises share is not exact', () =>
    onDatabase(async db => {
      const [mention] = await findMention(db, '雁南机械 去年产值')
      expect(mention?.exact).toBe(false)
      expect(mention?.candidates).toHaveLength(2)
    }))

  test('finds every demo enterprise by its full name in the middle of anything', () =>
    onDatabase(db =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...demoFirms(300)),
          fc.constantFrom('查一下', '请问', '今天去了', '0032 ', '@倍增助手 ', ''),
          fc.constantFrom(' 去年产值税收', '的用电问题', '，够不够进名录？', '3号去的', ''),
          async (firm, before, after) => {
            const text = `${before}${firm.name}${after}`
            const found = await findMention(db, text)
            const mention = found.find(({ start }) => start === before.length)
            expect(mention).toMatchObject({ exact: true, matchedText: firm.name })
            expect(mention?.candidates[0]?.uscc).toBe(firm.uscc)
          },
        ),
        { numRuns: 150 },
      ),
    ))
})

describe('the index follows the registry', () => {
  test('an enterprise added in the same transaction is found at once, a renamed one under both names', () =>
    onDatabase(async db => {
      expect(await findEnterprises(db, '镭目科技')).toEqual([])
      await db.execute(sql`insert into enterprise (uscc, name, short_name, updated_at)
        values ('91430400MA4L000008', '衡阳镭目科技有限公司', '镭目科技', ${NOW.toISOString()}::timestamptz)`)
      expect((await findEnterprises(db, '镭目科技'))[0]?.uscc).toBe('91430400MA4L000008')
      await db.execute(sql`update enterprise set short_name = '镭目股份' where uscc = '91430400MA4L000008'`)
      await touchRegistry(db)
      expect((await findEnterprises(db, '镭目股份'))[0]?.score).toBe(1)
    }))

  test('and forgets it when the transaction is rolled back', () =>
    onDatabase(async db => {
      expect(await findEnterprises(db, '镭目科技')).toEqual([])
    }))
})
