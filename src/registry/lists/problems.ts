import type { DataRow } from '../../lib/tables/headings.ts'
import type { CellProblem, RowNotes } from '../../lib/tables/report.ts'

/** More would help nobody and fill the memory; the rest is counted. */
const MOST = 100_000

/** What is found wrong in a file, row by row. */
export interface Problems {
  /** Notes of a row. `has`: whether something of this column was rejected; without a column whether anything was. */
  of(row: DataRow): RowNotes & { has(column?: string): boolean }
  rejected: CellProblem[]
  warnings: CellProblem[]
  /** How many rows something was rejected of. */
  faulty(): number
}

export function openProblems(): Problems {
  const rejected: CellProblem[] = []
  const warnings: CellProblem[] = []
  const bad = new Set<string>()
  return {
    of(row) {
      let columns: Set<string | null> | undefined
      return {
        reject(column, value, words) {
          columns = (columns ?? new Set()).add(column)
          bad.add(`${row.row} ${row.sheet ?? ''}`)
          tell(rejected, problemOf(row, column, value, words))
        },
        warn(column, value, words) {
          tell(warnings, problemOf(row, column, value, words))
        },
        has(column) {
          return columns !== undefined && (column === undefined || columns.has(column))
        },
      }
    },
    rejected,
    warnings,
    faulty: () => bad.size,
  }
}

/** A row that says several things, each in a column of its own, is told once of what is wrong with all of them. */
function tell(problems: CellProblem[], problem: CellProblem): void {
  if (problems.length >= MOST) return
  for (let i = problems.length - 1; i >= 0; i--) {
    const told = problems[i]
    if (!told || told.row !== problem.row || told.sheet !== problem.sheet) break
    if (told.column === problem.column && told.value === problem.value && told.problem === problem.problem)
      return
  }
  problems.push(problem)
}

const problemOf = (
  { row, sheet, heading }: DataRow,
  column: string | null,
  value: string,
  problem: string,
): CellProblem => ({
  row,
  ...(sheet !== null && { sheet }),
  column: column && heading(column),
  value,
  problem,
})
