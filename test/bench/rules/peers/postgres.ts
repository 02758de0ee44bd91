import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { addDays } from '../../../../src/lib/time.ts'
import type { Run } from '../contender.ts'
import type { Enterprise } from '../enterprises.ts'
import { FIRST_ENTRY, INVESTMENT, OUTPUT, TAX } from '../hand-written.ts'

/**
 * The rule as SQL over a table that is loaded beforehand; only the counts come back. As Postgres comes: over many rows it
 * may use more than one core. Three-valued by nature.
 */
export async function preparePostgres(sql: Sql, rows: readonly Enterprise[]): Promise<Run> {
  const table = `bench_enterprises_${rows.length}`
  await sql.unsafe(`create table ${table} (
    is_above_scale boolean, output_y numeric, output_y1 numeric, tax_y numeric, tax_y1 numeric,
    new_investment_y numeric, first_above_scale_date date)`)
  await pipeline(Readable.from(copyText(rows)), await sql.unsafe(`copy ${table} from stdin`).writable())
  await sql.unsafe(`vacuum analyze ${table}`)
  const select = `select (count(*) filter (where passes))::int as pass,
    (count(*) filter (where passes is null))::int as unknown
    from (select ${RULE} as passes from ${table}) as judged`
  return async () => {
    const [counts] = await sql.unsafe<[{ pass: number; unknown: number }]>(select, [], { prepare: true })
    return { pass: counts.pass, unknown: counts.unknown }
  }
}

/** A base at or below zero fails; otherwise null is unknown, as everywhere in SQL. */
const hasGrown = (current: string, base: string, percent: number) =>
  `case when ${base} <= 0 then false else ${current} * 100 >= ${base} * ${percent} end`

const RULE = `is_above_scale and (
  (output_y >= ${OUTPUT} and ${hasGrown('output_y', 'output_y1', 130)}
    and tax_y >= ${TAX} and ${hasGrown('tax_y', 'tax_y1', 130)})
  or new_investment_y >= ${INVESTMENT}
  or (first_above_scale_date >= date '${dayOf(FIRST_ENTRY)}'
    and ${hasGrown('output_y', 'output_y1', 200)} and ${hasGrown('tax_y', 'tax_y1', 200)}))`

function* copyText(rows: readonly Enterprise[]): Generator<string> {
  const chunk = 1000
  for (let start = 0; start < rows.length; start += chunk)
    yield rows
      .slice(start, start + chunk)
      .map(copyLine)
      .join('')
}

function copyLine(firm: Enterprise): string {
  const { is_above_scale, output_y, output_y1, tax_y, tax_y1, new_investment_y, first_above_scale_date } =
    firm
  const day = first_above_scale_date === null ? null : dayOf(first_above_scale_date)
  return `${[is_above_scale, output_y, output_y1, tax_y, tax_y1, new_investment_y, day]
    .map(value => (value === null ? '\\N' : String(value)))
    .join('\t')}\n`
}

function dayOf(number: number): string {
  return addDays('1970-01-01', number)
}
