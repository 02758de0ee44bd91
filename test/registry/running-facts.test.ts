import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { enterprise, figure } from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import type { Indicator } from '../../src/registry/indicators.ts'
import { type Running, runningOf } from '../../src/registry/running-facts.ts'
import { useDatabase } from '../support/database.ts'

const FIRM = '91430400DEM000014F'
const ON = '2023-11-15'
const onDatabase = useDatabase(async db => {
  await db
    .insert(enterprise)
    .values({
      uscc: FIRM,
      name: '衡阳雁南机械有限公司',
      shortName: '雁南机械',
      updatedAt: instantOf('2023-01-01'),
    })
})

type Said = [indicator: Indicator, period: string, amount: number, source?: '统计' | '企业自报']

async function known(db: Db, said: readonly Said[], on = ON): Promise<Partial<Running>> {
  if (said.length > 0)
    await db.insert(figure).values(
      said.map(([indicator, period, amount, source = '统计']) => ({
        uscc: FIRM,
        indicator,
        period,
        amount: String(amount),
        source,
        reportedBy: 'test',
        recordedAt: instantOf('2023-11-01'),
      })),
    )
  const [row] = await runningOf(db, [FIRM], on)
  return row ?? {}
}

const number = (amount: string | null | undefined) => (amount ? Number(amount) : null)
const months = (
  year: number,
  from: number,
  to: number,
  amount: number,
  indicator: Indicator = 'revenue',
): Said[] =>
  Array.from({ length: to - from + 1 }, (_, i) => [
    indicator,
    `${year}-${String(from + i).padStart(2, '0')}`,
    amount,
  ])

describe('近十二个月营收', () => {
  test.each<[string, Said[], number | null, number | null]>([
    [
      '上年全年＋今年1—10月－上年1—10月',
      [
        ['revenue', '2022', 2400],
        ['revenue', '2023M01-10', 2500],
        ['revenue', '2022M01-10', 2000],
      ],
      2900,
      null,
    ],
    [
      '再前十二个月同法',
      [
        ['revenue', '2022', 2400],
        ['revenue', '2021', 1200],
        ['revenue', '2023M01-10', 2500],
        ['revenue', '2022M01-10', 2000],
        ['revenue', '2021M01-10', 1000],
      ],
      2900,
      2200,
    ],
    [
      '没有累计数，各月相加；1月并入2月',
      [['revenue', '2022', 2400], ...months(2022, 2, 10, 200), ...months(2023, 2, 10, 250)],
      2400 + 2250 - 1800,
      null,
    ],
    [
      '数只到8月，就算到8月',
      [
        ['revenue', '2022', 2400],
        ['revenue', '2023M01-08', 2000],
        ['revenue', '2022M01-08', 1600],
        ['revenue', '2022M01-10', 2000],
      ],
      2800,
      null,
    ],
    [
      '缺一个月，就不知道',
      [['revenue', '2022', 2400], ...months(2022, 2, 10, 200), ...months(2023, 3, 10, 250)],
      null,
      null,
    ],
    [
      '缺上年同期，就不知道',
      [
        ['revenue', '2022', 2400],
        ['revenue', '2023M01-10', 2500],
      ],
      null,
      null,
    ],
    ['只有上年，今年一个数都没有，就不知道', [['revenue', '2022', 2400]], null, null],
    [
      '三个数要出自同一个来源',
      [
        ['revenue', '2022', 2400, '统计'],
        ['revenue', '2023M01-10', 2500, '企业自报'],
        ['revenue', '2022M01-10', 2000, '统计'],
      ],
      null,
      null,
    ],
  ])('%s', (_, said, now, before) =>
    onDatabase(async db => {
      const row = await known(db, said)
      expect([number(row.revenue_12m), number(row.revenue_12m_prev)]).toEqual([now, before])
    }),
  )

  test('in January and February it is last year’s', () =>
    onDatabase(async db => {
      const row = await known(
        db,
        [
          ['revenue', '2022', 2400],
          ['revenue', '2021', 2000],
        ],
        '2023-02-10',
      )
      expect([number(row.revenue_12m), number(row.revenue_12m_prev)]).toEqual([2400, 2000])
    }))

  test('with every month in it is the sum of the last twelve months, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 34, maxLength: 34 }),
        async amounts => {
          // January 2021 to October 2023, in cents, so that sums are exact.
          const said = amounts.map((amount, i): Said => {
            const month = `${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`
            return ['revenue', month, amount / 100]
          })
          const sum = (from: number, to: number) =>
            Number(
              amounts
                .slice(from, to)
                .reduce((total, one) => total.plus(one), new Big(0))
                .div(100),
            )
          await onDatabase(async db => {
            const row = await known(db, said)
            expect([Number(row.revenue_12m), Number(row.revenue_12m_prev)]).toEqual([
              sum(22, 34),
              sum(10, 22),
            ])
          })
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('连续无产值月数', () => {
  test.each<[string, Said[], number | null]>([
    ['最近两个月是零', [...months(2023, 2, 8, 100, 'output'), ...months(2023, 9, 10, 0, 'output')], 2],
    ['中间停过，最近有产值', [...months(2023, 6, 7, 0, 'output'), ...months(2023, 8, 10, 100, 'output')], 0],
    ['没有报不等于零', [...months(2023, 2, 8, 100, 'output'), ...months(2023, 10, 10, 0, 'output')], 1],
    ['跨年', [...months(2022, 11, 12, 0, 'output'), ...months(2023, 2, 10, 0, 'output')], 11],
    ['没有月度数，就不知道', [['output', '2022', 1000]], null],
  ])('%s', (_, said, idle) =>
    onDatabase(async db => {
      expect((await known(db, said)).months_without_output ?? null).toBe(idle)
    }),
  )
})

describe('近两个月用电量', () => {
  test.each<[string, Said[], number | null, number | null]>([
    [
      '最近两个月与上年同期',
      [...months(2023, 9, 10, 20, 'power'), ...months(2022, 9, 10, 50, 'power')],
      40,
      100,
    ],
    ['只有一个月，就不知道', months(2023, 10, 10, 20, 'power'), null, null],
    ['没有上年同期', months(2023, 9, 10, 20, 'power'), 40, null],
    [
      '跨年的两个月',
      [
        ...months(2022, 12, 12, 30, 'power'),
        ...months(2023, 1, 1, 10, 'power'),
        ...months(2021, 12, 12, 25, 'power'),
        ...months(2022, 1, 1, 15, 'power'),
      ],
      40,
      40,
    ],
  ])('%s', (_, said, now, before) =>
    onDatabase(async db => {
      const row = await known(db, said)
      expect([number(row.power_2m), number(row.power_2m_prev)]).toEqual([now, before])
    }),
  )
})

test('what was recorded later was not known then', () =>
  onDatabase(async db => {
    await known(db, months(2023, 9, 10, 20, 'power'))
    expect(await runningOf(db, [FIRM], ON, instantOf('2023-10-31'))).toEqual([])
  }))
