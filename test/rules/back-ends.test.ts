import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDb, rowsOf } from '../../db/client.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { worstAccident } from '../../src/rules/accidents.ts'
import { columnsOf } from '../../src/rules/columns/columns.ts'
import { scanOf } from '../../src/rules/columns/scan.ts'
import { STATUSES } from '../../src/rules/columns/tests.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { FACTS } from '../../src/rules/fact-table.ts'
import { type FactsInput, parseFacts } from '../../src/rules/facts.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { sqlVerdict } from '../../src/rules/sql.ts'
import { exact, on, range, rowWith, tree, versionOf } from '../support/random-rules.ts'

/**
 * One tree, three ways of judging it: the interpreter that explains, the scan over columns, the expression in Postgres.
 * Trees and rows are random; amounts crowd around the thresholds; a third of the facts is unknown or only a range.
 */
const COUNT = 60

function checkColumns(version: RuleVersion, rows: readonly FactsInput[]): string[] {
  const facts = rows.map(parseFacts)
  const judged = facts.map(one => evaluate(version, one, { on }))
  const scan = scanOf(version, columnsOf(facts), on)
  const verdicts = scan.verdicts()
  const explain = scan.explainer()
  judged.forEach(({ verdict, conditions }, row) => {
    expect(STATUSES[verdicts[row] ?? 0], JSON.stringify(rows[row])).toBe(verdict)
    const explained = explain(row)
    expect(explained.verdict).toBe(verdict)
    expect(explained.conditions.map(one => [one.id, one.verdict])).toEqual(
      conditions.map(one => [one.id, one.verdict]),
    )
  })
  return judged.map(({ verdict }) => verdict)
}

test('the scan over columns judges every row and every condition as the interpreter does', () => {
  const seen = new Set<string>()
  const rows = fc.array(rowWith(fc.oneof({ weight: 5, arbitrary: exact }, { weight: 1, arbitrary: range })), {
    minLength: COUNT,
    maxLength: COUNT,
  })
  fc.assert(
    fc.property(tree, rows, (when, some) => {
      for (const verdict of checkColumns(versionOf(when), some)) seen.add(verdict)
    }),
    { numRuns: 150 },
  )
  expect([...seen].sort()).toEqual(['fail', 'manual', 'pass', 'unknown'])
})

test('rows of more than a block are judged alike', () => {
  const [when] = fc.sample(tree, { seed: 5, numRuns: 1 })
  const rows = fc.sample(rowWith(exact), { seed: 6, numRuns: 4500 })
  if (when) checkColumns(versionOf(when), rows)
})

let open: OpenDb
const typeOf: Record<string, string> = {
  flag: 'boolean',
  amount: 'numeric',
  count: 'numeric',
  ratio: 'numeric',
  day: 'date',
  word: 'text',
  words: 'text[]',
}
beforeAll(async () => {
  open = await openEmbedded()
  const columns = Object.entries(FACTS).flatMap(([name, { type }]) =>
    type === 'accidents' ? [] : [`"${name}" ${typeOf[type]}`],
  )
  await open.db.execute(
    sql.raw(
      `create table fact_row (n int, ${columns.join(', ')}, worst_safety_accident_low int, worst_safety_accident_high int)`,
    ),
  )
})
afterAll(() => open.close())

function sqlRow(input: FactsInput, n: number): Record<string, unknown> {
  const { accidents, ...rest } = input
  const known = parseFacts({ accidents }).accidents
  const worst = known && worstAccident(known, '安全生产', on.slice(0, 4))
  return {
    ...rest,
    n,
    worst_safety_accident_low: worst?.low ?? null,
    worst_safety_accident_high: worst?.high ?? null,
  }
}

test('Postgres judges every row as the interpreter does', async () => {
  const rows = fc.array(rowWith(exact), { minLength: COUNT, maxLength: COUNT })
  await fc.assert(
    fc.asyncProperty(tree, rows, async (when, some) => {
      const version = versionOf(when)
      const json = JSON.stringify(some.map(sqlRow))
      const judged = await rowsOf<{ verdict: string }>(
        open.db,
        sql`select ${sql.raw(sqlVerdict(version, on))} as verdict
          from json_populate_recordset(null::fact_row, ${json}::json) order by n`,
      )
      expect(judged.map(({ verdict }) => verdict)).toEqual(
        some.map(row => evaluate(version, parseFacts(row), { on }).verdict),
      )
    }),
    { numRuns: 60 },
  )
})
