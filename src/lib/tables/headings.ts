import { Refusal } from '../errors.ts'
import { type Layout, layoutOf, missingOf } from './layout.ts'
import type { Sheet, SheetRow, Table } from './read.ts'
import { whyNoData } from './skip.ts'

/** A column an import understands. */
export interface Column {
  /** As templates and exports write it. */
  title: string
  also?: readonly string[]
  isRequired?: boolean
  /** A column that does in the place of this required one. */
  unless?: string
  /** Often not in the table but said of all of it: by its title, its file name, or whoever sends it. */
  canBeSaid?: boolean
  /** Of the amounts in it, as templates and exports write it behind the title: 万元. */
  unit?: string
  /** What belongs in it, for the template. */
  hint: string
}

/** How a table is read besides its columns. */
export interface Reading {
  /**
   * Tables also stand side by side: a heading such as `2022年产值` says what else belongs to the amounts below it. Cells
   * below go into the column `into`, each a row of its own; `read` gives the other columns, null for other headings.
   */
  spread?: { into: string; read(heading: string): Readonly<Record<string, string>> | null }
  /** What is said of the whole table by whoever sends it, for cells that are empty and columns that are missing. */
  given?: Readonly<Record<string, string>>
  /** The same, from the title above the table and the name of sheet and file. */
  assume?(title: string): Readonly<Record<string, string>>
}

/** One data row: cells by column title. */
export interface DataRow {
  /** As numbered in the sheet. */
  row: number
  /** Its sheet, where several are read. */
  sheet: string | null
  isHidden: boolean
  /** As they stand there. */
  cells: readonly string[]
  /** Why it is no data, in Chinese: a total, a note under the table; null for data. */
  skip: string | null
  cell(title: string): string
  /** Unit in a heading's brackets, 数值（亿元）, or above the table. */
  unit(title: string): string | null
  /** The heading as it stands in the sheet where it is not the title: 2022年产值. */
  heading(title: string): string
  /** The heading as it stands in the sheet; empty where there is no such column. */
  written(title: string): string
  /** Where its cell stands in the row, from 0; -1 when the sheet has no such column. */
  place(title: string): number
}

export interface Located {
  /** Read from the file anew each time they are gone through. */
  rows: Iterable<DataRow>
  /** What was found out about the file, in Chinese sentences. */
  remarks: string[]
  /** Headings of the first sheet read, as they stand there, with the unit noted above them. */
  headings: readonly string[]
  /** What is said of the whole table, for columns that it has not. */
  beside: Readonly<Record<string, string>>
}

/** How a table's headings fit some columns. */
export interface Fit {
  /** Columns and spread headings that were found. */
  understood: number
  /** Headings nobody expects. */
  foreign: number
  /** Required and neither there nor said. */
  missing: string[]
  /** What stands above the headings, with the names of sheet and file. */
  title: string
}

/** How the best of a table's sheets fits; its rows are not read. */
export function fitOf({ fileName, sheets }: Table, columns: readonly Column[], reading: Reading = {}): Fit {
  const fits = sheetsShown(sheets).map((sheet): Fit => {
    const { layout, missing, title } = lookAt(sheet, fileName, columns, reading)
    const understood = layout.places.size + layout.spreads.length
    const headings = layout.headings.filter(heading => heading !== '').length
    return { understood, foreign: headings - understood, missing, title }
  })
  const none = { understood: 0, foreign: 0, missing: titlesOf(columns), title: fileName }
  return fits.reduce((best, one) => (goodness(one) > goodness(best) ? one : best), none)
}

const goodness = ({ understood, missing }: Fit) => understood - 100 * missing.length

const sheetsShown = (sheets: readonly Sheet[]) =>
  sheets.filter(({ isHidden, name }) => !isHidden && !/不导入/.test(name))

/** Titles above a table (标题、填报单位) may come before its headings; further down there are none. */
const HEADINGS_WITHIN = 15

interface Found {
  sheet: Sheet
  layout: Layout
  assumed: Readonly<Record<string, string>>
}

/**
 * Finds the headings in every sheet that is shown, in any order and on one or two rows, and the rows below them.
 * @throws {Refusal} naming the headings that are missing, or saying that there are no rows
 */
export function locate(table: Table, columns: readonly Column[], reading: Reading = {}): Located {
  const { fileName, sheets } = table
  const all = sheetsShown(sheets).map(sheet => ({ sheet, ...lookAt(sheet, fileName, columns, reading) }))
  const used = all.filter(({ missing }) => missing.length === 0)
  if (used.length === 0) {
    const missing = all.reduce(
      (best, one) => (one.missing.length < best.length ? one.missing : best),
      titlesOf(columns),
    )
    throw new Refusal(
      `“${fileName}”里没有找到表头“${missing.join('”“')}”。请补上这${missing.length > 1 ? '几' : '一'}列，或用导入模板填写后再导入。`,
    )
  }
  const rows = {
    *[Symbol.iterator]() {
      for (const found of used) yield* dataRows(found, columns, reading, used.length > 1)
    },
  }
  if (!hasData(rows)) throw new Refusal(`“${fileName}”只有表头，没有数据，请填写后再导入。`)
  return {
    rows,
    remarks: remarksOf(sheets, used, columns, reading.given ?? {}),
    headings: headingsOf(used[0], columns),
    beside: besideOf(used[0], columns, reading.given ?? {}),
  }
}

function headingsOf(found: Found | undefined, columns: readonly Column[]): string[] {
  const { headings = [], places, spreads, unit: above } = found?.layout ?? {}
  const lacks = new Set(spreads?.flatMap(({ index, unit }) => (unit === null ? [index] : [])))
  for (const { title, unit } of columns) {
    const place = places?.get(title)
    if (unit && place && place.unit === null) lacks.add(place.index)
  }
  return headings.map((heading, i) => (above && lacks.has(i) ? `${heading}（${above}）` : heading))
}

/** Said of the whole table, for columns that are nowhere in it. */
function besideOf(
  found: Found | undefined,
  columns: readonly Column[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const { places, spreads } = found?.layout ?? {}
  const isOpen = ([title]: [string, string]) =>
    columns.some(column => column.title === title) &&
    !places?.has(title) &&
    !spreads?.some(({ says }) => title in says)
  return Object.fromEntries(Object.entries({ ...found?.assumed, ...given }).filter(isOpen))
}

const titlesOf = (columns: readonly Column[]) =>
  columns.filter(({ isRequired }) => isRequired).map(({ title }) => title)

function hasData(rows: Iterable<DataRow>): boolean {
  for (const { skip } of rows) if (skip === null) return true
  return false
}

function lookAt(sheet: Sheet, fileName: string, columns: readonly Column[], reading: Reading) {
  const head: SheetRow[] = []
  for (const row of sheet.rows) if (head.push(row) > HEADINGS_WITHIN) break
  const layout = layoutOf(head, columns, reading)
  const above = head.filter(({ number }) => number <= layout.until).flatMap(({ cells }) => cells)
  const title = [fileName.replace(/\.\w+$/, ''), sheet.name, ...above].join(' ')
  const assumed = { ...yearIn(title), ...reading.assume?.(title) }
  const missing = missingOf(layout, columns, {
    ...reading,
    given: { ...assumed, ...reading.given },
  })
  return { layout, assumed, missing, title }
}

/** The one year a title names: days and months below may be written without it. */
function yearIn(title: string): Readonly<Record<string, string>> {
  const years = new Set(
    [...title.normalize('NFKC').matchAll(/(?<!\d)(20\d\d)(?:年|[-.]\d{1,2}月)/g)].map(
      ([, year]) => year ?? '',
    ),
  )
  const [year] = years
  return years.size === 1 && year !== undefined ? { 年份: year } : {}
}

/** What offices write where there is nothing to say: -, —, /. */
const NOTHING = /^[-—–―/\\]+$/
const said = (cell: string | undefined): string =>
  cell === undefined || (cell.length <= 4 && NOTHING.test(cell)) ? '' : cell

function* dataRows(
  { sheet, layout, assumed }: Found,
  columns: readonly Column[],
  { given, spread }: Reading,
  isOneOfSeveral: boolean,
): Generator<DataRow> {
  const money = new Set(columns.flatMap(({ title, unit }) => (unit ? [title] : [])))
  const { places, spreads, unit: above } = layout
  const name = isOneOfSeveral ? sheet.name : null
  const cellOf = (cells: readonly string[], title: string) => {
    const place = places.get(title)
    return place ? said(cells[place.index]) || given?.[title] || '' : (given?.[title] ?? assumed[title] ?? '')
  }
  const unitOf = (title: string) => places.get(title)?.unit ?? (money.has(title) ? above : null)
  const into = spread?.into
  // Methods, not named functions: those are made for every row, and naming them costs more than all else.
  for (const { number: row, isHidden, cells } of sheet.rows) {
    if (row <= layout.until || cells.every(isEmpty)) continue
    const skip = whyNoData(cells, layout)
    const whole: DataRow = {
      row,
      sheet: name,
      isHidden,
      cells,
      skip,
      cell(title) {
        return cellOf(cells, title)
      },
      unit(title) {
        return unitOf(title)
      },
      heading(title) {
        return title
      },
      written(title) {
        return layout.headings[places.get(title)?.index ?? -1] ?? ''
      },
      place(title) {
        return places.get(title)?.index ?? -1
      },
    }
    if (spreads.length === 0 || skip !== null) yield whole
    else
      for (const { index, unit, heading, says } of spreads) {
        const value = said(cells[index])
        if (value === '') continue
        yield {
          ...whole,
          cell(title) {
            return title === into ? value : (says[title] ?? cellOf(cells, title))
          },
          unit(title) {
            return title === into ? (unit ?? above) : unitOf(title)
          },
          heading(title) {
            return title === into || title in says ? heading : title
          },
          place(title) {
            return title === into || title in says ? index : whole.place(title)
          },
        }
      }
  }
}

const isEmpty = (cell: string) => cell === ''

const MOST_UNREAD = 8

/** Headings nobody expects, besides those that say nothing. */
const unreadOf = ({ headings, places, spreads }: Layout): string[] => {
  const read = new Set([
    ...[...places.values()].map(({ index }) => index),
    ...spreads.map(({ index }) => index),
  ])
  const plain = headings.map((heading, i) => (read.has(i) ? '' : heading.replace(/\s/g, '')))
  return [...new Set(plain.filter(heading => heading !== '' && !/^(?:序号?|编号|No\.?)$/i.test(heading)))]
}

function remarksOf(
  sheets: readonly Sheet[],
  used: readonly Found[],
  columns: readonly Column[],
  given: Readonly<Record<string, string>>,
): string[] {
  const remarks: string[] = []
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => `“${name}”`).join('、')
  const unused = sheets.filter(one => used.every(({ sheet }) => sheet !== one))
  if (unused.length > 0)
    remarks.push(
      `导入的是工作表${names(used.map(({ sheet }) => sheet))}；没有导入${names(unused)}（隐藏，或没有需要的表头）。`,
    )
  const [first] = used
  if (!first) return remarks
  const { layout } = first
  const unread = unreadOf(layout)
  if (unread.length > 0)
    remarks.push(
      `没有用到的列：${unread.slice(0, MOST_UNREAD).join('、')}${unread.length > MOST_UNREAD ? ' 等' : ''}。`,
    )
  if (layout.unit && columns.some(({ title, unit }) => unit && !layout.places.get(title)?.unit))
    remarks.push(`表头没有单位的金额按表上注明的“单位：${layout.unit}”换算。`)
  const said = Object.entries(besideOf(first, columns, {})).filter(([title]) => !(title in given))
  if (said.length > 0)
    remarks.push(
      `表里没有${said.map(([title]) => `“${title}”`).join('、')}列，按标题和文件名读作${said.map(([, value]) => `“${value}”`).join('、')}，请核对。`,
    )
  return remarks
}
