import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Cell, writeWorkbook } from '../../lib/tables/write.ts'
import type { Actor } from '../../people/roles.ts'
import { type List, type ListRow, sayTable } from './list.ts'

/** Some rows of a list, and which they are in words: `雁峰区 · 2023年11月`. */
export interface Picked {
  words: string
  isPicked(row: ListRow): boolean
}

/** A list as a file, and how many rows are in it. */
export interface ListFile {
  bytes: Uint8Array
  rows: number
}

/**
 * Everything of a list an actor may see as xlsx, or what was picked of it, in the shape an import takes: importing it
 * again changes nothing.
 */
export async function exportList(db: Db, list: List, actor: Actor, picked?: Picked): Promise<ListFile> {
  if (!list.mayExport(actor)) throw new Refusal(`您没有导出${sayTable(list)}的权限，请联系领导小组办公室。`)
  const headings = list.columns.map(({ title, unit }) => (unit ? `${title}（${unit}）` : title))
  const rows: Cell[][] = []
  for await (const row of list.rows(db, actor))
    if (!picked || picked.isPicked(row)) rows.push(list.columns.map(({ title }) => row[title] ?? null))
  const bytes = await writeWorkbook([{ name: list.title, headings, rows, frozenColumns: 1, hasFilter: true }])
  return { bytes, rows: rows.length }
}
