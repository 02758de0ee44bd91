import Big from 'big.js'
import { addDays } from '../../../src/lib/time.ts'
import { capacity2023 } from '../../../src/policies/capacity-2023.ts'
import { answer } from '../../../src/rules/answer.ts'
import { columnsFromCells } from '../../../src/rules/columns/fill.ts'
import { type Scan, scanOf } from '../../../src/rules/columns/scan.ts'
import { PASS, UNKNOWN } from '../../../src/rules/columns/tests.ts'
import { evaluate } from '../../../src/rules/evaluate.ts'
import type { Verdict } from '../../../src/rules/evaluation.ts'
import { type Facts, parseFacts } from '../../../src/rules/facts.ts'
import { findRule } from '../../../src/rules/find-rule.ts'
import type { Contender, Counts } from './contender.ts'
import type { Enterprise } from './enterprises.ts'

const ON = '2023-11-15'
const ONE_BY_ONE = 5000

/** Our own engine in its several forms, on the rule as it stands in the policy; slow forms get the first rows only. */
export function ours(rows: readonly Enterprise[]): Contender[] {
  const version = findRule([capacity2023], 'R-LIST-IND', ON)
  const at = { on: ON }
  const facts = rows.slice(0, ONE_BY_ONE).map(factsOf)
  const scan = scanOf(version, columnsOf(rows), ON)
  const all = rows.length
  return [
    {
      name: 'ours: verdicts over columns',
      part: 'verdicts',
      rows: all,
      run: () => countScan(scan.verdicts()),
    },
    {
      name: 'ours: every status of every condition',
      part: 'statuses',
      rows: all,
      run: () => countScan([scan.verdicts(), scan.statuses()][0] as Uint8Array),
    },
    { name: 'ours: full explanation', part: 'explanation', rows: all, run: () => explainAll(scan) },
    {
      name: 'ours: one firm in words, goal-seek',
      part: 'answer',
      rows: facts.length,
      run: () => countVerdicts(facts, one => answer(version, one, at).verdict),
    },
    {
      name: 'ours: one firm in words',
      part: 'other',
      rows: facts.length,
      run: () => countVerdicts(facts, one => evaluate(version, one, at).verdict),
    },
  ]
}

function columnsOf(rows: readonly Enterprise[]) {
  const names = Object.keys(rows[0] ?? {}) as (keyof Enterprise)[]
  const cells = new Map(names.map(name => [name, rows.map(row => row[name])]))
  return columnsFromCells(
    rows.length,
    cells,
    Array.from({ length: rows.length }, () => undefined),
    new Map(),
  )
}

function countScan(verdicts: Uint8Array): Counts {
  const [passed, open] = [PASS, UNKNOWN]
  let pass = 0
  let unknown = 0
  for (let row = 0; row < verdicts.length; row++) {
    if (verdicts[row] === passed) pass++
    else if (verdicts[row] === open) unknown++
  }
  return { pass, unknown }
}

function explainAll(scan: Scan): Counts {
  const explain = scan.explainer()
  const rows = Array.from({ length: scan.size }, (_, row) => row)
  return countVerdicts(rows, row => explain(row).verdict)
}

function countVerdicts<T>(list: readonly T[], verdictOf: (one: T) => Verdict): Counts {
  let pass = 0
  let unknown = 0
  for (const one of list) {
    const verdict = verdictOf(one)
    if (verdict === 'pass') pass++
    else if (verdict === 'unknown') unknown++
  }
  return { pass, unknown }
}

function factsOf(firm: Enterprise): Facts {
  const wan = (yuan: number | null) => (yuan === null ? null : new Big(yuan).div(10_000))
  const entry = firm.first_above_scale_date
  return parseFacts({
    is_above_scale: firm.is_above_scale,
    output_y: wan(firm.output_y),
    output_y1: wan(firm.output_y1),
    tax_y: wan(firm.tax_y),
    tax_y1: wan(firm.tax_y1),
    new_investment_y: wan(firm.new_investment_y),
    first_above_scale_date: entry === null ? null : addDays('1970-01-01', entry),
  })
}
