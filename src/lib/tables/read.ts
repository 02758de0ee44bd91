import { Refusal } from '../errors.ts'
import { csvRows, encodingOf } from './csv.ts'
import { readWorkbook } from './xlsx.ts'

/** A spreadsheet as text: numbers digit by digit as stored, days as `YYYY-MM-DD`, shares as `35%`. */
export interface Table {
  fileName: string
  sheets: Sheet[]
}

export interface Sheet {
  name: string
  isHidden: boolean
  /** Read from the file anew each time they are gone through. */
  rows: Iterable<SheetRow>
}

export interface SheetRow {
  /** As numbered in the sheet, from 1. */
  number: number
  isHidden: boolean
  cells: readonly string[]
}

const LARGEST_BYTES = 300 * 1024 * 1024

/**
 * Reads an xlsx or a CSV (UTF-8, UTF-16 or GB18030), told apart by content and not by name.
 * @throws {Refusal} when it is neither, is damaged or is too large
 */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  if (bytes.length === 0) throw new Refusal(`“${fileName}”是空文件，请检查后重新导入。`)
  if (bytes.length > LARGEST_BYTES) throw new Refusal(`“${fileName}”超过 300 MB，请拆成几个文件分别导入。`)
  const [a, b] = bytes
  if (a === 0xd0 && b === 0xcf)
    throw new Refusal(`“${fileName}”是旧版 Excel（.xls）或加密文件，请在 Excel 里另存为 .xlsx 再导入。`)
  if (a === 0x50 && b === 0x4b) return { fileName, sheets: openWorkbook(bytes, fileName) }
  const encoding = encodingOf(bytes)
  if (!encoding) throw new Refusal(`“${fileName}”不是表格文件，或文字编码认不出来，请导入 .xlsx 或 .csv。`)
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(new TextDecoder(encoding).decode(bytes.subarray(0, 200))))
    throw new Refusal(`“${fileName}”其实是网页，请在 Excel 里打开后另存为 .xlsx 再导入。`)
  const unclosed = `“${fileName}”不是规范的 CSV（引号没有成对）。请在 Excel 里另存为“CSV UTF-8”再导入。`
  return {
    fileName,
    sheets: [{ name: fileName, isHidden: false, rows: orRefusal(csvRows(bytes, encoding), unclosed) }],
  }
}

function openWorkbook(bytes: Uint8Array, fileName: string): Sheet[] {
  const damaged = `“${fileName}”打不开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。`
  try {
    return readWorkbook(bytes).map(sheet => ({ ...sheet, rows: orRefusal(sheet.rows, damaged) }))
  } catch {
    throw new Refusal(damaged)
  }
}

/** Rows whose reading fails with these words. */
function orRefusal(rows: Iterable<SheetRow>, words: string): Iterable<SheetRow> {
  return {
    *[Symbol.iterator]() {
      try {
        yield* rows
      } catch {
        throw new Refusal(words)
      }
    },
  }
}
