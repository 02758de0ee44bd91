import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Cell, writeWorkbook } from '../../lib/tables/write.ts'
import type { Actor } from '../../people/roles.ts'
import { type List, sayTable } from './list.ts'

/** Everything of a list an actor may see as xlsx, in the shape an import takes: importing it again changes nothing. */
export async function exportList(db: Db, list: List, actor: Actor): Promise<Uint8Array> {
  if (!list.mayExport(actor)) throw new Refusal(`您没有导出${sayTable(list)}的权限，请联系领导小组办公室。`)
  const headings = list.columns.map(({ title, unit }) => (unit ? `${title}（${unit}）` : title))
  const rows: Cell[][] = []
  for await (const row of list.rows(db, actor)) rows.push(list.columns.map(({ title }) => row[title] ?? null))
  return writeWorkbook([{ name: list.title, headings, rows, frozenColumns: 1, hasFilter: true }])
}
