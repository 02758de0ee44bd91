/** A cell that could not be taken, or was taken with a doubt. */
export interface CellProblem {
  /** As numbered in the sheet. */
  row: number
  /** Its sheet, where several were read. */
  sheet?: string
  /** Heading as understood; null when it is the whole row. */
  column: string | null
  value: string
  /** Chinese: what is wrong and what to do. */
  problem: string
}

/** What became of a table. Rows without a fault are taken, together or not at all; faulty ones are left out. */
export interface ImportReport {
  /** Rows taken, including those that were already there. */
  accepted: number
  /** Of the accepted: rows that said nothing new. */
  unchanged: number
  rejected: CellProblem[]
  warnings: CellProblem[]
}

/** Notes of one row while it is read. */
export interface RowNotes {
  reject(column: string | null, value: string, problem: string): void
  warn(column: string | null, value: string, problem: string): void
}
