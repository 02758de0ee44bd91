import { groupBy } from '../../lib/group.ts'
import { type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import type { List } from './list.ts'
import type { ReadList } from './read-list.ts'

/** More rows nobody mends by hand. */
const MOST = 20_000

/** The faulty rows as they stand in the file, with a column 问题 behind them: mended, it can be sent as it is. */
export async function faultyFile({ title, columns }: List, read: ReadList<unknown>): Promise<Uint8Array> {
  const problems = groupBy(read.rejected, ({ row, sheet }) => `${row} ${sheet ?? ''}`)
  const headings = read.headings.map(heading => heading || '（无表头）')
  const rows: string[][] = []
  let last = ''
  for (const { row, sheet, cells } of read.faultyRows) {
    const key = `${row} ${sheet ?? ''}`
    if (key === last) continue
    last = key
    if (rows.length >= MOST) break
    const words = (problems.get(key) ?? []).map(
      ({ column, problem }) => `${column ? `「${column}」` : ''}${problem}`,
    )
    rows.push([
      ...headings.map((_, i) => cells[i] ?? ''),
      ...Object.values(read.beside),
      `第 ${row} 行${sheet ? `（${sheet}）` : ''}：${words.join(' ')}`,
    ])
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
