import { groupBy } from '../../lib/group.ts'
import type { Column, DataRow } from '../../lib/tables/headings.ts'
import type { CellProblem } from '../../lib/tables/report.ts'
import { type Cell, type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import type { List } from './list.ts'
import type { ReadList } from './read-list.ts'

/** More rows nobody mends by hand. */
const MOST = 20_000

/**
 * The faulty rows as they stand in the file, the cells in question marked and a column 问题 behind them: mended, it can
 * be sent as it is.
 */
export async function faultyFile({ title, columns }: List, read: ReadList<unknown>): Promise<Uint8Array> {
  const problems = groupBy(read.rejected, ({ row, sheet }) => `${row} ${sheet ?? ''}`)
  const headings = read.headings.map(heading => heading || '（无表头）')
  const rows: Cell[][] = []
  let last = ''
  for (const line of read.faultyRows) {
    const { row, sheet, cells } = line
    const key = `${row} ${sheet ?? ''}`
    const own = problems.get(key) ?? []
    // A row that holds several records comes up once for each that is faulty.
    if (key !== last) {
      if (rows.length >= MOST) break
      const words = own.map(({ column, problem }) => `${column ? `「${column}」` : ''}${problem}`)
      rows.push([
        ...headings.map((_, i) => cells[i] ?? ''),
        ...Object.values(read.beside),
        `第 ${row} 行${sheet ? `（${sheet}）` : ''}：${words.join(' ')}`,
      ])
    }
    last = key
    mark(rows.at(-1) ?? [], cells, placesOf(line, columns, own))
  }
  const sheets: SheetOut[] = [
    {
      name: `${title}（待改）`,
      headings: [...headings, ...Object.keys(read.beside), '问题'],
      rows,
      frozenColumns: 1,
      hasFilter: true,
    },
    {
      name: '怎么改（不导入）',
      headings: ['列', '怎么填'],
      rows: columns.map(column => [column.title, column.hint]),
    },
  ]
  return writeWorkbook(sheets)
}

/** Where the cells stand that were found wrong in a record. */
const placesOf = (line: DataRow, columns: readonly Column[], problems: readonly CellProblem[]) =>
  columns.flatMap(({ title }) =>
    problems.some(({ column }) => column === line.heading(title)) ? [line.place(title)] : [],
  )

function mark(row: Cell[], cells: readonly string[], places: readonly number[]): void {
  for (const place of places) if (place >= 0) row[place] = { marked: cells[place] ?? '' }
}
