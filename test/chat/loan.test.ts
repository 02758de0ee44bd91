import { describe, expect, test } from 'vitest'
import { loanIn } from '../../src/chat/loan.ts'
import { findRate } from '../../src/chat/rate.ts'

describe('a rate of interest', () => {
  test.each([
    ['年利率4.2%', 4.2],
    ['年利率 4.2 %', 4.2],
    ['利率4.2个点', 4.2],
    ['利率四个点二', 4.2],
    ['四点二个点的贷款', 4.2],
    ['年息四厘二', 4.2],
    ['年息4厘2', 4.2],
    ['年息4.2厘', 4.2],
    ['月息三厘五', 4.2],
    ['月利率0.35%', 4.2],
    ['百分之四点二', 4.2],
    ['利率3.45的贷款', 3.45],
    ['税涨95% 利率4%', 4],
  ])('%s', (text, percent) => {
    expect(findRate(text)?.percent).toBe(percent)
  })

  test.each(['税涨95%', '产值增长30%', '贷款800万', '利率多少', '利率800万', '年息99%'])(
    '%s names none',
    text => {
      expect(findRate(text)).toBeNull()
    },
  )
})

describe('a loan for equipment', () => {
  test.each([
    ['贷款800万 年利率4.2% 能补多少', { loan_wan: 800, rate_pct: 4.2 }],
    ['800万贷款 4.2个点 贴息多少', { loan_wan: 800, rate_pct: 4.2 }],
    [
      '贷款800万利率4.2%买设备花了620万已经补了80万 还能补多少',
      { loan_wan: 800, rate_pct: 4.2, equipment_wan: 620, granted_wan: 80 },
    ],
    [
      '设备620万 贷款800万 年利率4.2% 今年已补80万 能贴息多少',
      { loan_wan: 800, rate_pct: 4.2, equipment_wan: 620, granted_wan: 80 },
    ],
    ['贷款三千万 利率3.45% 实付利息33.6万 能补多少', { loan_wan: 3000, rate_pct: 3.45, interest_wan: 33.6 }],
    ['上年度设备投资600万 贷款1.2亿 贴息算下', { loan_wan: 12_000, equipment_investment_wan: 600 }],
    ['贷款500万4个点 能补多少', { loan_wan: 500, rate_pct: 4 }],
    ['付了33.6万利息 已获贴息80万 还能补多少', { interest_wan: 33.6, granted_wan: 80 }],
  ])('%s', (text, loan) => {
    expect(loanIn(text)).toEqual(loan)
  })

  test.each([
    '贷款下不来 中行说抵押不够 还差1500万',
    '授信批了 800万 中行 创大玉兔',
    '9800万产值能算1亿以上吗',
  ])('%s is about something else', text => {
    expect(loanIn(text)).toEqual({})
  })
})
