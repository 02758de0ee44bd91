import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { cohort } from '../../src/registry/cohort.ts'
import { cohortCounts } from '../../src/registry/cohort-counts.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

/** Output growth downwards, tax growth across: >=100%, 50–100, 30–50, 0–30, below 0, 不可比. */
const JOINT = [
  [12, 4, 3, 3, 1, 0],
  [8, 4, 5, 5, 1, 0],
  [7, 3, 15, 12, 4, 0],
  [7, 3, 13, 68, 16, 1],
  [2, 0, 2, 11, 20, 2],
  [0, 0, 0, 0, 1, 2],
]

/** Listed, output doubled, tax doubled, output up by half. */
const UNITS: Record<string, [number, number, number, number]> = {
  雁峰区: [12, 2, 2, 3],
  石鼓区: [10, 1, 1, 2],
  珠晖区: [12, 1, 2, 2],
  蒸湘区: [8, 0, 1, 1],
  南岳区: [2, 0, 0, 0],
  衡阳县: [25, 2, 4, 5],
  衡南县: [20, 1, 3, 3],
  衡山县: [14, 1, 2, 2],
  衡东县: [26, 3, 5, 6],
  祁东县: [18, 1, 2, 3],
  耒阳市: [21, 3, 3, 5],
  常宁市: [21, 3, 4, 5],
  衡阳高新区: [20, 1, 3, 3],
  松木经开区: [20, 3, 3, 5],
  白沙绿岛: [6, 1, 1, 1],
}

const percent = (part: number, whole: number) => new Big(part).times(100).div(whole).toFixed(1)

describe('the demo cohort, judged by R-DBL from its figures', () => {
  test('gives the published headline: 235 listed, 23 / 36 / 46, 9.8 / 15.3 / 19.6 %', () =>
    onDatabase(async db => {
      const found = await cohortCounts(db, builtIn, { on: '2023-11-15' })
      expect(found).toMatchObject({
        isDemo: true,
        baseYear: 2020,
        valueYear: 2022,
        listed: 235,
        outputDoubled: 23,
        taxDoubled: 36,
        outputUp50: 46,
        taxUp50: 50,
        bothDoubled: 12,
        incomparable: 6,
        tiers: [
          { atLeastYi: 10, count: 12 },
          { atLeastYi: 50, count: 2 },
          { atLeastYi: 100, count: 1 },
        ],
      })
      const shares = [found.outputDoubled, found.taxDoubled, found.outputUp50].map(n =>
        percent(n, found.listed),
      )
      expect(shares).toEqual(['9.8', '15.3', '19.6'])
    }))

  test('splits over the fifteen units as published', () =>
    onDatabase(async db => {
      const { units } = await cohortCounts(db, builtIn, { on: '2023-11-15' })
      const counted = units.map(unit => [
        unit.name,
        [unit.listed, unit.outputDoubled, unit.taxDoubled, unit.outputUp50],
      ])
      expect(Object.fromEntries(counted)).toEqual(UNITS)
    }))

  test('falls into the joint table of output and tax growth', () =>
    onDatabase(async db => {
      const { members } = await cohort(db, builtIn, '2023-11-15')
      const band = ({ base, value }: { base: Big | null; value: Big | null }) => {
        if (!base || !value || base.lte(0)) return 5
        return [2, 1.5, 1.3, 1].findIndex(times => value.gte(base.times(times))) >>> 0 > 4
          ? 4
          : [2, 1.5, 1.3, 1].findIndex(times => value.gte(base.times(times)))
      }
      const table = JOINT.map(row => row.map(() => 0))
      for (const { output, tax } of members) {
        const row = table[band(output)]
        if (row) row[band(tax)] = (row[band(tax)] ?? 0) + 1
      }
      expect(table).toEqual(JOINT)
    }))

  test('has enterprises at the very edges: two exactly doubled, two a hair below, one exactly half more', () =>
    onDatabase(async db => {
      const { members } = await cohort(db, builtIn, '2023-11-15')
      const growths = members.flatMap(({ output: { base, value } }) =>
        base?.gt(0) && value ? [value.minus(base).times(100).div(base).toFixed(2)] : [],
      )
      expect(growths.filter(growth => growth === '100.00')).toHaveLength(2)
      expect(growths.filter(growth => growth.startsWith('99.9'))).toHaveLength(2)
      expect(growths.filter(growth => growth === '50.00')).toHaveLength(1)
    }))

  test('agrees with a recount in plain SQL', () =>
    onDatabase(async db => {
      const [row] = await rowsOf(
        db,
        sql`with years as (
            select uscc, indicator, max(amount) filter (where period = '2020') base,
              max(amount) filter (where period = '2022') value
            from figure where uscc in (select uscc from roster_member where roster = '倍增名录')
            group by uscc, indicator)
          select count(distinct uscc)::int listed,
            count(*) filter (where indicator = 'output' and base > 0 and value >= 2 * base)::int output_doubled,
            count(*) filter (where indicator = 'tax' and base > 0 and value >= 2 * base)::int tax_doubled,
            count(*) filter (where indicator = 'output' and base > 0 and value >= 1.5 * base)::int up_half
          from years`,
      )
      expect(row).toEqual({ listed: 235, output_doubled: 23, tax_doubled: 36, up_half: 46 })
    }))

  test('still measures by 2022 when a single enterprise has reported 2023', () =>
    onDatabase(async db => {
      await db.execute(sql`insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
        select uscc, 'output', '2023', 9999, '统计', 'demo', now() from roster_member limit 1`)
      expect((await cohort(db, builtIn, '2024-01-20')).valueYear).toBe(2022)
    }))
})
