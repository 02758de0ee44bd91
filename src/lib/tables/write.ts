import writeXlsx, { type Feature, type SheetData } from 'write-excel-file/universal'
import type { Day } from '../time.ts'

/**
 * Text, a number, or a day: a day stays a date in the spreadsheet, so that it sorts and counts as one. Marked text
 * stands out: something is to be done about it.
 */
export type Cell = string | number | { day: Day } | { marked: string } | null

/** The type by which an xlsx file is known. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const MARK = '#ffe58f'

/** A sheet to be written: headings in bold and kept in view, then rows. */
export interface SheetOut {
  name: string
  headings: string[]
  rows: Cell[][]
  /** Columns from the left that stay in view as well. */
  frozenColumns?: number
  /** Headings with a filter, as in a ledger that is worked with. */
  hasFilter?: boolean
}

/** An xlsx file of these sheets. Texts stay texts, so that codes of digits survive Excel. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const file = writeXlsx(
    sheets.map(({ name, headings, rows, frozenColumns }) => ({
      sheet: name,
      stickyRowsCount: 1,
      ...(frozenColumns && { stickyColumnsCount: frozenColumns }),
      columns: headings.map((heading, i) => ({ width: widthOf(heading, rows, i) })),
      data: [
        headings.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
        ...rows.map(row => row.map(cellOf)),
      ] satisfies SheetData,
    })),
    { features: [filters(sheets)] },
  )
  return new Uint8Array(await (await file.toBlob()).arrayBuffer())
}

/** The library has no filters; in a sheet they stand right behind the rows. */
function filters(sheets: readonly SheetOut[]): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, _, { sheetIndex }) {
            const sheet = sheets[sheetIndex]
            if (!sheet?.hasFilter) return xml
            const last = `${letterOf(sheet.headings.length - 1)}${sheet.rows.length + 1}`
            return xml.replace('</sheetData>', `</sheetData><autoFilter ref="A1:${last}"/>`)
          },
        },
      },
    },
  }
}

/** A column's letters: 0 is A, 26 is AA. */
const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

function cellOf(value: Cell) {
  if (value === null || value === '') return null
  if (typeof value === 'object' && 'marked' in value)
    return { value: value.marked || ' ', type: String, format: '@', backgroundColor: MARK }
  if (typeof value === 'object')
    return { value: new Date(`${value.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  return typeof value === 'number' ? { value, type: Number } : { value, type: String, format: '@' }
}

/** Wide enough for the first rows; a Chinese character takes two. */
function widthOf(heading: string, rows: readonly Cell[][], column: number): number {
  const texts = [heading, ...rows.slice(0, 50).map(row => textOf(row[column] ?? ''))]
  const widths = texts.map(text => [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 2))
  return Math.min(50, Math.max(10, ...widths))
}

const textOf = (value: Exclude<Cell, null>) =>
  typeof value !== 'object' ? String(value) : 'marked' in value ? value.marked : value.day
