import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { type FactRows, factRows } from '../../src/registry/fact-rows.ts'
import { answerOf, isOneStep, isWithinTenth, type Screening, screen } from '../../src/registry/screening.ts'
import { compareScreens, compareWithRoster } from '../../src/registry/screening-changes.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { Verdict } from '../../src/rules/evaluation.ts'
import { versionsOf } from '../../src/rules/find-rule.ts'
import { fold } from '../../src/rules/truth.ts'
import { asOfAnyDay, withParameters } from '../../src/rules/what-if.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn, ruleInForce } from '../support/policies.ts'

const TODAY = '2023-11-15'
const LAST_YEAR = '2022-11-15'
let today: FactRows
let lastYear: FactRows
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date(`${TODAY}T10:00:00+08:00`) })
  today = await factRows(db, TODAY)
  lastYear = await factRows(db, LAST_YEAR)
})
const industrial = ruleInForce('R-LIST-IND', TODAY)
const names = ({ facts }: Screening, rows: readonly { row: number }[]) =>
  rows.map(({ row }) => facts.firms[row]?.shortName)

describe('the whole registry held against the conditions of the roster', () => {
  let found: Screening
  beforeAll(() => {
    found = screen(today, industrial)
  })

  test('every enterprise is counted once, as it is judged alone', () => {
    const alone: Record<Verdict, number> = { pass: 0, fail: 0, unknown: 0, manual: 0 }
    for (const row of found.rows)
      alone[evaluate(industrial, today.columns.factsOf(row), { on: TODAY }).verdict]++
    expect(found.counts).toEqual(alone)
    expect(found.rows).toHaveLength(300)
  })

  test('who passes is told with the condition it passes by', () => {
    const via = Object.fromEntries(
      found.passing.map(({ row, via }) => [today.firms[row]?.shortName ?? '', via.join('、')]),
    )
    expect(via).toMatchObject({ 金杯电工: 'C1', 大合新材料: 'C2', 凌能5G: 'C3' })
  })

  test('the easiest way of each failed enterprise is the first of its full answer', () => {
    const ways = new Map(found.near.map(one => [one.row, one]))
    for (const [row, verdict] of found.verdicts) {
      if (verdict !== 'fail') continue
      const [route] = answerOf(found, row).routes
      const way = ways.get(row)
      const isWaiting = route?.needs.some(({ kind }) => kind === 'unknown' || kind === 'manual')
      expect(way !== undefined, today.firms[row]?.name).toBe(route?.isOpen === true && !isWaiting)
      if (!way || !route) continue
      expect(way.conditions.toSorted()).toEqual(route.needs.flatMap(({ conditions }) => conditions).sort())
      expect(way.steps).toBe(route.needs.length)
      expect(way.cost).toBeCloseTo(route.cost, 3)
    }
  })

  test('near misses come cheapest first: one step, or every amount within a tenth of its target', () => {
    expect(found.near.map(({ cost }) => cost)).toEqual(
      found.near.map(({ cost }) => cost).toSorted((a, b) => a - b),
    )
    const ruida = found.near.find(({ row }) => today.firms[row]?.shortName === '瑞达电源')
    expect(ruida).toMatchObject({ conditions: ['C1.output_growth'], steps: 1, cost: 900 })
    expect(ruida && isOneStep(ruida) && isWithinTenth(ruida)).toBe(true)
    // 3.68亿元 after 2.9亿元: 30% more would have been 3.77亿元.
    expect(ruida?.share).toBeCloseTo(900 / 37_700, 6)
  })

  test('a condition keeps out those failing it, and alone those it would let in by itself', () => {
    for (const { id, failed, alone } of found.hurdles) {
      const rows = [...found.verdicts].filter(([, verdict]) => verdict === 'fail').map(([row]) => row)
      const judged = rows.map(row => answerOf(found, row).conditions)
      const failing = judged.filter(conditions =>
        conditions.some(one => one.id === id && one.verdict === 'fail'),
      )
      const rescued = failing.filter(
        conditions =>
          fold(industrial.rule.when, leaf =>
            leaf.id === id ? 'pass' : (conditions.find(one => one.id === leaf.id)?.verdict ?? 'unknown'),
          ) === 'pass',
      )
      expect([failed, alone], id).toEqual([failing.length, rescued.length])
    }
    expect(found.hurdles.map(({ failed }) => failed)).toEqual(
      found.hurdles.map(({ failed }) => failed).toSorted((a, b) => b - a),
    )
  })

  test('the undecided are told with the figures they wait for', () => {
    expect(names(found, found.waiting)).toEqual(['德阳鞋业'])
    for (const { row, missing } of found.waiting)
      expect(missing.toSorted()).toEqual(answerOf(found, row).missing.toSorted())
    expect(found.wanted).toEqual([
      { fact: 'tax_y1', firms: 1 },
      { fact: 'new_investment_y', firms: 1 },
    ])
  })

  test('only those asked about are counted', () => {
    const own = screen(today, industrial, { among: ({ regionCode }) => regionCode === '430424' })
    expect(own.rows.length).toBeGreaterThan(0)
    expect(own.rows.length).toBeLessThan(100)
    expect(own.near.every(({ row }) => today.firms[row]?.regionCode === '430424')).toBe(true)
    const { pass, fail, unknown, manual } = own.counts
    expect(pass + fail + unknown + manual).toBe(own.rows.length)
  })
})

test('every rule about enterprises can be held against the registry', () => {
  const ids = new Set(
    builtIn.documents.flatMap(({ rules }) =>
      rules.filter(({ subject }) => subject === '企业').map(({ id }) => id),
    ),
  )
  for (const id of ids) {
    const newest = versionsOf(builtIn.documents, id).at(-1)
    if (!newest) continue
    const found = screen(today, asOfAnyDay(newest, TODAY))
    expect(found.rows, id).toHaveLength(300)
    for (const { row, steps, conditions } of found.near.slice(0, 40)) {
      const [route] = answerOf(found, row).routes
      expect(route?.needs, id).toHaveLength(steps)
      expect(route?.needs.flatMap(one => one.conditions).sort(), id).toEqual(conditions.toSorted())
    }
  }
})

describe('what would be otherwise', () => {
  test('a lower threshold lets in exactly those who reach it, a higher one keeps out the rest', () => {
    const now = screen(today, industrial)
    const lower = screen(today, withParameters(industrial, { tax_growth: '20' }))
    const { entered, left, stayed } = compareScreens(now, lower)
    expect(names(now, entered)).toContain('朗恒电缆')
    expect(left).toEqual([])
    expect(stayed).toBe(now.counts.pass)
    expect(compareScreens(lower, now).left.map(({ row }) => row)).toEqual(entered.map(({ row }) => row))
  })

  test('the text itself stays as it is', () => {
    const before = JSON.stringify(industrial.document)
    withParameters(industrial, { output: '1' })
    expect(JSON.stringify(industrial.document)).toBe(before)
  })

  test.each([
    [{ profit: '1' }, '没有参数“profit”'],
    [{ output: '8千' }, '“8千”不是这样的数值'],
    [{ veto_safety: '较大' }, 'R-LIST-IND 没有参数“veto_safety”'],
    [{ first_entry_since: '2022年' }, '“2022年”不是这样的数值'],
  ])('%j is refused', (values, why) => {
    expect(() => withParameters(industrial, values)).toThrow(why)
  })

  test('the same conditions can be put beside the figures of a day before they were in force', () => {
    const then = screen(lastYear, asOfAnyDay(industrial, LAST_YEAR))
    const { entered, left, stayed } = compareScreens(then, screen(today, industrial))
    expect(stayed + entered.length).toBe(4)
    expect(stayed + left.length).toBe(then.counts.pass)
  })
})

describe('beside the roster of the year', () => {
  test('who would come in, who would drop out, who cannot be told', () =>
    onDatabase(async db => {
      const found = screen(today, industrial)
      const { entering, leaving, open, staying } = compareWithRoster([found])
      const listed = await listedIn(db, 2023)
      expect(entering.length + staying).toBe(found.counts.pass)
      expect(leaving.length + open.length + staying).toBe(listed)
    }))
})

async function listedIn(db: Db, year: number): Promise<number> {
  const rows = await db.query.rosterMember.findMany()
  return rows.filter(one => one.roster === '倍增名录' && one.year === year).length
}
