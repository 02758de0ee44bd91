import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { doublingOf } from '../../src/registry/doubling.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { findEnterprises } from '../../src/registry/resolve.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn, ruleInForce } from '../support/policies.ts'

const TODAY = '2023-11-15'
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date(`${TODAY}T10:00:00+08:00`) })
})

async function codeOf(db: Db, name: string): Promise<string> {
  const [first] = await findEnterprises(db, name)
  return first?.uscc ?? ''
}

async function judge(db: Db, name: string, rule: string) {
  const { facts } = await factsFor(db, await codeOf(db, name), TODAY)
  return evaluate(ruleInForce(rule, TODAY), facts, { on: TODAY })
}

describe('the demo enterprises against the rules, on 2023-11-15 with figures of 2022', () => {
  test.each([
    ['金杯电工', 'R-LIST-IND', 'pass', ['C1']],
    ['大合新材料', 'R-LIST-IND', 'pass', ['C2']],
    ['凌能5G', 'R-LIST-IND', 'pass', ['C3']],
    ['瑞达电源', 'R-LIST-IND', 'fail', []],
    ['德阳鞋业', 'R-LIST-IND', 'unknown', []],
    ['衡岳纸业', 'R-LIST-IND', 'fail', []],
    ['船山数智', 'R-LIST-DIG', 'pass', expect.anything()],
    ['衡岳化工', 'R-VETO', 'pass', expect.anything()],
    ['金杯电工', 'R-VETO', 'fail', []],
  ])('%s %s: %s', (name, rule, verdict, via) =>
    onDatabase(async db => {
      expect(await judge(db, name, rule)).toMatchObject({ verdict, via })
    }),
  )

  test('瑞达电源 misses the first condition by an amount it can act on', () =>
    onDatabase(async db => {
      const { conditions } = await judge(db, '瑞达电源', 'R-LIST-IND')
      const open = conditions.filter(({ id, verdict }) => id.startsWith('C1') && verdict === 'fail')
      expect(open).toHaveLength(1)
      expect(open[0]?.shortfall).toContain('900万元')
    }))

  test('every fact says where it comes from', () =>
    onDatabase(async db => {
      const { facts, sources } = await factsFor(db, await codeOf(db, '金杯电工'), TODAY)
      expect(Object.keys(sources).sort()).toEqual(Object.keys(facts).sort())
      expect(String(facts.output_y)).toBe('256000')
      expect(String(facts.base_output)).toBe('120000')
      expect(sources.output_y).toMatchObject({ source: '统计', period: '2022' })
      expect(sources.tax_y1).toMatchObject({ source: '税务', period: '2021' })
    }))

  test('what was never reported is left out, not zero', () =>
    onDatabase(async db => {
      const { facts } = await factsFor(db, await codeOf(db, '德阳鞋业'), TODAY)
      expect(facts).not.toHaveProperty('tax_y1')
      expect(facts).not.toHaveProperty('new_investment_y')
    }))

  test('in January the year just closed is the year asked about, although its figures are not in', () =>
    onDatabase(async db => {
      const { facts, sources } = await factsFor(db, await codeOf(db, '金杯电工'), '2024-01-05')
      expect(facts).not.toHaveProperty('output_y')
      expect(sources.output_y1?.period).toBe('2022')
    }))

  test('an unknown code is refused in a sentence', () =>
    onDatabase(async db => {
      await expect(factsFor(db, '91430400MA4L000008', TODAY)).rejects.toMatchObject({ name: 'Refusal' })
    }))
})

describe('doubling of one enterprise', () => {
  test('full years decide, this year so far is shown against the same months of 2020', () =>
    onDatabase(async db => {
      const found = await doublingOf(db, builtIn, await codeOf(db, '建涛化工'), TODAY)
      expect(found).toMatchObject({ baseYear: 2020, valueYear: 2022, isListed: true })
      expect(found.evaluation.result).toMatchObject({ output_doubled: true, tax_doubled: true })
      expect(found.progress).toMatchObject({ period: '2023M01-10', basePeriod: '2020M01-10' })
      expect(found.progress?.output.valueFigure?.isSum).toBe(true)
    }))

  test('an enterprise that entered in 2022 has no full year to be measured against yet', () =>
    onDatabase(async db => {
      const found = await doublingOf(db, builtIn, await codeOf(db, '凌能5G'), TODAY)
      expect(found.baseYear).toBe(2023)
      expect(found.evaluation.result).toMatchObject({ output_doubled: null, tax_doubled: null })
    }))
})
