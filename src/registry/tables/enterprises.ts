import { shortNameOf } from '../../lib/names.ts'
import { readDay, readFlag } from '../../lib/tables/cells.ts'
import { type DataRow, isTotalRow, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import { type ImportReport, openReport, type RowNotes } from '../../lib/tables/report.ts'
import { cleanUscc, isUsccCheckRight, isUsccShaped } from '../../lib/uscc.ts'
import { CHAINS, ENTERPRISE_COLUMNS } from './enterprise-columns.ts'
import { findPlace, type Places } from './places.ts'

/** A row of the table of enterprises; null is a cell left empty, which changes nothing. */
export interface EnterpriseRow {
  row: number
  uscc: string
  name: string
  /** Null: derived from the name if the enterprise is new. */
  shortName: string | null
  aliases: string[]
  regionCode: string | null
  parkId: string | null
  chain: string | null
  industryCode: string | null
  isIndustrial: boolean | null
  isDigital: boolean | null
  isAboveScale: boolean | null
  firstAboveScaleOn: string | null
  inStats: boolean | null
}

/** Checks every row; those in `rows` are good, every fault of the others is in the report. */
export function checkEnterprises(
  table: Table,
  places: Places,
): { rows: EnterpriseRow[]; report: ImportReport } {
  const { rows } = locate(table, ENTERPRISE_COLUMNS)
  const { report, notesOf, isBad } = openReport()
  const seen = new Map<string, number>()
  const names = new Map<string, number>()
  const good = rows.flatMap((row): EnterpriseRow[] => {
    const notes = notesOf(row.row)
    if (isTotalRow(row, ENTERPRISE_COLUMNS)) {
      notes.warn(null, '', '是合计行，已跳过。')
      return []
    }
    const read = readRow(row, places, notes)
    const twin = seen.get(read.uscc)
    if (read.uscc && twin) {
      notes.reject('统一社会信用代码', read.uscc, `与第 ${twin} 行重复，同一企业请只保留一行。`)
    }
    if (isBad(row.row)) return []
    seen.set(read.uscc, row.row)
    const namesake = names.get(read.name)
    if (namesake)
      notes.warn('企业名称', read.name, `与第 ${namesake} 行同名但代码不同，已作两家企业导入，请核对。`)
    names.set(read.name, row.row)
    return [read]
  })
  return { rows: good, report }
}

function readRow(row: DataRow, places: Places, notes: RowNotes): EnterpriseRow {
  const [shortName = null, ...otherShorts] = listOf(row.cell('简称'))
  // In the order of the columns, so that faults of a row are listed as they stand in it.
  return {
    row: row.row,
    name: readName(row, notes),
    uscc: readUscc(row, notes),
    shortName,
    aliases: [...new Set([...otherShorts, ...listOf(row.cell('曾用名'))])],
    regionCode: readPlace(row, '所属区域', places.regions, places.regionNames, notes),
    parkId: readPlace(row, '园区', places.parks, places.parkNames, notes),
    chain: readChain(row, notes),
    industryCode: readIndustry(row, notes),
    isIndustrial: readTick(row, '是否工业企业', notes),
    isDigital: readTick(row, '是否数字经济企业', notes),
    isAboveScale: readTick(row, '是否规上', notes),
    firstAboveScaleOn: readEntry(row, notes),
    inStats: readTick(row, '是否入统', notes),
  }
}

function readTick(row: DataRow, column: string, notes: RowNotes): boolean | null {
  const text = row.cell(column)
  const value = readFlag(text)
  if (text && value === undefined) notes.reject(column, text, '只能填“是”或“否”，请修改。')
  return value ?? null
}

function readEntry(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('首次入规日期')
  const day = text ? readDay(text) : null
  if (text && !day) notes.reject('首次入规日期', text, '不是日期，请填成 2022-03-01 这样。')
  return day
}

const listOf = (text: string): string[] =>
  text
    .split(/[、,，;；/|]/)
    .map(word => word.trim())
    .filter(word => word !== '' && word.length <= 60)

/** The code of a row, cleaned; empty when it was rejected. */
export function readUscc(row: DataRow, notes: RowNotes): string {
  const text = row.cell('统一社会信用代码')
  const code = cleanUscc(text)
  const reject = (problem: string) => {
    notes.reject('统一社会信用代码', text, problem)
    return ''
  }
  if (code === '') return reject('没有填，请补上 18 位统一社会信用代码。')
  // Excel keeps 15 digits of a number and makes the rest zeros.
  const isCut = /^\d{15}000$/.test(code) && !isUsccCheckRight(code)
  if (isCut || /^[\d.]+E\+?\d+$/.test(code)) {
    return reject('被 Excel 存成了数字，后几位已丢失。请把这一列设为“文本”后重新填写。')
  }
  if (code.length !== 18) return reject(`应是 18 位，现在是 ${code.length} 位，请核对。`)
  if (!isUsccShaped(code)) return reject('含有不会出现在代码里的字符（没有 I、O、S、V、Z），请核对。')
  if (!isUsccCheckRight(code)) {
    notes.warn('统一社会信用代码', text, '最后一位校验码对不上，已照原样导入，请与营业执照核对。')
  }
  return code
}

function readName(row: DataRow, notes: RowNotes): string {
  const name = row.cell('企业名称').replace(/\s+/g, ' ')
  if (name === '') notes.reject('企业名称', name, '没有填，请补上企业全称。')
  else if (name.length > 100) notes.reject('企业名称', `${name.slice(0, 30)}…`, '超过 100 个字，请核对。')
  else if (!/[\p{Script=Han}A-Za-z]/u.test(name)) notes.reject('企业名称', name, '不像企业名称，请核对。')
  else if (shortNameOf(name).length < 2) notes.reject('企业名称', name, '太短，请填营业执照上的全称。')
  return name
}

function readPlace(
  row: DataRow,
  column: string,
  known: Map<string, string>,
  names: string[],
  notes: RowNotes,
): string | null {
  const text = row.cell(column)
  if (text === '') return null
  const found = findPlace(known, text)
  if (!found) notes.reject(column, text, `没有登记过，请填其中之一：${names.join('、')}。`)
  return found ?? null
}

function readChain(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('产业链').replace(/产业链$|链$/, '')
  if (text === '') return null
  const found = Object.entries(CHAINS).find(([name, also]) => name === text || also.includes(text))
  if (!found)
    notes.reject('产业链', text, `不在产业链名单里，请填其中之一：${Object.keys(CHAINS).join('、')}。`)
  return found?.[0] ?? null
}

function readIndustry(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('行业代码').normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (text === '') return null
  if (/^[A-T]?\d{2,4}$/.test(text)) return text
  notes.reject('行业代码', text, '不是国民经济行业代码，请填成 C3831 这样。')
  return null
}
