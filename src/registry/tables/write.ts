import writeXlsx, { type SheetData } from 'write-excel-file/universal'

type Cell = string | number | null

/** A sheet to be written: headings in bold and kept in view, then rows. */
export interface SheetOut {
  name: string
  headings: string[]
  rows: Cell[][]
}

/** An xlsx file of these sheets. Texts stay texts, so that codes of digits survive Excel. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const file = writeXlsx(
    sheets.map(({ name, headings, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: headings.map((heading, i) => ({ width: widthOf(heading, rows, i) })),
      data: [
        headings.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
        ...rows.map(row => row.map(cellOf)),
      ] satisfies SheetData,
    })),
  )
  return new Uint8Array(await (await file.toBlob()).arrayBuffer())
}

function cellOf(value: Cell) {
  if (value === null || value === '') return null
  return typeof value === 'number' ? { value, type: Number } : { value, type: String, format: '@' }
}

/** Wide enough for the first rows; a Chinese character takes two. */
function widthOf(heading: string, rows: readonly Cell[][], column: number): number {
  const texts = [heading, ...rows.slice(0, 50).map(row => String(row[column] ?? ''))]
  const widths = texts.map(text => [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 2))
  return Math.min(50, Math.max(10, ...widths))
}
