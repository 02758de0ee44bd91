import type { Contender, Counts } from './contender.ts'

/** A contender and its median time for one row. */
export interface Measured {
  contender: Contender
  nanoseconds: number
}

const WARM_UP_ROUNDS = 2
/** A warm-up lasts at least so long, for the compiler to settle. */
const WARM_UP_MS = 100
/** A run shorter than this is repeated, or the clock and the scheduler would be measured. */
const SHORTEST_MS = 10

/**
 * Lets everybody run in turn, round after round, so that a busy moment of the machine hits all alike.
 * @throws {Error} when somebody finds other counts than expected of its rows, in any round
 */
export async function measure(
  contenders: readonly Contender[],
  expectedOf: (rows: number) => Counts,
  rounds: number,
): Promise<Measured[]> {
  const times = contenders.map((): number[] => [])
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const { counts, nanoseconds } = await time(contender, round < 0 ? WARM_UP_MS : SHORTEST_MS)
      check(contender, counts, expectedOf(contender.rows))
      if (round >= 0) times[i]?.push(nanoseconds)
    }
  }
  return contenders.map((contender, i) => ({ contender, nanoseconds: median(times[i] ?? []) }))
}

async function time(
  { rows, run }: Contender,
  leastMs: number,
): Promise<{ counts: Counts; nanoseconds: number }> {
  const started = performance.now()
  let runs = 0
  for (;;) {
    const counts = await run()
    runs++
    const elapsed = performance.now() - started
    if (elapsed >= leastMs) return { counts, nanoseconds: (elapsed * 1e6) / (runs * rows) }
  }
}

function check({ name, rows }: Contender, found: Counts, expected: Counts): void {
  const isSame =
    found.pass === expected.pass && (found.unknown === null || found.unknown === expected.unknown)
  if (!isSame)
    throw new Error(`${name}: ${JSON.stringify(found)} of ${rows}, expected ${JSON.stringify(expected)}`)
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}

/** Nanoseconds of the hand-written predicate on the same enterprises. */
export const limitOf = (results: readonly Measured[]): number =>
  results.find(({ contender }) => contender.part === 'limit')?.nanoseconds ?? Number.NaN

export function tableOf(results: readonly Measured[]): string {
  const limit = limitOf(results)
  const lines = results.map(({ contender: { name, rows }, nanoseconds }) => [
    name,
    rows.toLocaleString('en'),
    Number((1e9 / nanoseconds).toPrecision(3)).toLocaleString('en'),
    nanoseconds < 1000 ? nanoseconds.toFixed(1) : Math.round(nanoseconds).toLocaleString('en'),
    (nanoseconds / limit).toFixed(nanoseconds < 10 * limit ? 2 : 0),
  ])
  return [['contender', 'rows', 'enterprises/s', 'ns each', 'ratio'], ...lines].map(row).join('\n')
}

const WIDTHS = [46, 10, 15, 10, 9]
const row = (cells: readonly string[]) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[i] ?? 0))).join('')
