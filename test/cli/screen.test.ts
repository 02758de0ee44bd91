import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('screen', () => {
  test('tells who passes, what keeps the others out and what is waited for', () =>
    onDatabase(async db => {
      const { code, out } = await operate(db, ['screen', 'R-LIST-IND', '--near'])
      expect(code).toBe(0)
      expect(out).toContain('企业 300 家：符合 4，不符合 295，资料不足 1，需人工核定 0')
      expect(out).toMatch(/91430400DEM000014F {2}衡阳金杯电工有限公司 {2}C1/)
      expect(out).toMatch(/湖南瑞达电源有限公司 {2}产值还差900万元 {2}只差一步 {2}差2.4%/)
      expect(out).toContain('C2.investment  上年度新完成投资额')
      expect(out).toContain('tax_y1  上上年度实缴税金  1 家')
      expect(out).toContain('以正式评定为准')
    }))

  test('--json is one object; near misses only where they are asked for', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['screen', 'R-LIST-IND', '--json'])
      expect(JSON.parse(out)).toMatchObject({
        rule: 'R-LIST-IND',
        version: '2023-09-15',
        on: '2023-11-15',
        enterprises: 300,
        counts: { pass: 4, fail: 295, unknown: 1, manual: 0 },
        wanted: [
          { fact: 'tax_y1', firms: 1 },
          { fact: 'new_investment_y', firms: 1 },
        ],
      })
      expect(JSON.parse(out)).not.toHaveProperty('near')
      const near = JSON.parse((await operate(db, ['screen', 'R-LIST-IND', '--near', '--json'])).out).near
      expect(near).toContainEqual({
        uscc: expect.any(String),
        name: '湖南瑞达电源有限公司',
        conditions: ['C1.output_growth'],
        steps: 1,
        share: 0.0239,
        cost: 900,
        words: '产值还差900万元',
      })
    }))

  test('--set tells whom other thresholds would let in', () =>
    onDatabase(async db => {
      const args = ['screen', 'R-LIST-IND', '--set', 'tax_growth=20', '--set', 'output_growth = 20']
      const { out } = await operate(db, args)
      expect(out).toContain('对照：现行条件（符合 4，')
      expect(out).toMatch(/新进 \d+ 家，退出 0 家，不变 4 家/)
      expect(out).toMatch(/湖南瑞达电源有限公司 {2}不符合 → 符合/)
    }))

  test('--against puts it beside another day or another version', () =>
    onDatabase(async db => {
      const day = await operate(db, ['screen', 'R-LIST-IND', '--against', '2022-11-15', '--json'])
      expect(JSON.parse(day.out)).toMatchObject({
        against: '同一条件、2022-11-15的数据',
        againstCounts: { manual: 0 },
      })
      const version = await operate(db, ['screen', 'R-LIST-IND', '--against', '2021-06', '--json'])
      expect(JSON.parse(version.out)).toMatchObject({ againstCounts: { manual: 300 } })
      expect(JSON.parse(version.out).entered).toHaveLength(4)
    }))

  test('--against roster tells who would come onto it and who would drop out', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['screen', 'R-LIST-IND', '--against', 'roster'])
      expect(out).toContain('对照：2023年倍增名录')
      expect(out).toMatch(/新进 2 家，退出 204 家，不变 2 家/)
      expect(out).toMatch(/不在 → 符合/)
      expect(out).toMatch(/在册 → 不符合/)
    }))

  test.each([
    [[], '用法：screen'],
    [['R-NONE'], '没有编号为“R-NONE”的规则'],
    [['R-LIST-IND', '--on', '昨天'], '--on 应为 YYYY-MM-DD'],
    [['R-LIST-IND', '--on', '2020-01-01'], '该日期没有现行政策'],
    [['R-LIST-IND', '--set', 'output'], '--set 应为 参数=值'],
    [['R-LIST-IND', '--set', 'profit=1'], '没有参数“profit”'],
    [['R-LIST-IND', '--set', 'output=许多'], '“许多”不是这样的数值'],
    [['R-LIST-IND', '--against', '去年'], '既不是日期，也不是R-LIST-IND的其他版本（有：2021-06）'],
    [['R-LIST-IND', '--nearly'], '参数有误'],
  ])('%j is a wrong command: %s', (args, why) =>
    onDatabase(async db => {
      const { code, out, err } = await operate(db, ['screen', ...args])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain(why)
      expect(err.split('\n')).toHaveLength(1)
    }),
  )
})
