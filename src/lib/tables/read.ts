import { parse } from 'csv-parse/sync'
import readXlsx from 'read-excel-file/universal'
import { Refusal } from '../errors.ts'

/** A spreadsheet as text: numbers digit by digit as stored, days as `YYYY-MM-DD`. Row `i` is line `i + 1`. */
export interface Table {
  fileName: string
  sheets: { name: string; rows: string[][] }[]
}

const LARGEST_BYTES = 40 * 1024 * 1024

/**
 * Reads an xlsx or a CSV (UTF-8 or GB18030), told apart by content and not by name.
 * @throws {Refusal} when it is neither, is damaged or is too large
 */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  if (bytes.length === 0) throw new Refusal(`“${fileName}”是空文件，请检查后重新导入。`)
  if (bytes.length > LARGEST_BYTES) {
    throw new Refusal(`“${fileName}”超过 40 MB，请拆成几个文件分别导入。`)
  }
  const [a, b] = bytes
  if (a === 0xd0 && b === 0xcf) {
    throw new Refusal(`“${fileName}”是旧版 Excel（.xls）或加密文件，请在 Excel 里另存为 .xlsx 再导入。`)
  }
  const isZip = a === 0x50 && b === 0x4b
  if (!isZip && bytes.subarray(0, 4096).includes(0)) {
    throw new Refusal(`“${fileName}”不是表格文件，请导入 .xlsx 或 .csv。`)
  }
  return { fileName, sheets: isZip ? await readWorkbook(bytes, fileName) : readCsv(bytes, fileName) }
}

async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<Table['sheets']> {
  try {
    const sheets = await readXlsx(new Uint8Array(bytes).buffer, { parseNumber: number => number })
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map(row => row.map(textOf)) }))
  } catch {
    throw new Refusal(`“${fileName}”打不开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。`)
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return String(cell).trim()
}

function readCsv(bytes: Uint8Array, fileName: string): Table['sheets'] {
  const text = decode(bytes, fileName)
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const delimiter = ['\t', ';', ','].find(mark => firstLine.includes(mark)) ?? ','
  try {
    const rows = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      trim: true,
    })
    return [{ name: fileName, rows }]
  } catch {
    throw new Refusal(`“${fileName}”不是规范的 CSV（引号没有成对）。请在 Excel 里另存为“CSV UTF-8”再导入。`)
  }
}

/** UTF-8 with or without BOM; anything else is taken for the encoding Excel uses in China. */
function decode(bytes: Uint8Array, fileName: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      throw new Refusal(`“${fileName}”的文字编码认不出来。请在 Excel 里另存为“CSV UTF-8”或 .xlsx 再导入。`)
    }
  }
}
