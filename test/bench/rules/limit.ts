import type { Contender, Counts } from './contender.ts'
import type { Enterprise } from './enterprises.ts'
import { judge, PASS, passes, UNKNOWN } from './hand-written.ts'

/** The hand-written predicates as contenders; the two-valued one is what ratios are to. */
export function limits(rows: readonly Enterprise[]): Contender[] {
  return [
    {
      name: 'hand-written, 2-valued (limit)',
      part: 'limit',
      rows: rows.length,
      run: () => countPasses(rows),
    },
    { name: 'hand-written, 3-valued', part: 'other', rows: rows.length, run: () => expectedOf(rows) },
  ]
}

function countPasses(rows: readonly Enterprise[]): Counts {
  let pass = 0
  for (const row of rows) if (passes(row)) pass++
  return { pass, unknown: null }
}

/** What everybody should find. */
export function expectedOf(rows: readonly Enterprise[]): Counts & { unknown: number } {
  let pass = 0
  let unknown = 0
  for (const row of rows) {
    const truth = judge(row)
    if (truth === PASS) pass++
    else if (truth === UNKNOWN) unknown++
  }
  return { pass, unknown }
}
