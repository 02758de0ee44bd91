import type { Db } from '../../../db/client.ts'
import { isTotalRow, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import { type CellProblem, openReport, type RowNotes } from '../../lib/tables/report.ts'
import type { Importer, List } from './list.ts'

/** A table held against a list: its good records, and everything that is wrong with the others. */
export interface ReadList<R> {
  /** Read again each time they are gone through, so that a million rows need no memory. */
  records: Iterable<R>
  good: number
  rejected: CellProblem[]
  warnings: CellProblem[]
}

/**
 * Reads and checks every row of a table; writes nothing.
 * @throws {Refusal} when headings are missing or there are no rows
 */
export async function readList<R>(
  db: Db,
  list: List<R>,
  table: Table,
  importer: Importer,
): Promise<ReadList<R>> {
  const { rows } = locate(table, list.columns)
  const read = await list.reader(db, importer)
  const { report, notesOf, isBad } = openReport()
  const twins = openTwins()
  const left = new Set<number>()
  let good = 0
  for (const row of rows) {
    const notes = notesOf(row.row)
    if (isTotalRow(row, list.columns)) {
      notes.warn(null, '', '是合计行，已跳过。')
      left.add(row.row)
      continue
    }
    const record = read(row, notes)
    if (record === null || isBad(row.row)) left.add(row.row)
    else twins.add(list.keyOf(record), row.row, JSON.stringify(record))
  }
  for (const { first, others, isSame } of twins.found()) {
    const [keep, ...leave] = isSame ? [first, ...others] : [null, first, ...others]
    for (const row of leave) {
      left.add(row)
      if (isSame) notesOf(row).warn(null, '', `与第 ${keep} 行重复，只导入了一行。`)
      else
        notesOf(row).reject(
          null,
          '',
          `第 ${[first, ...others].join('、')} 行说的是同一个，内容却不同，请只保留正确的一行。`,
        )
    }
  }
  good = rows.filter(({ row }) => !left.has(row)).length
  report.rejected.sort((a, b) => a.row - b.row)
  report.warnings.sort((a, b) => a.row - b.row)
  return {
    records: {
      *[Symbol.iterator]() {
        for (const row of rows) {
          const record = left.has(row.row) ? null : read(row, silent)
          if (record !== null) yield record
        }
      },
    },
    good,
    rejected: report.rejected,
    warnings: report.warnings,
  }
}

const silent: RowNotes = { reject() {}, warn() {} }

/** Finds rows about the same thing. */
function openTwins() {
  const seen = new Map<string | number, { row: number; text: string }>()
  const groups = new Map<string | number, { first: number; others: number[]; isSame: boolean }>()
  return {
    add(key: string | number, row: number, text: string) {
      const before = seen.get(key)
      if (!before) {
        seen.set(key, { row, text })
        return
      }
      const group = groups.get(key) ?? { first: before.row, others: [], isSame: true }
      group.others.push(row)
      group.isSame &&= text === before.text
      groups.set(key, group)
    },
    found: () => groups.values(),
  }
}
