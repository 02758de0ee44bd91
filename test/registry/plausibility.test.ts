import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import type { Indicator } from '../../src/registry/indicators.ts'
import { type Period, parsePeriod } from '../../src/registry/period.ts'
import { doubtsOf } from '../../src/registry/reporting/plausibility.ts'

/** What is known, as `指标 期间` → amount. */
function checks(
  said: Record<string, number>,
  [indicator, period, amount]: [Indicator, string, number],
  official: number | null = null,
): string[] {
  const parsed = parsePeriod(period)
  if (!parsed) throw new Error(period)
  return doubtsOf(
    { indicator, period: parsed, amount: new Big(amount) },
    {
      said: (of: Indicator, on: Period) => {
        const known = said[`${of} ${on.text}`]
        return known === undefined ? null : new Big(known)
      },
      official: official === null ? null : { source: '统计', amount: new Big(official) },
    },
  ).map(({ check }) => check)
}

describe('数据合理性', () => {
  test.each([
    ['涨到2.9倍，不算异常', { 'output 2023-09': 400 }, ['output', '2023-10', 1160], []],
    ['正好3倍，请说明', { 'output 2023-09': 400 }, ['output', '2023-10', 1200], ['monthly-jump']],
    ['不到三分之一，请说明', { 'output 2023-09': 900 }, ['output', '2023-10', 300], ['monthly-jump']],
    ['比三分之一多一点，不算异常', { 'output 2023-09': 900 }, ['output', '2023-10', 301], []],
    ['把元当成了万元', { 'output 2023-09': 1200 }, ['output', '2023-10', 12_600_000], ['unit-slip']],
    ['上月还有产值，这月是零', { 'output 2023-09': 400 }, ['output', '2023-10', 0], ['stopped']],
    ['3月与1—2月合并数相比，按两个月平均', { 'output 2023-02': 800 }, ['output', '2023-03', 1100], []],
    ['3月是1—2月月均的3倍', { 'output 2023-02': 800 }, ['output', '2023-03', 1200], ['monthly-jump']],
    ['2月含1月，不与1月比', { 'output 2023-01': 100 }, ['output', '2023-02', 900], []],
    [
      '没有上月数，与去年同月比5倍以上',
      { 'output 2022-10': 200 },
      ['output', '2023-10', 1000],
      ['yearly-jump'],
    ],
    ['累计倒挂', { 'output 2023M01-09': 9000 }, ['output', '2023M01-10', 8900], ['cumulative-falls']],
    ['当月大于累计', { 'output 2023M01-10': 900 }, ['output', '2023-10', 1000], ['month-over-cumulative']],
    [
      '累计与各月相加不符',
      { 'output 2023-02': 200, 'output 2023-03': 100 },
      ['output', '2023M01-03', 350],
      ['cumulative-differs'],
    ],
    [
      '累计与各月相加相符',
      { 'output 2023-02': 200, 'output 2023-03': 100 },
      ['output', '2023M01-03', 300],
      [],
    ],
    ['全年比年内累计还少', { 'output 2022M01-11': 9000 }, ['output', '2022', 8000], ['cumulative-falls']],
    ['税金超过产值一半', { 'output 2023-10': 100 }, ['tax', '2023-10', 51], ['tax-over-output']],
    ['税金正好是产值一半', { 'output 2023-10': 100 }, ['tax', '2023-10', 50], []],
    ['负数', {}, ['output', '2023-10', -5], ['negative']],
    ['利润可以是负数', {}, ['profit', '2023-10', -5], []],
    ['用工人数不按累计比', { 'employees 2023M01-10': 10 }, ['employees', '2023-10', 100], []],
    ['什么都不知道，就没有疑问', {}, ['output', '2023-10', 1260], []],
  ] as [string, Record<string, number>, [Indicator, string, number], string[]][])(
    '%s',
    (_, said, held, wanted) => {
      expect(checks(said, held)).toEqual(wanted)
    },
  )

  test('与部门数相差1%以内不问，超过就问', () => {
    expect(checks({}, ['output', '2023-10', 1009], 1000)).toEqual([])
    expect(checks({}, ['output', '2023-10', 1011], 1000)).toEqual(['other-source'])
  })
})
