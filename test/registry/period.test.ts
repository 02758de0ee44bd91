import { describe, expect, test } from 'vitest'
import { findPeriod } from '../../src/registry/find-period.ts'
import { parsePeriod, sayPeriod } from '../../src/registry/period.ts'

describe('periods in sentences, on 2023-11-15', () => {
  test.each([
    ['去年产值税收', '2022'],
    ['前年税收', '2021'],
    ['衡东 机油泵 今年产值', '2023M01-10'],
    ['上个月新增规上', '2023-10'],
    ['本月情况', '2023-11'],
    ['10月产值报错了', '2023-10'],
    ['12月的数', '2022-12'],
    ['2023年1-10月', '2023M01-10'],
    ['今年1到8月', '2023M01-08'],
    ['前9个月负增长', '2023M01-09'],
    ['去年上半年', '2022M01-06'],
    ['去年10月', '2022-10'],
    ['三季度', '2023M07-09'],
    ['22年3月首次入规', '2022-03'],
    ['2023M01-10', '2023M01-10'],
    ['2023-10', '2023-10'],
    ['2022年度', '2022'],
  ])('%s: %s', (text, period) => {
    expect(findPeriod(text, '2023-11-15')?.period).toBe(period)
  })

  test.each(['10月12日去的', '0032去现场看了', '贷款2000万', 'HY20231108-0032', '9月15号那个政策'])(
    'none in: %s',
    text => {
      expect(findPeriod(text, '2023-11-15')).toBeNull()
    },
  )
})

describe('periods in tables', () => {
  test.each([
    ['2022', '2022年'],
    ['2022年', '2022年'],
    ['2023-10', '2023年10月'],
    ['2023.1', '2023年1月'],
    ['2023年10月份', '2023年10月'],
    ['202310', '2023年10月'],
    ['2023M01-10', '2023年1—10月'],
    ['2023年1－10月', '2023年1—10月'],
    ['2023Q3', '2023年7—9月'],
  ])('%s is %s', (text, said) => {
    expect(sayPeriod(parsePeriod(text)?.text ?? '')).toBe(said)
  })

  test.each(['', '23', '2023-13', '2023-00', '2023M10-01', '十月', '1899', '2023-10-15'])(
    '%s is none',
    text => {
      expect(parsePeriod(text)).toBeNull()
    },
  )
})
