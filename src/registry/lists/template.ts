import { type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import type { List } from './list.ts'

/** An empty table with the headings of a list, and a second sheet with what belongs where and rows to copy. */
export async function templateOf({ title, columns, examples }: List): Promise<Uint8Array> {
  const sheets: SheetOut[] = [
    { name: title, headings: columns.map(column => column.title), rows: [], frozenColumns: 1 },
    {
      name: '填写说明（不导入）',
      headings: ['列', '必填', '怎么填', ...examples.map((_, i) => `例${['一', '二', '三'][i] ?? i + 1}`)],
      rows: columns.map(column => [
        column.title,
        column.isRequired ? '是' : '',
        column.hint,
        ...examples.map(example => example[column.title] ?? ''),
      ]),
    },
  ]
  return writeWorkbook(sheets)
}
