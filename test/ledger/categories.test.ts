import { describe, expect, test } from 'vitest'
import { ROUTES } from '../../db/base/routes.ts'
import { CATEGORIES, guessCategory, guessUrgency, isEmergency } from '../../src/ledger/categories.ts'
import { routeFor } from '../../src/ledger/routing.ts'
import { useDatabase } from '../support/database.ts'
import { buildWorld } from './world.ts'

const onDatabase = useDatabase(buildWorld)

describe('类别和紧急程度', () => {
  test.each([
    ['园区又停电了 这个月第三次 耽误交货', '用电', '急'],
    ['急!停水一天了', '用水', '特急'],
    ['天然气价格比隔壁园区高', '用气', '一般'],
    ['贷款下不来 中行说抵押不够 还差1500万', '融资', '一般'],
    ['那个厂啊 还是流动资金 差五百来万吧', '融资', '一般'],
    ['想要10个电工', '用工', '一般'],
    ['有没有3万方的现成厂房', '用地', '一般'],
    ['爱洁的地 增减挂钩指标什么时候批', '用地', '一般'],
    ['物流太贵了 发广州一车6500 能不能协调', '物流', '一般'],
    ['想找几家本地做铜排的供应商', '市场开拓', '一般'],
    ['税务说我们不能享受加计抵减 帮问问', '税费', '一般'],
    ['有人欠我们一百二十万不给', '拖欠账款', '一般'],
    ['统计要月报了 不会填', '统计入规', '一般'],
    ['厂门口那条路烂了 大车进不来', '基础设施', '一般'],
    ['园区路灯坏了', '基础设施', '一般'],
    ['环评手续三个月没下来', '审批手续', '一般'],
    ['奖补资金还没到账', '政策落实', '一般'],
    ['马上要停产了 变压器烧了', '用电', '急'],
    ['说不清的一件事', '其他', '一般'],
  ])('%s：%s，%s', (said, category, urgency) => {
    expect([guessCategory(said).category, guessUrgency(said)]).toEqual([category, urgency])
  })

  test('a guess says by which words, and is sure only when all point one way', () => {
    expect(guessCategory('园区又停电了')).toEqual({ category: '用电', confidence: 1, why: '提到“停电”' })
    expect(guessCategory('停电停水')).toMatchObject({ confidence: 0.5 })
    expect(guessCategory('你好')).toMatchObject({ category: '其他', confidence: 0 })
  })
})

describe('险情', () => {
  test.each([
    ['有人吗 急急急 化工管道漏了！！', true],
    ['车间着火了', true],
    ['氨气泄漏了怎么办', true],
    ['反应釜爆炸了 有人受伤', true],
    ['厂房坍塌有人被困', true],
    ['屋顶漏水了', false],
    ['想办消防验收', false],
    ['火灾隐患整改完了怎么销号', false],
    ['订单爆炸性增长 缺人', false],
    ['园区又停电了', false],
  ])('%s：%s', (said, expected) => {
    expect(isEmergency(said)).toBe(expected)
  })
})

describe('派单', () => {
  test('every category has a rule of the city, and every rule a known category', () => {
    const ruled = new Set(ROUTES.filter(rule => !rule.regionCode).map(({ category }) => category))
    expect(ruled).toEqual(new Set(CATEGORIES))
  })

  test.each([
    ['用电', null, '一般', 'utility-power', 7],
    ['用电', '430424', '急', 'utility-power', 7],
    ['用电', null, '特急', 'utility-power', 1],
    ['融资', null, '一般', 'dept-finance-office', 15],
    ['用地', null, '一般', 'dept-land', 7],
    ['基础设施', '430424', '一般', '430424', 7],
    ['基础设施', '430424', '特急', '430424', 1],
    ['基础设施', null, '一般', 'dept-industry', 7],
    ['没有的类别', null, '一般', 'dept-industry', 7],
  ] as const)('%s in %s, %s goes to %4$s within %5$i', (category, region, urgency, unitId, dueDays) =>
    onDatabase(async db => {
      expect(await routeFor(db, category, region, urgency)).toMatchObject({ unitId, dueDays })
    }),
  )
})
