import type { Day } from '../../lib/time.ts'
import type { Node } from '../document.ts'
import { evaluate } from '../evaluate.ts'
import type { Facts } from '../facts.ts'
import type { RuleVersion } from '../find-rule.ts'
import { isLeaf, leavesOf } from '../truth.ts'
import type { Columns } from './columns.ts'
import { type Explained, explainerOf } from './explain.ts'
import { impliedColumns } from './implied.ts'
import {
  type ColumnTest,
  columnTestOf,
  exactFactsOf,
  FAIL,
  MANUAL,
  PASS,
  STATUSES,
  UNKNOWN,
} from './tests.ts'

/** Rows judged together: few enough to stay in the cache, many enough to forget the cost of a call. */
const BLOCK = 2048

/** A rule made ready for many rows. */
export interface Scan {
  size: number
  /** The verdict of every row, as `STATUSES` numbers them. */
  verdicts(): Uint8Array
  /** By condition, the verdict of every row: also where it no longer matters. */
  statuses(): Map<string, Uint8Array>
  /** Everything about one row after another; what it needs of all rows is worked out once. */
  explainer(): (row: number) => Explained
}

type Plan =
  | { kind: 'leaf'; id: string; test: ColumnTest }
  | { kind: 'all' | 'any'; of: Plan[] }
  | { kind: 'atLeast'; count: number; of: Plan[] }
  | { kind: 'not'; of: Plan }

/**
 * Makes a rule ready for columns; no code is generated, so it runs where `eval` is forbidden. Conditions narrow the
 * rows still undecided, block by block.
 * @throws {Error} for a rule with conditions on lines it works out: those are judged one by one
 */
export function scanOf(version: RuleVersion, given: Columns, on: Day): Scan {
  const { rule, document } = version
  const columns = impliedColumns(rule, document, given, on)
  const tests = new Map<string, ColumnTest>()
  for (const leaf of leavesOf(rule.when)) {
    const test = columnTestOf(leaf, columns, { document, on })
    if (!test) throw new Error(`${rule.id} ${leaf.id}: cannot be judged over columns`)
    tests.set(leaf.id, test)
  }
  const plan = planOf(rule.when, tests)
  const byHand = irregularRows(rule.when, given)
  const judgeByHand = (each: (row: number, facts: Facts) => void) => {
    for (const [row, facts] of byHand) each(row, facts)
  }
  const verdicts = () => {
    const found = runPlan(plan, columns.size)
    judgeByHand((row, facts) => {
      found[row] = STATUSES.indexOf(evaluate(version, facts, { on }).verdict)
    })
    return found
  }
  const statuses = () => {
    const found = new Map<string, Uint8Array>()
    for (const [id, test] of tests) found.set(id, runPlan({ kind: 'leaf', id, test }, columns.size))
    judgeByHand((row, facts) => {
      for (const { id, verdict } of evaluate(version, facts, { on }).conditions) {
        const status = found.get(id)
        if (status) status[row] = STATUSES.indexOf(verdict)
      }
    })
    return found
  }
  return {
    size: columns.size,
    verdicts,
    statuses,
    explainer: () => explainerOf(version, on, tests, verdicts(), statuses()),
  }
}

/** Rows that columns cannot hold exactly, and those with a range where a growth wants an amount. */
function irregularRows(tree: Node, { columns, irregular, factsOf }: Columns): Map<number, Facts> {
  const rows = new Map(irregular)
  for (const name of exactFactsOf(leavesOf(tree))) {
    const column = columns.get(name)
    if (!column || column.low === column.high) continue
    column.low.forEach((low, row) => {
      if (!Object.is(low, column.high[row])) rows.set(row, factsOf(row))
    })
  }
  return rows
}

function planOf(node: Node, tests: ReadonlyMap<string, ColumnTest>): Plan {
  if (isLeaf(node)) {
    const test = tests.get(node.id)
    if (!test) throw new Error(`no condition ${node.id}`)
    return { kind: 'leaf', id: node.id, test }
  }
  if (node.kind === 'not') return { kind: 'not', of: planOf(node.of, tests) }
  const of = node.of.map(child => planOf(child, tests))
  return node.kind === 'atLeast' ? { kind: 'atLeast', count: node.count, of } : { kind: node.kind, of }
}

function runPlan(plan: Plan, size: number): Uint8Array {
  const result = new Uint8Array(size)
  const rows = Int32Array.from({ length: Math.min(BLOCK, size) }, (_, i) => i)
  const scratch: Scratch[] = []
  for (let start = 0; start < size; start += BLOCK) {
    const count = Math.min(BLOCK, size - start)
    run(plan, { start, rows, count, depth: 0, scratch }, result.subarray(start, start + count))
  }
  return result
}

interface Scratch {
  rows: Int32Array
  statuses: Uint8Array
  passed: Uint8Array
  notFailed: Uint8Array
}

/** The rows of a block that are still to be judged, counted from its start. */
interface Rows {
  start: number
  rows: Int32Array
  count: number
  depth: number
  scratch: Scratch[]
}

function scratchAt({ scratch, depth }: Rows): Scratch {
  let own = scratch[depth]
  if (!own) {
    own = {
      rows: new Int32Array(BLOCK),
      statuses: new Uint8Array(BLOCK),
      passed: new Uint8Array(BLOCK),
      notFailed: new Uint8Array(BLOCK),
    }
    scratch[depth] = own
  }
  return own
}

/** How a status joins what is known so far, as a table of 4 × 4: so-far × 4 + new. */
const joinTable = (join: (sofar: number, next: number) => number) =>
  Uint8Array.from({ length: 16 }, (_, i) => join(i >> 2, i & 3))
const TAKE = joinTable((_, next) => next)
const AND = joinTable(Math.min)
/** By rank, as unknown comes before manual on both sides: fail, manual, unknown, pass. */
const RANK = [0, 2, 1, 3]
const OR = joinTable((sofar, next) => ((RANK[sofar] ?? 0) > (RANK[next] ?? 0) ? sofar : next))
/** Never a status: nothing is left out. */
const NONE = 4

function run(plan: Plan, rows: Rows, out: Uint8Array): void {
  switch (plan.kind) {
    case 'leaf':
      judge(plan.test, rows, TAKE, out, NONE, scratchAt(rows).rows)
      return
    case 'all':
      narrow(plan.of, rows, AND, FAIL, out)
      return
    case 'any':
      narrow(plan.of, rows, OR, PASS, out)
      return
    case 'not':
      run(plan.of, rows, out)
      for (let i = 0; i < rows.count; i++) {
        const row = rows.rows[i] as number
        const status = out[row] as number
        out[row] = status === PASS ? FAIL : status === FAIL ? PASS : status
      }
      return
    case 'atLeast':
      count(plan.of, plan.count, rows, out)
  }
}

/** Judges one part after the other, each only for the rows the parts before did not settle. */
function narrow(
  parts: readonly Plan[],
  given: Rows,
  join: Uint8Array,
  settled: number,
  out: Uint8Array,
): void {
  const scratch = scratchAt(given)
  let rows = given.rows
  let left = given.count
  let table: Uint8Array = TAKE
  for (const part of parts) {
    if (left === 0) return
    const now = { ...given, rows, count: left }
    left =
      part.kind === 'leaf'
        ? judge(part.test, now, table, out, settled, scratch.rows)
        : merge(part, now, table, out, settled, scratch)
    rows = scratch.rows
    table = join
  }
}

function merge(
  part: Plan,
  given: Rows,
  join: Uint8Array,
  out: Uint8Array,
  settled: number,
  { rows: keep, statuses }: Scratch,
): number {
  const { rows, count } = given
  run(part, { ...given, depth: given.depth + 1 }, statuses)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    const joined = join[((out[row] as number) << 2) | (statuses[row] as number)] as number
    out[row] = joined
    keep[kept] = row
    kept += Number(joined !== settled)
  }
  return kept
}

function count(parts: readonly Plan[], needed: number, given: Rows, out: Uint8Array): void {
  const { statuses, passed, notFailed, rows: unknown } = scratchAt(given)
  const { rows, count: size } = given
  passed.fill(0)
  notFailed.fill(0)
  unknown.fill(0)
  for (const part of parts) {
    run(part, { ...given, depth: given.depth + 1 }, statuses)
    for (let i = 0; i < size; i++) {
      const row = rows[i] as number
      const status = statuses[row] as number
      passed[row] = (passed[row] as number) + Number(status === PASS)
      notFailed[row] = (notFailed[row] as number) + Number(status !== FAIL)
      unknown[row] = (unknown[row] as number) + Number(status === UNKNOWN)
    }
  }
  for (let i = 0; i < size; i++) {
    const row = rows[i] as number
    const isPassed = (passed[row] as number) >= needed
    const isOpen = (notFailed[row] as number) >= needed
    out[row] = isPassed ? PASS : !isOpen ? FAIL : (unknown[row] as number) > 0 ? UNKNOWN : MANUAL
  }
}

/**
 * Judges a condition for some rows, joins it to what is known of them and keeps the rows this does not settle. Written
 * without branches on the data: a comparison with NaN is false, so `!(x < limit)` is "not known to fail".
 */
function judge(
  test: ColumnTest,
  { start, rows, count }: Rows,
  join: Uint8Array,
  out: Uint8Array,
  settled: number,
  keep: Int32Array,
): number {
  let kept = 0
  switch (test.kind) {
    case 'amount': {
      const { worst, best, sign, limit } = test
      for (let i = 0; i < count; i++) {
        const row = rows[i] as number
        const low = sign * (worst[start + row] as number)
        const high = sign * (best[start + row] as number)
        const status = (Number(low >= limit) << 1) | Number(!(high < limit))
        const joined = join[((out[row] as number) << 2) | status] as number
        out[row] = joined
        keep[kept] = row
        kept += Number(joined !== settled)
      }
      return kept
    }
    case 'growth': {
      const { current, base, per, factor, margin } = test
      for (let i = 0; i < count; i++) {
        const row = rows[i] as number
        const before = base[start + row] as number
        const reached = (current[start + row] as number) * per
        const wanted = before * factor + margin
        const status =
          ((Number(reached >= wanted) << 1) | Number(!(reached < wanted))) * Number(!(before <= 0))
        const joined = join[((out[row] as number) << 2) | status] as number
        out[row] = joined
        keep[kept] = row
        kept += Number(joined !== settled)
      }
      return kept
    }
    default:
      for (let i = 0; i < count; i++) {
        const row = rows[i] as number
        const status = test.kind === 'always' ? test.status : amongStatus(test, start + row)
        const joined = join[((out[row] as number) << 2) | status] as number
        out[row] = joined
        keep[kept] = row
        kept += Number(joined !== settled)
      }
      return kept
  }
}

function amongStatus({ column, members }: Extract<ColumnTest, { kind: 'among' }>, row: number): number {
  const value = column[row] as number
  if (Number.isNaN(value)) return UNKNOWN
  return members.has(value) ? PASS : FAIL
}
