import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Db, type OpenDb, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { factRelation } from '../../src/registry/fact-relation.ts'
import { type FactRows, factRows } from '../../src/registry/fact-rows.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { scanOf } from '../../src/rules/columns/scan.ts'
import { STATUSES } from '../../src/rules/columns/tests.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { factsToJson } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { sqlColumns, sqlVerdict } from '../../src/rules/sql.ts'
import { leavesOf } from '../../src/rules/truth.ts'
import { addAwkwardProjects } from '../projects/awkward.ts'
import { databases } from '../support/databases.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const DAYS = ['2023-11-15', '2024-06-30', '2023-03-05', '2023-02-10', '2021-05-01']

/** An enterprise for each way in which figures can be awkward; the demo's own are all in good order. */
const AWKWARD = {
  corrected: [
    ['output', '2022', '9999.9999', '统计'],
    ['output', '2022', '10000', '统计'],
    ['output', '2021', '7000', '企业自报'],
  ],
  selfReportedLater: [
    ['output', '2022', '12000', '统计'],
    ['output', '2022', '15000', '企业自报'],
    ['tax', '2022', '600', '统计'],
    ['tax', '2022', '480.5', '税务'],
    ['tax', '2021', '300', '部门'],
  ],
  enormous: [
    ['output', '2022', '99999999999999.9999', '统计'],
    ['output', '2021', '1', '统计'],
    ['tax', '2022', '500', '税务'],
  ],
  negative: [
    ['output', '2022', '-12.5', '统计'],
    ['output', '2021', '0', '统计'],
    ['investment', '2022', '10000', '部门'],
  ],
  enteredIn2021: [
    ['output', '2021', '4000', '统计'],
    ['output', '2022', '9000', '统计'],
    ['output', '2023', '20000', '统计'],
    ['tax', '2022', '90', '税务'],
    ['tax', '2023', '200', '税务'],
  ],
  taxBaseOnly: [
    ['tax', '2020', '100', '税务'],
    ['tax', '2022', '250', '税务'],
  ],
  monthsWithoutJanuary: [
    ...['02', '03', '04'].map(month => ['output', `2023-${month}`, '100', '统计']),
    ...['02', '03', '04'].map(month => ['revenue', `2023-${month}`, '90.25', '统计']),
    ['revenue', '2023M01-04', '999', '企业自报'],
  ],
  monthMissing: [
    ['output', '2023M01-05', '100', '统计'],
    ...['01', '02', '04', '05'].map(month => ['revenue', `2023-${month}`, '80', '统计']),
    ...['01', '02', '03', '04', '05'].map(month => ['revenue', `2023-${month}`, '70', '部门']),
  ],
  togetherAndByMonth: [
    ['output', '2023-03', '100', '统计'],
    ['revenue', '2023M01-03', '300', '统计'],
    ['revenue', '2023M01-03', '310', '统计'],
    ...['01', '02', '03'].map(month => ['revenue', `2023-${month}`, '50', '统计']),
    ['output', '2024M01-05', '100', '统计'],
    ['revenue', '2024M01-05', '500', '部门'],
  ],
  rollingYear: [
    ['revenue', '2022', '3600', '税务'],
    ['revenue', '2021', '4800', '税务'],
    ...['02', '03', '04'].flatMap(month => [
      ['revenue', `2023-${month}`, '150', '税务'],
      ['revenue', `2022-${month}`, '300', '税务'],
    ]),
    ['revenue', '2021M01-04', '1000', '税务'],
    ['revenue', '2022', '9999', '企业自报'],
    ['output', '2023-07', '80', '统计'],
    ['output', '2023-08', '0', '统计'],
    ['output', '2023-09', '0', '统计'],
    ...['08', '09'].flatMap(month => [
      ['power', `2023-${month}`, '1.5', '部门'],
      ['power', `2022-${month}`, '4', '部门'],
    ]),
  ],
  nothingKnown: [],
} as const satisfies Record<string, readonly (readonly string[])[]>

async function addAwkward(db: Db): Promise<void> {
  for (const [n, [name, figures]] of Object.entries(AWKWARD).entries()) {
    const uscc = `AWKWARD00000000${String(n).padStart(3, '0')}`
    const isKnown = name !== 'nothingKnown'
    await db.execute(sql`insert into enterprise (uscc, name, short_name, region_code, is_industrial, is_digital,
        is_above_scale, first_above_scale_on, in_stats, updated_at)
      values (${uscc}, ${name}, ${name}, ${isKnown ? '430424' : null}, ${isKnown ? true : null},
        ${n % 2 === 0 ? true : null}, ${isKnown ? true : null},
        ${name === 'enteredIn2021' ? '2021-07-01' : isKnown ? '2010-05-01' : null}, null, ${NOW.toISOString()})`)
    for (const [indicator, period, amount, source] of figures)
      await db.execute(sql`insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
        values (${uscc}, ${indicator}, ${period}, ${amount}::numeric, ${source}, 'test', ${NOW.toISOString()})`)
  }
  await db.execute(sql`insert into incident (uscc, happened_on, type, level, dead, loss) values
    ('AWKWARD00000000000', '2023-12-31', '环境污染', '重大', 1, '12.5'),
    ('AWKWARD00000000000', '2024-01-01', '安全生产', '较大', null, null),
    ('AWKWARD00000000001', '2023-01-01', '安全生产', '特别重大', null, null),
    ('AWKWARD00000000001', '2023-06-01', '安全生产', '一般', null, null)`)
}

/** Rules about enterprises that the documents held on a day; those on calculations are judged one by one. */
const rulesOn = (on: string) =>
  [...new Set(builtIn.documents.flatMap(({ rules }) => rules.map(({ id }) => id)))].flatMap(id => {
    try {
      const version = findRule(builtIn.documents, id, on)
      const isWorkedOut = leavesOf(version.rule.when).some(leaf => leaf.kind === 'known' || 'line' in leaf)
      return version.rule.subject === '企业' && !isWorkedOut ? [version] : []
    } catch {
      return []
    }
  })

describe.each(databases)('the facts of all enterprises on $name', ({ open }) => {
  let opened: OpenDb
  const rows = new Map<string, FactRows>()
  beforeAll(async () => {
    opened = await open()
    await opened.db.transaction(async tx => {
      await loadDemo(tx as Db, { now: NOW })
      await addAwkward(tx as Db)
      await addAwkwardProjects(tx as Db, 'AWKWARD00000000')
    })
    for (const on of DAYS) rows.set(on, await factRows(opened.db, on))
  })
  afterAll(() => opened.close())

  test.each(DAYS)('on %s are what is known of each alone', async on => {
    const { firms, columns } = rows.get(on) as FactRows
    expect(firms).toHaveLength(300 + Object.keys(AWKWARD).length)
    for (const [row, { uscc, name }] of firms.entries()) {
      const { facts } = await factsFor(opened.db, uscc, on)
      expect(factsToJson(columns.factsOf(row)), name).toEqual(factsToJson(facts))
    }
  })

  test('have a column for everything a rule reads', async () => {
    const names = new Set(rulesOn(DAYS[0] ?? '').flatMap(sqlColumns))
    const list = sql.raw([...names].map(name => `"${name}"`).join(', '))
    const none = await rowsOf(opened.db, sql`select ${list} from (${factRelation('2023-11-15')}) f limit 0`)
    expect(none).toEqual([])
  })

  test.each(DAYS)('on %s are judged alike one by one, in columns and in the database', async on => {
    const { firms, columns } = rows.get(on) as FactRows
    for (const version of rulesOn(on)) {
      const judged = await rowsOf<{ uscc: string; verdict: string }>(
        opened.db,
        sql`select uscc, ${sql.raw(sqlVerdict(version, on))} as verdict
          from (${factRelation(on)}) facts order by region_code, uscc`,
      )
      const scanned = scanOf(version, columns, on).verdicts()
      const alone = firms.map((_, row) => evaluate(version, columns.factsOf(row), { on }).verdict)
      expect(judged, version.rule.id).toEqual(firms.map(({ uscc }, row) => ({ uscc, verdict: alone[row] })))
      expect(
        [...scanned].map(status => STATUSES[status]),
        version.rule.id,
      ).toEqual(alone)
    }
  })
})

describe('figures nobody put in order', () => {
  const database = databases.find(({ name }) => name === 'PGlite')
  let opened: OpenDb
  beforeAll(async () => {
    if (!database) throw new Error('no PGlite')
    opened = await database.open()
    await addRegions(opened.db)
    await addAwkward(opened.db)
  })
  afterAll(() => opened.close())

  test.each([
    ['a later report of the same source corrects an earlier one', 'corrected', 'output_y', '10000'],
    ['a self-reported figure counts where nobody else has one', 'corrected', 'output_y1', '7000'],
    ['a self-reported figure never counts before the statistics', 'selfReportedLater', 'output_y', '12000'],
    ['tax is as the tax bureau has it', 'selfReportedLater', 'tax_y', '480.5'],
    ['an absurd amount stays exact', 'enormous', 'output_y', '99999999999999.9999'],
    ['months add up without January', 'monthsWithoutJanuary', 'cumulative_revenue', '270.75'],
    ['a source with a hole in its months gives way', 'monthMissing', 'cumulative_revenue', '350'],
    [
      'the number given for all months goes before their sum',
      'togetherAndByMonth',
      'cumulative_revenue',
      '310',
    ],
    [
      'twelve months are last year less its first months plus this year’s',
      'rollingYear',
      'revenue_12m',
      '3150',
    ],
    ['the twelve months before are counted alike', 'rollingYear', 'revenue_12m_prev', '4700'],
    [
      'months without output are counted back from the last one reported',
      'rollingYear',
      'months_without_output',
      '2',
    ],
    ['two months of power', 'rollingYear', 'power_2m', '3'],
    ['the same two months a year before', 'rollingYear', 'power_2m_prev', '8'],
    ['the tax of 2020 is a base without its output', 'taxBaseOnly', 'base_tax', '100'],
  ])('%s', async (_, firm, fact, amount) => {
    const { firms, columns } = await factRows(opened.db, '2023-11-15')
    const facts = factsToJson(columns.factsOf(firms.findIndex(({ name }) => name === firm)))
    expect(facts[fact]).toBe(amount)
  })
})

const addRegions = (db: Db) =>
  db.execute(sql`insert into region (code, name) values ('430424', '衡东县') on conflict do nothing`)
