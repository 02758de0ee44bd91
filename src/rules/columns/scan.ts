import type { Day } from '../../lib/time.ts'
import type { Node } from '../document.ts'
import { evaluate } from '../evaluate.ts'
import type { Facts } from '../facts.ts'
import type { RuleVersion } from '../find-rule.ts'
import { fold, isLeaf, leavesOf } from '../truth.ts'
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

/**
 * The loops below compare with these millions of times: as bindings of this file, because an imported one may be read
 * through a getter each time, which costs more than the comparison.
 */
const [FAILED, PASSED, OPEN] = [FAIL, PASS, UNKNOWN]

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
  const hasManual = [...tests.values()].some(test => test.kind === 'manual')
  const verdicts = () => {
    const found = runPlan(plan, columns.size)
    if (hasManual) tellManual(found, rule.when, tests)
    judgeByHand((row, facts) => {
      found[row] = STATUSES.indexOf(evaluate(version, facts, { on }).verdict)
    })
    return found
  }
  const statuses = () => {
    const found = new Map<string, Uint8Array>()
    for (const [id, test] of tests) {
      const isManual = test.kind === 'manual'
      const status = isManual
        ? new Uint8Array(columns.size).fill(MANUAL)
        : runPlan({ kind: 'leaf', id, test }, columns.size)
      found.set(id, status)
    }
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

/** Tells rows that wait for people apart from those that wait for facts; among bits they are alike. */
function tellManual(verdicts: Uint8Array, tree: Node, tests: ReadonlyMap<string, ColumnTest>): void {
  verdicts.forEach((verdict, row) => {
    if (verdict !== UNKNOWN) return
    const open = fold(tree, leaf => STATUSES[statusAt(tests.get(leaf.id), row)] ?? 'unknown')
    verdicts[row] = STATUSES.indexOf(open)
  })
}

/** One condition of one row. */
function statusAt(test: ColumnTest | undefined, row: number): number {
  if (!test) return UNKNOWN
  if (test.kind === 'manual') return MANUAL
  const status = Uint8Array.of(PASS)
  judge(
    test,
    { start: row, rows: Int32Array.of(0), count: 1, depth: 0, scratch: [] },
    status,
    Int32Array.of(0),
  )
  return status[0] ?? UNKNOWN
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
  // What is quickly judged first: it may settle a row, and the order does not change what comes out.
  const of = node.of
    .map(child => planOf(child, tests))
    .sort((a, b) => Number(b.kind === 'leaf') - Number(a.kind === 'leaf'))
  return node.kind === 'atLeast' ? { kind: 'atLeast', count: node.count, of } : { kind: node.kind, of }
}

function runPlan(plan: Plan, size: number): Uint8Array {
  const result = new Uint8Array(size)
  const scratch: Scratch[] = []
  for (let start = 0; start < size; start += BLOCK) {
    const count = Math.min(BLOCK, size - start)
    const { statuses } = scratchAt(scratch, 0)
    const left = run(plan, { start, rows: EVERY, count, depth: 1, scratch }, statuses)
    for (let i = 0; i < left.count; i++) {
      const row = left.rows[i] as number
      result[start + row] = statuses[row] as number
    }
  }
  return result
}

interface Scratch {
  rows: Int32Array
  left: Int32Array
  statuses: Uint8Array
  passed: Uint8Array
  notFailed: Uint8Array
}

/** Rows of a block, counted from its start. */
interface RowList {
  rows: Int32Array
  count: number
}

/** The rows of a block that are to be judged. */
interface Rows extends RowList {
  start: number
  depth: number
  scratch: Scratch[]
}

function scratchAt(scratch: Scratch[], depth: number): Scratch {
  let own = scratch[depth]
  if (!own) {
    own = {
      rows: new Int32Array(BLOCK),
      left: new Int32Array(BLOCK),
      statuses: new Uint8Array(BLOCK),
      passed: new Uint8Array(BLOCK),
      notFailed: new Uint8Array(BLOCK),
    }
    scratch[depth] = own
  }
  return own
}

/** A block's rows from its start. */
const EVERY = Int32Array.from({ length: BLOCK }, (_, i) => i)

/** Judges some rows: gives those that do not fail, with their status in `out`; of the others `out` says nothing. */
function run(plan: Plan, rows: Rows, out: Uint8Array): RowList {
  switch (plan.kind) {
    case 'leaf': {
      const { rows: keep } = scratchAt(rows.scratch, rows.depth)
      out.fill(PASSED)
      return { rows: keep, count: judge(plan.test, rows, out, keep) }
    }
    case 'all':
      return runAll(plan.of, rows, out)
    case 'any':
      return runAny(plan.of, rows, out)
    case 'not':
      return runNot(plan.of, rows, out)
    case 'atLeast':
      return count(plan.of, plan.count, rows, out)
  }
}

const below = (rows: Rows, { rows: list, count }: RowList = rows): Rows => ({
  start: rows.start,
  rows: list,
  count,
  depth: rows.depth + 1,
  scratch: rows.scratch,
})

/** Judges one part after the other, each only for the rows none has failed yet. */
function runAll(parts: readonly Plan[], given: Rows, out: Uint8Array): RowList {
  const { rows: keep, statuses } = scratchAt(given.scratch, given.depth)
  out.fill(PASSED)
  let now: RowList = given
  for (const part of parts) {
    if (now.count === 0) break
    if (part.kind === 'leaf') {
      now = { rows: keep, count: judge(part.test, { ...given, ...now }, out, keep) }
      continue
    }
    const left = run(part, below(given, now), statuses)
    for (let i = 0; i < left.count; i++) {
      const row = left.rows[i] as number
      out[row] = (out[row] as number) & (statuses[row] as number)
      keep[i] = row
    }
    now = { rows: keep, count: left.count }
  }
  return now
}

/** Rows that have passed are worth dropping once they are so many of those left. */
const WORTH_DROPPING = 1 / 8

/** Judges one part after the other; rows that have passed are dropped when they are many. */
function runAny(parts: readonly Plan[], given: Rows, out: Uint8Array): RowList {
  const { rows: keep, left: open, statuses } = scratchAt(given.scratch, given.depth)
  out.fill(FAILED)
  let now: RowList = given
  for (const part of parts) {
    if (now.count === 0) break
    const left = run(part, below(given, now), statuses)
    let passed = 0
    for (let i = 0; i < left.count; i++) {
      const row = left.rows[i] as number
      const status = (out[row] as number) | (statuses[row] as number)
      out[row] = status
      passed += Number(status === PASSED)
    }
    if (passed > now.count * WORTH_DROPPING) now = { rows: open, count: keepWhereNot(PASSED, now, out, open) }
  }
  return { rows: keep, count: keepWhereNot(FAILED, given, out, keep) }
}

/** What failed passes, what passed fails, what was open stays so. */
function runNot(part: Plan, given: Rows, out: Uint8Array): RowList {
  const { rows: keep, statuses } = scratchAt(given.scratch, given.depth)
  const left = run(part, below(given), statuses)
  out.fill(PASSED)
  for (let i = 0; i < left.count; i++) {
    const row = left.rows[i] as number
    out[row] = statuses[row] === PASSED ? FAILED : OPEN
  }
  return { rows: keep, count: keepWhereNot(FAILED, given, out, keep) }
}

function count(parts: readonly Plan[], needed: number, given: Rows, out: Uint8Array): RowList {
  const { rows: keep, statuses, passed, notFailed } = scratchAt(given.scratch, given.depth)
  passed.fill(0)
  notFailed.fill(0)
  for (const part of parts) {
    const left = run(part, below(given), statuses)
    for (let i = 0; i < left.count; i++) {
      const row = left.rows[i] as number
      passed[row] = (passed[row] as number) + Number(statuses[row] === PASSED)
      notFailed[row] = (notFailed[row] as number) + 1
    }
  }
  for (let i = 0; i < given.count; i++) {
    const row = given.rows[i] as number
    const isOpen = (notFailed[row] as number) >= needed
    out[row] = (passed[row] as number) >= needed ? PASSED : isOpen ? OPEN : FAILED
  }
  return { rows: keep, count: keepWhereNot(FAILED, given, out, keep) }
}

/** Copies the rows that are not of a status; `keep` may be the list itself. */
function keepWhereNot(status: number, { rows, count }: RowList, out: Uint8Array, keep: Int32Array): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    keep[kept] = row
    kept += Number(out[row] !== status)
  }
  return kept
}

/**
 * Judges a condition for some rows, lowers what is known of them to what it comes to, and keeps the rows it does not fail.
 */
function judge(test: ColumnTest, rows: Rows, out: Uint8Array, keep: Int32Array): number {
  switch (test.kind) {
    case 'amount':
      return test.low === test.high
        ? rows.rows === EVERY
          ? judgeFirst(test.low, test.limit, rows.start, rows.count, out, keep)
          : judgeAmounts(test.low, test.limit, rows.start, rows.rows, rows.count, out, keep)
        : judgeRanges(test, rows, out, keep)
    case 'growth':
      return judgeGrowth(test, rows, out, keep)
    default:
      return judgeOthers(test, rows, out, keep)
  }
}

// Written without branches on the data, which the processor would guess wrong: a comparison with NaN is false, so
// `!(x < limit)` is "not known to fail".

/** All rows of a block, which nothing has been judged of yet. */
function judgeFirst(
  column: Float64Array,
  limit: number,
  start: number,
  count: number,
  out: Uint8Array,
  keep: Int32Array,
): number {
  let kept = 0
  for (let row = 0; row < count; row++) {
    const value = column[start + row] as number
    const status = (Number(value >= limit) << 1) | Number(!(value < limit))
    out[row] = status
    keep[kept] = row
    kept += status & 1
  }
  return kept
}

function judgeAmounts(
  column: Float64Array,
  limit: number,
  start: number,
  rows: Int32Array,
  count: number,
  out: Uint8Array,
  keep: Int32Array,
): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    const value = column[start + row] as number
    const status = (Number(value >= limit) << 1) | Number(!(value < limit))
    const lowered = (out[row] as number) & status
    out[row] = lowered
    keep[kept] = row
    kept += lowered & 1
  }
  return kept
}

function judgeRanges(
  { low, high, limit }: Extract<ColumnTest, { kind: 'amount' }>,
  { start, rows, count }: Rows,
  out: Uint8Array,
  keep: Int32Array,
): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    const status =
      (Number((low[start + row] as number) >= limit) << 1) | Number(!((high[start + row] as number) < limit))
    const lowered = (out[row] as number) & status
    out[row] = lowered
    keep[kept] = row
    kept += lowered & 1
  }
  return kept
}

function judgeGrowth(
  { current, base, per, factor, margin }: Extract<ColumnTest, { kind: 'growth' }>,
  { start, rows, count }: Rows,
  out: Uint8Array,
  keep: Int32Array,
): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    const before = base[start + row] as number
    const reached = (current[start + row] as number) * per
    const wanted = before * factor + margin
    const status = ((Number(reached >= wanted) << 1) | Number(!(reached < wanted))) * Number(!(before <= 0))
    const lowered = (out[row] as number) & status
    out[row] = lowered
    keep[kept] = row
    kept += lowered & 1
  }
  return kept
}

function judgeOthers(
  test: Extract<ColumnTest, { kind: 'among' | 'manual' }>,
  { start, rows, count }: Rows,
  out: Uint8Array,
  keep: Int32Array,
): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    const status = test.kind === 'manual' ? OPEN : amongStatus(test, start + row)
    const lowered = (out[row] as number) & status
    out[row] = lowered
    keep[kept] = row
    kept += lowered & 1
  }
  return kept
}

function amongStatus({ column, members }: Extract<ColumnTest, { kind: 'among' }>, row: number): number {
  const value = column[row] as number
  if (Number.isNaN(value)) return OPEN
  return members.has(value) ? PASSED : FAILED
}
