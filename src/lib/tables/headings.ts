import { Refusal } from '../errors.ts'
import type { Table } from './read.ts'

/** A column an import understands. */
export interface Column {
  /** As templates and exports write it. */
  title: string
  also?: readonly string[]
  isRequired?: boolean
  /** A column that does in the place of this required one. */
  unless?: string
  /** Of the amounts in it, as templates and exports write it behind the title: 万元. */
  unit?: string
  /** What belongs in it, for the template. */
  hint: string
}

/** One data row: cells by column title. */
export interface DataRow {
  /** As numbered in the sheet. */
  row: number
  cell(title: string): string
  /** Unit in a heading's brackets: 数值（亿元）. */
  unit(title: string): string | null
}

export interface Located {
  rows: DataRow[]
}

/** Titles above a table (标题、填报单位) may come before its headings; further down there are none. */
const HEADINGS_WITHIN = 15

/**
 * Finds the headings of one of the sheets, in any order, and the rows below them.
 * @throws {Refusal} naming the headings that are missing, or saying that there are no rows
 */
export function locate({ fileName, sheets }: Table, columns: readonly Column[]): Located {
  const found = sheets
    .flatMap(({ rows }) =>
      rows.slice(0, HEADINGS_WITHIN).map((cells, at) => ({ rows, at, places: placesOf(cells, columns) })),
    )
    .reduce<Place | null>((best, next) => (best && best.places.size >= next.places.size ? best : next), null)
  const missing = columns
    .filter(({ isRequired, title, unless = title }) => {
      const places = found?.places
      return isRequired && !places?.has(title) && !places?.has(unless)
    })
    .map(({ title }) => title)
  if (!found || missing.length > 0) {
    throw new Refusal(
      `“${fileName}”里没有找到表头“${missing.join('”“')}”。请用 template 导出的模板填写，或补上这${missing.length > 1 ? '几' : '一'}列再导入。`,
    )
  }
  const { rows, at, places } = found
  const data = rows.slice(at + 1).flatMap((cells, i): DataRow[] =>
    cells.every(cell => cell === '')
      ? []
      : [
          {
            row: at + i + 2,
            cell: title => cells[places.get(title)?.index ?? -1] ?? '',
            unit: title => places.get(title)?.unit ?? null,
          },
        ],
  )
  if (data.length === 0) throw new Refusal(`“${fileName}”只有表头，没有数据，请填写后再导入。`)
  return { rows: data }
}

interface Place {
  rows: string[][]
  at: number
  places: Map<string, { index: number; unit: string | null }>
}

function placesOf(cells: readonly string[], columns: readonly Column[]): Place['places'] {
  const places: Place['places'] = new Map()
  cells.forEach((cell, index) => {
    const plain = cell.normalize('NFKC').replace(/[\s*:_]/g, '')
    const unit = /\((?:单位:?)?([^)]*)\)$/.exec(plain)?.[1] ?? /[,，/]单位:?(.+)$/.exec(plain)?.[1] ?? null
    const word = plain.replace(/\([^)]*\)/g, '').replace(/[,，/]单位.*$/, '')
    const column = columns.find(({ title, also }) => title === word || also?.includes(word))
    if (column && !places.has(column.title)) places.set(column.title, { index, unit })
  })
  return places
}

/** 合计 and 小计 under a table are no data. */
export function isTotalRow(row: DataRow, columns: readonly Column[]): boolean {
  return columns.some(({ title }) => /^(合\s*计|总\s*计|小\s*计)[:：]?$/.test(row.cell(title)))
}
