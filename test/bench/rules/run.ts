import { cpus } from 'node:os'
import postgres from 'postgres'
import { startPostgres } from '../../support/postgres.ts'
import { contendersFor } from './contenders.ts'
import { enterprises } from './enterprises.ts'
import { expectedOf } from './limit.ts'
import { marksOf } from './marks.ts'
import { type Measured, measure, tableOf } from './measure.ts'

/**
 * One rule of nine comparisons over a city and over a million synthetic enterprises: a hand-written predicate, our
 * engine and others, in one process and one run. `BENCH_ROWS` and `BENCH_ROUNDS` make it shorter; below some 10,000
 * rows the processor learns the branches of the hand-written predicate by heart, and ratios say nothing.
 */
const MOST = Number(process.env.BENCH_ROWS ?? 1_000_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)
const SIZES = [...new Set([31_300, 1_000_000].map(size => Math.min(size, MOST)))]

const say = (number: number) => number.toLocaleString('en')

const server = await startPostgres()
const sql = postgres(server.url, { max: 1 })
try {
  console.log(
    `R-LIST-IND, 5% of each field missing; round-robin, median of ${ROUNDS}; ` +
      `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}`,
  )
  const sizes: Measured[][] = []
  for (const size of SIZES) {
    const rows = enterprises(size)
    const { pass, unknown } = expectedOf(rows)
    console.log(
      `\n${say(size)} enterprises: ${say(pass)} pass, ${say(unknown)} unknown, ${say(size - pass - unknown)} fail`,
    )
    const contenders = await contendersFor(rows, sql, { withSlow: sizes.length === 0 })
    const expected = new Map(contenders.map(one => [one.rows, expectedOf(rows.slice(0, one.rows))]))
    const results = await measure(contenders, count => expected.get(count) ?? { pass, unknown }, ROUNDS)
    console.log(tableOf(results))
    sizes.push(results)
  }
  console.log(`\nMarks\n${marksOf(sizes).join('\n')}`)
} finally {
  await sql.end()
  await server.stop()
}
